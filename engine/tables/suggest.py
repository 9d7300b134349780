"""A mapping to start from: what the columns of a table may be, each guess with its reason.

Nothing is guessed silently. What is likely is written down with a comment that says why; what is
not stands in a comment, with the facts that it may be and the values that are in it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from textwrap import wrap

from ..diagnostics.printable import printable
from ..language import types
from ..present import phrases_tables as words
from ..rulebook.model import Book
from .mapping import PLAIN, Target, folded, target
from .matching import Candidate, Fit, Matcher, fit, spoken, words_of
from .opening import open_sheet
from .sheet import Cell, Sheet

LOOKED_AT, WIDTH = 500, 79
SURE, LIKELY, MARGIN, FITTING, APART = 0.5, 0.2, 0.05, 0.8, 0.5
"""How near words have to be, how far ahead of the next, and how many values have to fit: in all,
and more than of another fact that is called the same."""
MOST_NAMED, MOST_SHOWN = 2, 3
MOST_VALUES = 40
YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d|2100)(?!\d)")
PLAIN_KEY = re.compile(r"[^\W\d_][\w .&()/'%-]*")
TAKEN_WORDS = ("yes", "no", "true", "false", "null")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as it is looked at: its name, or the pattern of many, and some of its values."""

    name: str
    values: tuple[Cell, ...]
    hole: str = ""


def suggestion(path: Path, book: Book, sheet: str | None = None) -> str:
    """The text of a mapping for a table; raises Invalid where no table can be read."""
    found = open_sheet(path, sheet)
    rows = [row for row in islice(found.rows, LOOKED_AT) if not row.blank]
    cells = [[row.cells[n] if n < len(row.cells) else None for row in rows]
             for n in range(len(found.columns))]  # fmt: skip
    columns = list(_columns(found, cells))
    guesses = _Guesses(book, columns)
    lines = [words.suggestion_for(printable(path.name), len(rows)), *guesses.lines()]
    return "\n".join(lines) + "\n"


def _columns(sheet: Sheet, cells: Sequence[Sequence[Cell]]) -> Iterator[_Column]:
    """Columns that differ in a year alone stand as one pattern."""
    patterns = [YEAR.sub("{}", name, count=1) for name in sheet.columns]
    counts = Counter(patterns)
    for name, pattern, values in zip(sheet.columns, patterns, cells, strict=True):
        if "{}" in pattern and counts[pattern] > 1:
            if patterns.index(pattern) == sheet.columns.index(name):
                yield _Column(pattern, tuple(values), "{}")
        elif name:
            yield _Column(name, tuple(values))


class _Guesses:
    """What is said of each column."""

    def __init__(self, book: Book, columns: Sequence[_Column]) -> None:
        self.book = book
        self.matcher = Matcher(book.vocabulary)
        self.columns = columns
        self.candidates = {one.name: self.of(one) for one in columns}
        self.chosen = dict(self.sure())

    def of(self, column: _Column) -> list[Candidate]:
        """What a column may be; the name of what is looked at goes before all else."""
        found = self.matcher.candidates(column.name, column.values)
        if column.hole:
            return [one for one in found if self.keyed(one.target)] or self.numbers(column)
        if self.is_subject(column):
            subject = target(self.book.vocabulary, self.book.vocabulary.subject or "")
            assert subject is not None
            fits = fit(column.values, subject.type)
            return [Candidate(subject, 1.0, tuple(words_of(column.name)), fits, whole=True)]
        found = [one for one in found if not one.target.field or self.is_long(one.target)]
        return sorted(found, key=lambda one: not (one.target.field and self.is_named(column, one)))

    def is_named(self, column: _Column, one: Candidate) -> bool:
        """Whether a column is called as a field of the list that the rows are records of."""
        return words_of(column.name) == words_of(one.target.field)

    def is_subject(self, column: _Column) -> bool:
        subject = self.book.vocabulary.subject
        if subject is None or not column.values:
            return False
        told = words_of(column.name)
        own = {*words_of(subject), *words_of(self.book.vocabulary.case.one)}
        return bool(told) and {*told} <= own and any(isinstance(one, str) for one in column.values)

    def keyed(self, of: Target) -> bool:
        return bool(of.field) and self.key_of(of) not in (None, of.field)

    def key_of(self, of: Target) -> str | None:
        return self.book.vocabulary.key(of.fact.name)

    def numbers(self, column: _Column) -> list[Candidate]:
        """For a pattern of years whose words say nothing: the numbers of lists that go by year."""
        every = (one for one in self.matcher.every
                 if self.keyed(one) and isinstance(one.type, types.Numeric))  # fmt: skip
        return [Candidate(one, 0.0, (), fit(column.values, one.type)) for one in every]

    def is_long(self, of: Target) -> bool:
        """Whether the table has the key of this list too, so that rows are records of it."""
        key = self.key_of(of)
        return key is not None and any(words_of(one.name) == words_of(key) for one in self.columns)

    def sure(self) -> Iterator[tuple[str, Candidate]]:
        """The columns that are written down, each fact for the column that is nearest to it."""
        likely = [
            (found[0], column.name)
            for column in self.columns
            if (found := self.candidates[column.name]) and self.is_sure(column, found)
        ]
        taken: set[str] = set()
        for one, name in sorted(likely, key=lambda pair: (-pair[0].score, pair[1])):
            if one.target.name not in taken:
                taken.add(one.target.name)
                yield name, one

    def is_sure(self, column: _Column, found: Sequence[Candidate]) -> bool:
        best = found[0]
        named = bool(best.target.field) and self.is_named(column, best)
        ahead = named or len(found) < 2 or self.is_ahead(best, found[1])
        fits = best.fit.share >= FITTING and not self.is_bare(column, best)
        return best.whole and best.score >= SURE and ahead and fits

    def is_ahead(self, best: Candidate, other: Candidate) -> bool:
        """Of two that tables call so, values tell which one it is."""
        if best.called and other.called:
            return best.fit.share - other.fit.share >= APART
        return best.score - other.score >= MARGIN

    def is_bare(self, column: _Column, best: Candidate) -> bool:
        """Whether nothing but the size of its numbers says that they are parts of a whole."""
        told = any("%" in str(one) for one in column.values)
        share = best.target.type == types.SHARE
        return share and not told and "share" not in words_of(column.name)

    def lines(self) -> Iterator[str]:
        yield from self.key()
        if self.chosen:
            yield "columns:"
            for column in self.columns:
                if column.name in self.chosen:
                    yield from self.written(column, self.chosen[column.name])
        left = [one for one in self.columns if one.name not in self.chosen]
        named = [one for one in left if target(self.book.vocabulary, one.name) is None]
        if named:
            yield words.UNCERTAIN
            for column in named:
                yield from self.uncertain(column)

    def key(self) -> Iterator[str]:
        """The columns that tell rows apart, as far as was looked."""
        subject = self.book.vocabulary.subject
        name = next((column for column, one in self.chosen.items()
                     if one.target.name == subject), None)  # fmt: skip
        if name is None:
            return
        values = next(one.values for one in self.columns if one.name == name)
        several = len({*map(str, values)}) < len(values)
        long = any(one.target.field for one in self.chosen.values())
        why = words.RECORDS if long else words.TWICE if several else words.TOLD_APART
        yield f"key: {yaml_word(name)}  # {why}"

    def written(self, column: _Column, best: Candidate) -> Iterator[str]:
        heard = spoken(column.name, best.shared)
        reason = words.because_of(heard, best.fit.good, best.fit.of)
        name = yaml_word(self.name_of(column, best.target))
        units = list(best.fit.units)
        if units or best.fit.odd:
            yield f"  {name}:  # {reason}"
            yield f"    fact: {best.target.name}"
            if units:
                yield f"    unit: [{', '.join(map(yaml_word, units))}]  # {words.UNITS}"
            yield from self.odd_words(best.fit, best.target)
        else:
            yield f"  {name}: {best.target.name}  # {reason}"

    def odd_words(self, fits: Fit, of: Target) -> Iterator[str]:
        """Values that are none of the fact's: what they may mean is for the user to say."""
        if fits.odd:
            yield f"    # {words.SAY_WHAT}:"
            told = types.describe(of.type)
            yield from wrap(told, WIDTH, initial_indent="    # ", subsequent_indent="    # ")
            yield "    # words:"
        for word in fits.odd[:MOST_VALUES]:
            yield f"    #   {yaml_word(word)}: ?"
        if len(fits.odd) > MOST_VALUES:
            yield f"    #   # {words.and_more(len(fits.odd) - MOST_VALUES)}"

    def name_of(self, column: _Column, of: Target) -> str:
        key = self.key_of(of) or "year"
        return column.name.replace("{}", f"{{{key}}}") if column.hole else column.name

    def uncertain(self, column: _Column) -> Iterator[str]:
        """A column in a comment: what it may be, and what is in it."""
        found = [one for one in self.candidates[column.name]
                 if one.score >= LIKELY or column.hole][:MOST_NAMED]  # fmt: skip
        flags = [one for one in self.candidates[column.name]
                 if one.called and isinstance(one.target.type, types.Boolean)]  # fmt: skip
        if len(flags) > 1 and flags[0].fit.odd:
            yield from self.several(column, flags)
            return
        if found and found[0].whole and found[0].fit.odd:
            yield from (f"#{line}" for line in self.written(column, found[0]))
            return
        name = self.name_of(column, found[0].target) if found else column.name.replace("{}", "..")
        may = " or ".join(one.target.name for one in found) or words.NO_FACT
        yield f"#  {yaml_word(name)}: {may}"
        seen = list(dict.fromkeys(" ".join(str(one).split()) for one in column.values
                                  if one is not None and str(one).strip()))  # fmt: skip
        yield f"#    {words.values_such_as([printable(one[:30]) for one in seen[:MOST_SHOWN]])}"

    def several(self, column: _Column, flags: Sequence[Candidate]) -> Iterator[str]:
        """A column whose words say several things, each true or false."""
        yield f"#  {yaml_word(column.name)}:  # {words.SEVERAL}"
        yield "#    words:"
        every = {folded(str(one)): " ".join(str(one).split()) for one in column.values
                 if one is not None}  # fmt: skip
        seen = [one for key, one in every.items() if key and key not in PLAIN.not_known]
        for word in seen[:MOST_VALUES]:
            yield f"#      {yaml_word(word)}: {{{self.meaning(word, flags)}}}"
        if len(seen) > MOST_VALUES:
            yield f"#      # {words.and_more(len(seen) - MOST_VALUES)}"

    def meaning(self, word: str, flags: Sequence[Candidate]) -> str:
        """What a word says of each, as far as it names them; the rest is for the user to say."""
        said = self.matcher.said_by(word, [one.target for one in flags])
        told = {True: "true", False: "false", None: "?"}
        pairs = zip(flags, said, strict=True)
        return ", ".join(f"{one.target.name}: {told[truth]}" for one, truth in pairs)


def yaml_word(text: str) -> str:
    """A word as YAML reads it back: in quotes where it would mean something else."""
    safe = PLAIN_KEY.fullmatch(text) and text.lower() not in TAKEN_WORDS and text == text.strip()
    return text if safe else json.dumps(printable(text), ensure_ascii=False)
