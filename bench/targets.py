"""What was aimed at, and whether a ratio meets it."""

from typing import NamedTuple

HEADINGS = (
    f"{'id':<4}{'database':<12}{'ratio':>8}    {'target':<8}{'':<9}against what (ours / theirs)"
)


class Target(NamedTuple):
    """A ratio that is to be at least, or at most, so much."""

    text: str
    least: float | None = None
    most: float | None = None

    def about(self, what: str) -> "Target":
        """Return the same for one of several pages."""
        return self._replace(text=f"{self.text}: {what}")

    def met(self, ratio: float) -> bool:
        """Return whether a ratio is as good as was aimed at."""
        return (self.least is None or ratio >= self.least) and (
            self.most is None or ratio <= self.most
        )


LIMIT = Target("the speed of the same rows by COPY or executemany", least=0.50)
TUNED = {
    "PostgreSQL": Target("the speed of tuned use_bulk", least=3),
    "SQLite": Target("the speed of tuned use_bulk", least=4),
}
STOCK = {
    "PostgreSQL": Target("the speed of stock import-export, dry run and real", least=60),
    "SQLite": Target("the speed of stock import-export, dry run and real", least=30),
}
WORKBOOK = Target("the time of calamine and the limit", most=1.8)
AGAIN = Target("the time of the import, where nothing changes", most=0.5)
MEMORY = Target("the memory of tuned use_bulk", most=0.2)
GROWTH = Target("the memory at a tenth of the rows", most=1.5)
UNDO = Target("the time of the import, to undo it", most=1.0)

SAVE = Target("the time of the same at 1,000 projects, one save in the admin", most=1.3)
CSV = Target("the speed of COPY or a bare cursor for the joined rows, CSV", least=0.60)
XLSX = Target("the speed of import-export, XLSX", least=30)
EXPORT = Target("MB over Django's start, the largest of CSV, XLSX and JSON", most=25)
_MILLION = 1_000_000
# By the name of a page: what it is held against, and the ratios at 100,000 and at a million.
_LISTS = {
    "L1 kept": ("the time of the stock page", 1 / 10, 1 / 60),
    "L1 first": ("the time of the stock page, first reading", 1 / 4, 1 / 4),
    "L2": ("the time of the least SQL", 4, 4),
    "L3 first": ("the time of the stock page, first reading", 1 / 6, 1 / 25),
    "L4 common": ("the time of the stock page, first reading", 1 / 25, 1 / 12),
    "L4 rare": ("the time of the stock page, first reading", 1 / 25, 1 / 40),
    "L5": ("the time of Datasette", 1 / 10, 1 / 10),
    "L6": ("the time of the first page", 1.2, 1.2),
    "L7": ("the time of itself when nothing is kept", 1 / 20, 1 / 20),
    "L8 common": ("the time of the stock admin", 1 / 2, 1 / 2),
    "A1": ("what one may wait for a page of the admin", 1, 1),
    "A2": ("what one may wait until the admin has written", 1, 1),
    "L8 rare": ("the time of the stock admin", 1 / 8, 1 / 8),
}


def of_lists(name: str, size: int) -> Target:
    """Return the target of a page at a size."""
    text, usual, large = _LISTS[name]
    return Target(text, most=large if size >= _MILLION else usual)


class Line(NamedTuple):
    """One result."""

    name: str
    database: str
    ratio: float
    target: Target
    ours: str
    theirs: str

    def __str__(self) -> str:
        sign = "≥" if self.target.least is not None else "≤"
        bound = self.target.least if self.target.least is not None else self.target.most
        met = "met" if self.target.met(self.ratio) else "NOT MET"
        return (
            f"{self.name:<4}{self.database:<12}{self.ratio:>8.3f} ×  {sign} {bound:<6.3g}{met:<9}"
            f"{self.target.text} ({self.ours} / {self.theirs})"
        )
