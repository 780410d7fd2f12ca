"""Counts, shares and tables that both yardsticks print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """What was found and what should have been."""

    right: int = 0  # found, and it is so
    wrong: int = 0  # found, and it is not so
    missed: int = 0  # it is so, and was not found

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of nothing found nothing is wrong."""
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def share(part: float, whole: float) -> float:
    """1 of nothing: then there was nothing to get wrong."""
    return part / whole if whole else 1.0


Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]  # the first cell names the row

    def row(self, name: str) -> Sequence[Cell]:
        return next(row for row in self.rows if row[0] == name)


def render(tables: Iterable[Table]) -> str:
    """Plain text, columns aligned; shares with three digits."""
    return "\n\n".join(_render(table) for table in tables) + "\n"


def _render(table: Table) -> str:
    lines = [list(table.head), *([_cell(cell) for cell in row] for row in table.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.head))]
    aligned = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, *(f"  {line}" for line in aligned)])


def _cell(cell: Cell) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
