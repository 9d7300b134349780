"""The columns of a table: which fact each holds, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.facts import RENAMED_FACT
from ..diagnostics.codes.tables import BAD_COLUMN, DUPLICATE_COLUMN, NO_FACT_COLUMNS, NO_SUCH_COLUMN
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from ..language.naming import group_of
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Vocabulary
from ..tables.columns import KEY as KEY_COLUMN

Kind = Literal["boolean", "whole", "decimal", "double", "text", "day", "texts", "other"]
"""What a column holds; `texts` are lists of texts, and `other` is left to the evaluator."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the table names it. `width` and `scale` are those of a decimal.

    `at` is what it is called in SQL, where that is another name.
    """

    name: str
    kind: Kind
    width: int = 0
    scale: int = 0
    at: str = ""

    @property
    def sql_name(self) -> str:
        return self.at or self.name


@dataclass(frozen=True, slots=True)
class Layout:
    """What a scan takes of a table: facts by name, the key, columns to keep, and what it leaves."""

    facts: Mapping[str, Column]
    key: Column | None
    keep: tuple[Column, ...]
    left: tuple[str, ...] = ()


def layout(
    columns: Sequence[Column],
    vocabulary: Vocabulary,
    file: str,
    key: str | None = None,
    keep: Sequence[str] = (),
) -> Layout:
    """Which column is which. Raises Invalid with all that is wrong with their names.

    The key is the column `key`, else that of the vocabulary's subject, else there is none.
    """
    by_name = {one.name: one for one in columns}
    wrong = [*_twice(columns, file), *_lacking(by_name, file, [*([key] if key else []), *keep])]
    if TODAY in by_name:
        wrong.append(own_days(Place(file)))
    facts = {name: one for name, one in by_name.items() if name in vocabulary.facts}
    others = [name for name in by_name if name not in facts]
    wrong += [_unknown(name, vocabulary, file) for name in others if _is_meant(name, vocabulary)]
    if not facts:
        help_ = f"`backchannel import {file} --suggest > mapping.yaml` starts a mapping"
        message = "no column is named as a fact, and no mapping says what they are"
        wrong.append(Finding(NO_FACT_COLUMNS, message, Place(file), help_))
    chosen = key or (KEY_COLUMN if KEY_COLUMN in by_name else vocabulary.subject)
    wrong += _clashing([name for name in (chosen, *keep) if name in by_name], file)
    if wrong:
        raise Invalid(wrong)
    kept = tuple(by_name[name] for name in dict.fromkeys(keep) if name != chosen)
    left = tuple(name for name in others if name != chosen and name not in keep)
    return Layout(facts, by_name.get(chosen or ""), kept, left)


def own_days(place: Place) -> Finding:
    """A table that has a day of its own for each row."""
    help_ = "give the day with --as-of, and leave the column out"
    return Finding(BAD_COLUMN, f"`{TODAY}`: a scan has one day for all rows", place, help_)


def _twice(columns: Sequence[Column], file: str) -> Iterable[Finding]:
    names = [one.name for one in columns]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            message = f"{names.count(name)} columns are called `{name}`"
            yield Finding(DUPLICATE_COLUMN, message, Place(file), "rename one of them")


OWN = ("row", "verdict", "decided_at", "rule", "missing_count", "first_missing")


def _clashing(names: Sequence[str], file: str) -> Iterable[Finding]:
    """Columns to copy that would be called as another of the output; case tells none apart."""
    for place, name in enumerate(names):
        others = {*OWN, *(one.casefold() for one in names[:place] if one != name)}
        if name.casefold() in others or name.casefold().startswith("outcome."):
            message = f"the output has another column called `{name}`"
            yield Finding(DUPLICATE_COLUMN, message, Place(file), "rename that of the table")


def _lacking(known: Mapping[str, Column], file: str, wanted: Sequence[str]) -> Iterable[Finding]:
    for name in wanted:
        if name not in known:
            help_ = did_you_mean(name, known) or "columns: " + ", ".join([*known][:20])
            yield Finding(NO_SUCH_COLUMN, f"there is no column `{name}`", Place(file), help_)


def _is_meant(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is that of a fact, misspelt; all others are none of our business."""
    return "." in name and group_of(name) in vocabulary.groups


def _unknown(name: str, vocabulary: Vocabulary, file: str) -> Finding:
    if name in vocabulary.renamed:
        told = f"`{name}` is no fact of this rulebook any more"
        return Finding(RENAMED_FACT, told, Place(file), vocabulary.renamed[name])
    help_ = did_you_mean(name, vocabulary.facts)
    return Finding(UNKNOWN_FACT, f"unknown fact `{name}`", Place(file), help_)
