"""Random tables for a rulebook: columns of any type that a fact can be given in, and odd values."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from engine.language import types
from engine.language.types import Type
from engine.rulebook.model import Book, Fact
from tests.brute_force import cells
from tests.scan.agreement import write_parquet

NUMBERS = ("DOUBLE", "DECIMAL(18,4)", "DECIMAL(12,2)", "VARCHAR")
KINDS: Mapping[type, tuple[str, ...]] = {
    types.Boolean: ("BOOLEAN", "BOOLEAN", "VARCHAR"),
    types.Numeric: NUMBERS,
    types.Enumeration: ("VARCHAR",),
    types.SetOf: ("VARCHAR[]", "VARCHAR"),
    types.Text: ("VARCHAR",),
    types.Day: ("DATE", "VARCHAR", "TIMESTAMP"),
}
WHOLE = ("BIGINT", "INTEGER", "TINYINT", *NUMBERS)
ODD = {
    "VARCHAR": ("", " ", "-", "N/A", "yes", "No", "TRUE", " true", "unknown", "declined", "62%",
                "~3", "1e0", "007", "'=1", "='x'", "2020-02-30", "é", "nobody", "1,5", "3.0", "-0",
                '{"value": 1}', '{"status": "declined"}', "x\x07", "red", "Red", "NA", "?"),
    "DOUBLE": (float("nan"), float("inf"), 1e300, 0.1, 1 / 3, -1.0, 0.30000000000000004),
    "FLOAT": (float("nan"), 0.1, 0.3),
    "BIGINT": (-1, 2**62, 10**9),
    "INTEGER": (-5, 10**9), "TINYINT": (-1, 127),
    "BOOLEAN": (True, False), "DATE": (date(1, 1, 1), date(9999, 12, 31)),
    "VARCHAR[]": ([], ["nobody"], ["red", "red"], [None]),
}  # fmt: skip


@dataclass
class Inventor:
    """Makes up rows; `odd` is how often a cell is one that SQL had better leave."""

    book: Book
    random: Random
    empty: float = 0.1
    odd: float = 0.005

    def __post_init__(self) -> None:
        self.constants = sorted(cells(self.book, ()))

    def parquet(
        self, path: Path, names: list[str], rows: int, base: Mapping[str, Any] | None = None
    ) -> Path:
        columns = {name: self.kind(self.book.vocabulary.facts[name].type) for name in names}
        made = [
            [self.cell(name, kind, base) for name, kind in columns.items()] for _ in range(rows)
        ]
        return write_parquet(path, columns, made)

    def csv(
        self, path: Path, names: list[str], rows: int, base: Mapping[str, Any] | None = None
    ) -> Path:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            for _ in range(rows):
                writer.writerow([self.cell(name, "VARCHAR", base) for name in names])
        return path

    def kind(self, of: Type) -> str:
        whole = isinstance(of, types.Numeric) and of.integer
        return self.random.choice(WHOLE if whole else KINDS[type(of)])

    def cell(self, name: str, kind: str, base: Mapping[str, Any] | None) -> Any:
        chance = self.random.random()
        if chance < self.odd and kind in ODD:
            return self.random.choice(ODD[kind])
        if chance < self.odd + self.empty:
            return None
        fact = self.book.vocabulary.facts[name]
        if base is not None and name in base and self.random.random() < 0.93:
            return stored(base[name], kind)
        return stored(self.value(fact), kind)

    def value(self, fact: Fact) -> Any:
        pick = self.random.choice
        match fact.type:
            case types.Boolean():
                return pick([True, False])
            case types.Enumeration(values=values):
                return pick(values)
            case types.SetOf(values=values):
                return sorted(self.random.sample(values, self.random.randint(0, len(values))))
            case types.Text():
                return pick(["red", "green", "a red one", "x", "REDDISH"])
            case types.Day():
                return date(2024, 3, 31) + timedelta(self.random.randint(-800, 800))
            case types.Numeric() as number:
                return self.number(number)
            case types.Records():
                raise TypeError("lists are not made up")

    def number(self, kind: types.Numeric) -> Fraction:
        low = Fraction(-20) if kind.low is None else kind.low
        high = min(kind.high if kind.high is not None else Fraction(20), low + 40)
        near = [one for one in self.constants if low <= one <= high]
        if near and self.random.random() < 0.5:
            found = self.random.choice(near) + Fraction(self.random.choice([0, 0, -1, 1]), 100)
        else:
            found = low + (high - low) * Fraction(self.random.randint(0, 100), 100)
        found = Fraction(int(found)) if kind.integer else found
        return min(max(found, low), high)


def stored(value: Any, kind: str) -> Any:
    """A value as a column of that type holds it."""
    match value:
        case bool():
            return str(value).lower() if kind == "VARCHAR" else value
        case int() | float() | Fraction():
            return _number(Fraction(str(value)) if isinstance(value, float) else Fraction(value),
                           kind)  # fmt: skip
        case list() if kind == "VARCHAR":
            return "; ".join(value)
        case date() if kind == "VARCHAR":
            return value.isoformat()
        case _:
            return value


def _number(value: Fraction, kind: str) -> Any:
    if kind in ("DOUBLE", "FLOAT"):
        return float(value)
    if kind == "VARCHAR":
        return str(
            round(Decimal(value.numerator) / value.denominator, 6).normalize().__format__("f")
        )
    places = 4 if "4" in kind else 2 if "2)" in kind else 0
    if places:
        return round(Decimal(value.numerator) / value.denominator, places)
    return max(-128, min(int(value), 127)) if kind == "TINYINT" else int(value)
