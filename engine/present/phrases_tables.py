"""The words and sentences of taking tables in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..rulebook.about import Noun
from .phrases import counted

READING = "reading"


def so_far(rows: int) -> str:
    return f"{rows:,} rows"


def sources_in(rows: int, files: int) -> str:
    """What was read: rows of tables, fact files, or both."""
    told = [counted(rows, "row")] if rows or not files else []
    return " and ".join(told + ([counted(files, "fact file")] if files else []))


def balance(rows: int, files: int, programs: int, rejected: int, noun: Noun) -> str:
    """What went in, and what came of it."""
    out = f"{programs} {noun.one if programs == 1 else noun.many}"
    return f"{sources_in(rows, files)} in, {out} out, {rejected} rejected"


class Files(Protocol):
    """How many files of a folder are new, changed, and what they were."""

    @property
    def new(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def same(self) -> int: ...


def taken_in(path: str, files: Files | None) -> str:
    if files is None:
        return f"written: {path}"
    return f"written: {path} ({files.new} new, {files.changed} changed, {files.same} the same)"


def nothing_taken_in(noun: Noun) -> str:
    return f"no {noun.one} is sound; nothing was written"


def taken_out(programs: int, columns: int, path: str, noun: Noun) -> str:
    out = f"{programs} {noun.one if programs == 1 else noun.many}"
    return f"{out} with {counted(columns, 'column')} written: {path}"


ROWS_NAMED = 10


def more_alike(count: int, code: str, rows: Sequence[int], cut: bool) -> str:
    """How many notices of a kind there are beside those that were told, and where."""
    named = list(dict.fromkeys(rows))
    listed = ", ".join(map(str, named[:ROWS_NAMED])) + (", .." if named[ROWS_NAMED:] else "")
    where = f", in {'row' if len(named) == 1 else 'rows'} {listed}" if named else ""
    told = counted(count, "more warning")
    return f"{'at least ' if cut else ''}{told} of the kind {code}{where}"


# a mapping that is suggested

TOLD_APART = "its values are all different, as far as was looked"
TWICE = "some values stand twice: if those are different, name more columns: [.., ..]"
RECORDS = "rows of one key are records of one program"
UNITS = "as it stands behind numbers; with % 62 is 0.62"
SAY_WHAT = "under `words` say what these mean, or list them under `not_known`"
UNCERTAIN = (
    "# Not certain: move what is right under `columns`, and the rest into `ignore: [..]`.\n"
    "# A fact stands behind each; docs/tables.md shows how words and units are told."
)
SEVERAL = "for each word, what is true and what is false"
NO_FACT = "no fact is like it"


def and_more(count: int) -> str:
    return f".. and {count} more"


def suggestion_for(table: str, rows: int) -> str:
    looked = counted(rows, "row")
    return (
        f"# A mapping suggested for {table}, after a look at {looked}. Check every line.\n"
        "# source: who says all this\n# as_of: when it was true"
    )


def because_of(shared: Sequence[str], good: int, of: int) -> str:
    """Why a column is taken for a fact: the words that it has of it, and the values that fit."""
    return (
        f"by its {'word' if len(shared) == 1 else 'words'} {', '.join(shared)}; {good} of {of} fit"
    )


def values_such_as(values: Sequence[str]) -> str:
    return f"such as {' | '.join(values)}" if values else "empty"
