"""What pages and files cost as the registry grows, into docs/plots: ``python -m bench.plots``.

Both axes are logarithmic: a straight line that rises by a square for each square to the right is
a cost that grows as the registry does, a level one a cost that does not.
"""

import math
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import data
from bench.databases import SQLite
from bench.imports import Bench, Point
from bench.pages import Pages

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FOLDER = data.ROOT / "docs" / "plots"
# What is drawn together: the file, its title, and the points by their names.
PLOTS = {
    "lists": ("List page, first reading and kept", ("L1 first", "L1 kept")),
    "search": ("Search for a rare word", ("L4 rare",)),
    "files": ("Downloads", ("E1", "E2")),
    "imports": ("Import of a CSV", ("import",)),
    "save": ("One save in the admin", ("S1",)),
}
_SIDE, _LEFT, _TOP, _DECADE = 640, 80, 40, 90
_COLOURS = ("#0b57d0", "#b3261e", "#146c2e", "#7d5260")
Lines = dict[str, list[tuple[int, float]]]  # by name: size and seconds
_SECONDS = (-3, 3)  # decades


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure each size once on SQLite, and draw."""
    found: Lines = defaultdict(list)
    with TemporaryDirectory(prefix="plots") as name:
        home = Path(name)
        database = SQLite(home)
        Bench(home, 1).take(database.base, "prepare")
        for size in sizes:
            bench = Bench(home, size, runs=1)
            _keep(found, size, bench.point(database))
            for point in Pages(bench, home, size, runs=1).points(database):
                _keep(found, size, point)
            _draw(found)


def _draw(found: Lines) -> None:
    """Draw what was found so far: the large sizes take long."""
    FOLDER.mkdir(exist_ok=True)
    for name, (title, points) in PLOTS.items():
        lines = {key: found[key] for key in found if key.rpartition(",")[0] in points}
        (FOLDER / f"{name}.svg").write_text(svg(title, lines), encoding="utf-8")


def _keep(found: Lines, size: int, point: Point) -> None:
    found[f"{point.name}, ours"].append((size, point.ours))
    if point.theirs and point.name != "L1 kept":  # the stock page is drawn once
        found[f"{point.name}, {point.against}"].append((size, point.theirs))


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
    main(tuple(map(int, sys.argv[1:])) or SIZES)
