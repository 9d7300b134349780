"""Programs written as a table, a row for each and a column for each fact: the way back of `import`.

A cell is what reads back as the same fact; where a value alone does not, as with a source beside
it or a text that is `-`, it is the fact's long form in JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from ..diagnostics.codes.tables import CELL_TOO_LONG
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..language.types import Type
from ..present.spreadsheet import as_csv, as_xlsx
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Vocabulary
from .cells import Leaf, is_long, read_cell
from .columns import BESIDE, KEY
from .draft import grouped, short
from .fact_file import data_of, flat
from .json_out import HALVES, exact_json
from .mapping import PLAIN
from .opening import LINES
from .program import Program
from .sheet import Cell

STAMPED = {"value", "source", "as_of"}
SHEET = "programs"
FORMS = (".csv", ".tsv", ".xlsx", *LINES)
LONGEST_CELL, EXACT_DIGITS = 32_767, 15
"""Characters of a text, and digits of a number, that a workbook holds."""


@dataclass(frozen=True)
class Entry:
    """A program to write: its key, its facts in long form, and the day that is today for it."""

    key: str
    facts: Mapping[str, Leaf]
    today: Any = None

    @cached_property
    def stamp(self) -> Leaf:
        """The source and the day that most of its values have, which then stand once."""
        told = Counter(
            (leaf["source"], leaf.get("as_of"))
            for leaf in self.facts.values()
            if "value" in leaf and leaf.keys() <= STAMPED and _is_plain(leaf.get("source"))
            and ("as_of" not in leaf or _is_plain(leaf["as_of"]))
        )  # fmt: skip
        if not told:
            return {}
        (source, day), _count = told.most_common(1)[0]
        return {"source": source} | ({"as_of": day} if day is not None else {})

    def own_key(self, vocabulary: Vocabulary) -> str | None:
        """The key, where the program's name does not tell it."""
        name = self.facts.get(vocabulary.subject or "", {}).get("value")
        return None if name == self.key and "  " not in self.key else self.key


def entry(program: Program, vocabulary: Vocabulary) -> Entry:
    """A sound program as an entry."""
    data = data_of(program)
    assert data is not None
    facts = flat(data, vocabulary)
    assert facts is not None
    return Entry(program.key, facts, data.get(TODAY))


def _is_plain(text: Any) -> bool:
    """Whether a column can hold this text, and it is read again as it is."""
    return isinstance(text, str) and bool(text) and text == " ".join(text.split()) and (
        text.isprintable())  # fmt: skip


def entries(programs: Iterable[Program], vocabulary: Vocabulary) -> list[Entry]:
    """Sound programs as entries, each of a key of its own."""
    found: list[Entry] = []
    taken: set[str] = set()
    for program in programs:
        one = entry(program, vocabulary)
        key, number = one.key, 2
        while key in taken:
            key, number = f"{one.key} ({number})", number + 1
        taken.add(key)
        found.append(replace(one, key=key))
    return found


def table(entries: Sequence[Entry], vocabulary: Vocabulary, path: Path) -> tuple[bytes, int]:
    """The bytes of a table, in the form that the file's name ends in, and how many columns.

    Raises Invalid where a cell is too long for a workbook.
    """
    ending = path.suffix.lower()
    if ending in LINES:
        lines = (exact_json(_flat_line(one, vocabulary)) for one in entries)
        return "".join(f"{line}\n" for line in lines).encode(), len(_columns(entries, vocabulary))
    names = _columns(entries, vocabulary)
    if ending == ".xlsx":
        rows = [[_book_cell(one, name, vocabulary) for name in names] for one in entries]
        _short_enough(rows, names, path)
        return as_xlsx(SHEET, names, rows), len(names)
    rows_of_text = [[_plain_text(one, name, vocabulary) for name in names] for one in entries]
    return _text(names, rows_of_text, "\t" if ending == ".tsv" else ","), len(names)


def _columns(entries: Iterable[Entry], vocabulary: Vocabulary) -> list[str]:
    """What is said beside facts, where it is, and then facts in the order of the vocabulary."""
    used: set[str] = set()
    beside: set[str] = set()
    for one in entries:
        used |= one.facts.keys()
        beside |= _beside(one, vocabulary).keys()
    return [*(name for name in BESIDE if name in beside),
            *(name for name in vocabulary.facts if name in used)]  # fmt: skip


def _beside(one: Entry, vocabulary: Vocabulary) -> dict[str, str]:
    """What a row says beside its facts."""
    told = (one.own_key(vocabulary), one.today, one.stamp.get("source"), one.stamp.get("as_of"))
    return {name: text for name, text in zip(BESIDE, told, strict=True) if text is not None}


def _text(names: Sequence[str], rows: Iterable[Sequence[str]], mark: str) -> bytes:
    """With a byte order mark, by which spreadsheets know UTF-8."""
    return as_csv(names, rows, mark, ends="\r\n").encode("utf-8-sig")


def _plain_text(one: Entry, name: str, vocabulary: Vocabulary) -> str:
    if name in BESIDE:
        return one.key if name == KEY else _beside(one, vocabulary).get(name, "")
    leaf = one.facts.get(name)
    return (
        ""
        if leaf is None
        else as_text(leaf, vocabulary.facts[name].type, _alone(one, name, vocabulary))
    )


def _alone(one: Entry, name: str, vocabulary: Vocabulary) -> Leaf | None:
    """A fact without what the row says for all; None where its long form has to be told.

    For lists of who said what the row says nothing: they are no value of a source.
    """
    leaf = one.facts[name]
    bare = {"value": leaf.get("value")}
    stamp = {} if vocabulary.facts[name].testimony else one.stamp
    return bare if leaf == bare | stamp else None


def as_text(leaf: Leaf, kind: Type, alone: Leaf | None) -> str:
    """A fact as the text of a cell: its value `alone` if that reads back as the same fact."""
    plain = _spelled(alone["value"]) if alone is not None else None
    if plain is not None and not HALVES.search(plain) and same(plain, kind, alone):
        return plain
    return exact_json(leaf)


def _spelled(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case list() if value and all(isinstance(one, str) for one in value):
            return "; ".join(value)
        case _:
            return exact_json(value)


def same(cell: Cell, kind: Type, leaf: Leaf | None) -> bool:
    """Whether a cell reads back as this fact, numbers with the same digits."""
    found = read_cell(cell, kind, PLAIN)
    if not isinstance(found, dict) or is_long(cell):
        return False
    return exact_json(found) == exact_json(leaf)


def as_json_cell(leaf: Leaf, kind: Type, alone: Leaf | None) -> Any:
    """A fact as a value of JSON: alone if that reads back as the same fact."""
    value = short(alone) if alone is not None else None
    return value if alone is not None and same(value, kind, alone) else dict(leaf)


def _flat_line(one: Entry, vocabulary: Vocabulary) -> dict[str, Any]:
    return _beside(one, vocabulary) | {
        name: as_json_cell(leaf, fact.type, _alone(one, name, vocabulary))
        for name, fact in vocabulary.facts.items()
        if (leaf := one.facts.get(name)) is not None
    }


def _bare(leaf: Leaf) -> Leaf | None:
    return leaf if leaf.keys() == {"value"} else None


def line_of(key: str, data: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """A fact file as one of many JSON lines: facts in their groups, a key where it needs one."""
    facts = flat(data, vocabulary)
    assert facts is not None
    one = Entry(key, facts, data.get(TODAY))
    told = {
        name: {"value": as_json_cell(leaf, vocabulary.facts[name].type, _bare(leaf))}
        for name, leaf in facts.items()
    }
    own = one.own_key(vocabulary)
    return ({KEY: own} if own is not None else {}) | grouped(told, one.today)


def _book_cell(one: Entry, name: str, vocabulary: Vocabulary) -> bool | float | str:
    """A flag or a number where a workbook holds it exactly, else a text."""
    leaf = one.facts.get(name)
    alone = _alone(one, name, vocabulary) if leaf is not None else None
    if alone is not None:
        value, kind = alone["value"], vocabulary.facts[name].type
        if isinstance(value, bool) and same(value, kind, alone):
            return value
        if isinstance(value, int | Decimal) and _survives(value):
            return float(value)
    return _plain_text(one, name, vocabulary)


def _survives(value: int | Decimal) -> bool:
    """Whether the number that a workbook holds is spelled the same again."""
    if len(Decimal(value).as_tuple().digits) > EXACT_DIGITS:
        return False
    held = Decimal(repr(float(value)))
    spelled = int(held) if held == held.to_integral_value() else held
    return str(spelled) == str(value)


def _short_enough(rows: Sequence[Sequence[Any]], names: Sequence[str], path: Path) -> None:
    for number, row in enumerate(rows, 2):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                message = f"`{names[place]}` of row {number} has {len(cell):,} characters"
                raise Invalid([Finding(CELL_TOO_LONG, message, Place(str(path)),
                                       "write CSV or JSON lines")])  # fmt: skip
