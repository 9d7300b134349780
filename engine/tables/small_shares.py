"""Numbers of at most 1 among percentages: `0.5` beside `62%` is read as half a percent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..diagnostics.codes.tables import SMALL_PERCENTAGE
from ..diagnostics.findings import Finding
from ..language.types import SHARE
from .cells import Found, shown
from .columns import Column
from .sheet import Cell, Sheet

MOST_NAMED = 5
ONE_PERCENT = Decimal("0.01")


@dataclass
class SmallShares:
    """Of each column of percentages: the first rows with such a number, how many there are, and
    whether others are marked with % or above 1."""

    sheet: Sheet
    columns: Sequence[Column]
    first: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    clear: set[int] = field(default_factory=set)

    def see(self, column: Column, row: int, cell: Cell, said: Found) -> None:
        """A cell of a column of percentages, and what it was read as."""
        value = said.get("value") if isinstance(said, dict) else None
        if column.rule.target is None or column.rule.target.type != SHARE:
            return
        if not isinstance(value, int | Decimal) or isinstance(cell, dict):
            return
        if "%" in str(cell) or value > ONE_PERCENT:
            self.clear.add(column.place)
        elif value > 0:
            found = self.first.setdefault(column.place, [])
            self.counts[column.place] = self.counts.get(column.place, 0) + 1
            if len(found) < MOST_NAMED:
                found.append((row, str(cell)))

    def notices(self) -> Iterator[Finding]:
        """One for each column that mixes them."""
        for column in self.columns:
            found = self.first.get(column.place)
            if found and column.place in self.clear:
                yield self._notice(column, found, self.counts[column.place] - len(found))

    def _notice(self, column: Column, found: list[tuple[int, str]], more: int) -> Finding:
        told = ", ".join(f"{shown(cell)} (row {row})" for row, cell in found)
        beyond = f" and {more} more" if more else ""
        message = f"column `{column.name}`: among percentages, {told}{beyond} read as at most 1 %"
        help_ = "if a part of 1 is meant, write it with its sign: `50%` for `0.5`"
        place = self.sheet.place(found[0][0], column.place + 1)
        return Finding(SMALL_PERCENTAGE, message, place, help_)
