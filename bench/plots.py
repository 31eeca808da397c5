"""What pages, files and imports cost as the registry grows, drawn into docs/plots.

``python -m bench.plots FILE…`` reads what ``make bench`` has printed for several sizes, each into
a file. Both axes are logarithmic: a straight line that rises by a square for each square to the
right is a cost that grows as the registry does, a level one a cost that does not.
"""

import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import data

FOLDER = data.ROOT / "docs" / "plots"


class Drawn(NamedTuple):
    """One line of a picture: which lines of the table it is made of, and of which side."""

    label: str
    line: str  # how the line begins, and after the colon of what it is
    about: str
    side: str  # ours or theirs

    def tells(self, point: "Point") -> bool:
        """Return whether a line of a table has what is drawn."""
        answered = self.side == "ours" or "no answer" not in point.about
        return point.name.startswith(self.line) and self.about in point.about and answered


# By file: the title and the lines, which are drawn for each database.
PLOTS = {
    "lists": (
        "List page without a condition",
        (
            Drawn("first reading", "L1", "first reading: no condition", "ours"),
            Drawn("kept", "L1", "the stock page: no condition", "ours"),
            Drawn("stock page", "L1", "first reading: no condition", "theirs"),
        ),
    ),
    "search": (
        "Search for a rare word, first reading",
        (
            Drawn("ours", "L4", "a rare word", "ours"),
            Drawn("stock page", "L4", "a rare word", "theirs"),
        ),
    ),
    "files": (
        "Downloads",
        (
            Drawn("CSV", "E1", "CSV", "ours"),
            Drawn("COPY or bare cursor", "E1", "CSV", "theirs"),
            Drawn("XLSX of import-export", "E2", "XLSX", "theirs"),
        ),
    ),
    "imports": (
        "Import of a CSV",
        (
            Drawn("ours", "I7", "to undo it", "theirs"),
            Drawn("the same again", "I5", "where nothing changes", "ours"),
            Drawn("tuned use_bulk", "I", "the speed of tuned use_bulk", "theirs"),
        ),
    ),
    "save": ("One save in the admin", (Drawn("ours", "S1", "one save", "ours"),)),
}
_SIDE, _LEFT, _TOP, _DECADE = 640, 80, 40, 90
_COLOURS = ("#0b57d0", "#b3261e", "#146c2e", "#7d5260", "#b06000", "#006a6a")
Lines = dict[str, list[tuple[int, float]]]  # by name: size and seconds
_SECONDS = (-3, 3)  # decades
_ROWS = re.compile(r"([\d,]+) rows ")
_PROJECTS = re.compile(r"([\d,]+) projects in lists and the admin, ([\d,]+) in files")
_LINE = re.compile(r"(\w\d) +(\w+) .*?(?:met|NOT MET) +(.*) \(([\d.]+ m?s) / ([\d.]+ m?s)\)$")


class Point(NamedTuple):
    """One line of a table: what it is of, and the seconds of either side."""

    name: str
    database: str
    about: str
    size: int
    ours: float
    theirs: float


def main(paths: Iterable[Path]) -> None:
    """Draw what stands in some tables."""
    points = [point for path in paths for point in read(path.read_text(encoding="utf-8"))]
    FOLDER.mkdir(exist_ok=True)
    for name, (title, drawn) in PLOTS.items():
        picture = svg(title, lines_of(points, drawn))
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


def read(table: str) -> Iterator[Point]:
    """Yield the lines of a table, each with the size that it is about."""
    sizes = dict.fromkeys("LASEI", 0)
    for line in table.splitlines():
        if found := _ROWS.match(line):
            sizes["I"] = _number(found[1])
        if found := _PROJECTS.match(line):
            sizes |= dict.fromkeys("LAS", _number(found[1])) | {"E": _number(found[2])}
        if found := _LINE.match(line):
            name, database, about, ours, theirs = found.groups()
            seconds = map(_seconds, (ours, theirs))
            yield Point(name, database, about, sizes[name[0]], *seconds)


def lines_of(points: Iterable[Point], drawn: Iterable[Drawn]) -> Lines:
    """Return what is drawn of some points; a peer that gave no answer in time has none."""
    found: Lines = defaultdict(list)
    for one in drawn:
        for point in points:
            if one.tells(point):
                seconds = getattr(point, one.side)
                found[f"{one.label}, {point.database}"].append((point.size, seconds))
    return {name: sorted(places) for name, places in found.items()}


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _seconds(text: str) -> float:
    number, unit = text.split()
    return float(number) / (1000 if unit == "ms" else 1)


def svg(title: str, lines: Lines) -> str:
    """Return a picture of seconds against projects; a line is its name and its points."""
    low, high = _SECONDS
    bottom = _TOP + _DECADE * (high - low) // 2
    parts = [_text(_LEFT, 24, title, "bold"), *_grid(bottom)]
    for place, (name, points) in enumerate(sorted(lines.items())):
        colour = _COLOURS[place % len(_COLOURS)]
        parts.append(_line(points, colour, bottom))
        parts.append(_text(_LEFT, bottom + 44 + 18 * place, f"— {name}", "normal", colour))
    height = bottom + 44 + 18 * len(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {height}" role="img">'
        f'<title>{title}</title><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _grid(bottom: int) -> list[str]:
    """Return the lines of whole decades with what they stand for."""
    parts = []
    for decade in range(_SECONDS[0], _SECONDS[1] + 1):
        y = _y(10.0**decade, bottom)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{_SIDE - 20}" stroke="#ddd"/>')
        parts.append(_text(8, y + 4, f"{10.0**decade:g} s"))
    for decade in range(3, 7):
        x = _x(10**decade)
        parts.append(f'<path d="M{x:.0f} {_TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(_text(x - 24, bottom + 18, f"{10**decade:,}"))
    return parts


def _line(points: list[tuple[int, float]], colour: str, bottom: int) -> str:
    places = [f"{_x(size):.1f},{_y(seconds, bottom):.1f}" for size, seconds in points]
    dots = "".join(
        f'<circle cx="{place.split(",")[0]}" cy="{place.split(",")[1]}" r="4" fill="{colour}"/>'
        for place in places
    )
    drawn = f'<polyline points="{" ".join(places)}" fill="none" stroke="{colour}"/>'
    return f"{drawn}{dots}"


def _x(size: int) -> float:
    return _LEFT + (math.log10(size) - 3) * (_SIDE - _LEFT - 60) / 3


def _y(seconds: float, bottom: int) -> float:
    return bottom - (math.log10(max(seconds, 0.001)) - _SECONDS[0]) * _DECADE / 2


def _text(x: float, y: float, text: str, weight: str = "normal", colour: str = "#222") -> str:
    style = f'font-family="sans-serif" font-size="13" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {style}>{text}</text>'


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
