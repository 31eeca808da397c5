"""Invented projects that look like a clerk's, the same for the same size."""

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = (
    "지자체",
    "담당 부서",
    "사업명",
    "회계연도",
    "사업 유형",
    "추진 상태",
    "사업 기간",
    "총사업비(천원)",
    "국비",
    "도비",
    "시비",
    "사업 내용",
    "비고",
)
OFFICES = (
    "정보화담당관",
    "정보통신과",
    "스마트도시과",
    "디지털정책과",
    "안전총괄과",
    "교통정책과",
)
_THINGS = (
    "CCTV 통합관제센터",
    "행정정보시스템",
    "도로명주소 안내시스템",
    "버스정보시스템(BIS)",
    "재난안전 통합상황실",
    "공간정보 DB",
    "홈페이지",
    "무선인터넷",
    "노후 전산장비",
    "정보보호 시스템",
    "민원 통합관리시스템",
    "스마트 가로등",
)
_DOINGS = ("구축", "고도화", "유지관리", "교체", "확충", "통합", "개편", "이전")
_TYPES = ("시스템 구축", "고도화·개편", "장비·솔루션 도입·교체", "운영·유지관리")
_STATUSES = ("계획", "추진 중", "완료")
_YEARS = (2005, 2026)


def bodies() -> list[dict[str, Any]]:
    """Return the local governments that were there in every year in use."""
    fixture = ROOT / "fixtures" / "municipalities.json"
    records = json.loads(fixture.read_text(encoding="utf-8"))
    rows = [one["fields"] for one in records if one["model"] == "registry.municipality"]
    return [
        body
        for body in rows
        if body.get("is_local_government")
        and not body.get("valid_from")
        and not body.get("valid_to")
    ]


def rows(size: int) -> Iterator[list[Any]]:
    """Yield `size` rows; amounts are in thousands of won, some with commas."""
    rng, owners = random.Random(7), bodies()  # noqa: S311
    for number in range(size):
        owner, year = rng.choice(owners), rng.randint(*_YEARS)
        parts = _parts(rng, owner)
        total = sum(part or 0 for part in parts) or rng.randint(10, 9000) * 1000
        thing, doing = rng.choice(_THINGS), rng.choice(_DOINGS)
        yield [
            owner["full_name"],
            rng.choice(OFFICES),
            f"{thing} {doing} {number}차",
            year,
            rng.choice(_TYPES),
            rng.choice(_STATUSES),
            f"{year}.{rng.randint(1, 6)}.~{year}.{rng.randint(7, 12)}.",
            total,
            *("" if part is None else f"{part:,}" for part in parts),
            f"관내 {rng.choice(_THINGS)}의 {doing} 사업으로 주민 편의를 높이는 사업",
            "신규" if number % 3 else "계속",
        ]


def _parts(rng: random.Random, owner: dict[str, Any]) -> list[int | None]:
    """Return 국비, 도비 and 시비; a 시·도, 군 or 구 has no 시비 of its own."""
    known = rng.randint(0, 3)
    parts: list[int | None] = [rng.randint(10, 900) * 1000 for _part in range(known)]
    parts += [None] * (3 - known)
    return parts if owner["level"] == "si" else [*parts[:2], None]


def write_csv(path: Path, size: int) -> None:
    """Write a CSV as a spreadsheet program saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows(size))


def write_xlsx(path: Path, size: int) -> None:
    """Write a workbook of one sheet."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("사업")
    sheet.append(HEADINGS)
    for row in rows(size):
        sheet.append(row)
    workbook.save(path)
