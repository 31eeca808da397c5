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
            f"{self.name:<4}{self.database:<12}{self.ratio:>8.2f} ×  {sign} {bound:<5}{met:<9}"
            f"{self.target.text} ({self.ours} / {self.theirs})"
        )
