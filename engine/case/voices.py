"""Whether what each person said can be true by itself, before it is set beside the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..diagnostics.place import Path
from ..rulebook.model import Book
from .case import Case, Told
from .conclude import conclude
from .testimony.combine import combine
from .testimony.statement import Statement
from .values import Reader


def check_voices(book: Book, told: Told, reader: Reader) -> None:
    """Report what one person cannot have seen: their own words contradict each other."""
    for who in dict.fromkeys(one.who for one in told.statements):
        own = [one for one in told.statements if one.who == who and one.firsthand]
        alone = Reader()
        sole = dict(_agreed(book, own))
        _conclude_alone(book, told, sole, alone)
        for mistake in alone.mistakes:
            at = _path(mistake.at, sole)
            if at is not None:
                reader.mistakes.append(replace(mistake, at=at))


def _agreed(book: Book, own: list[Statement]) -> Iterator[tuple[str, Statement]]:
    """What they said of each fact, where they said one thing."""
    for name in dict.fromkeys(one.fact for one in own):
        said = [one for one in own if one.fact == name]
        found = combine(book.vocabulary.facts[name], said, frozenset())
        if found.value is not None:
            yield name, replace(found.counted[-1], value=found.value, digits=found.digits)


def _conclude_alone(book: Book, told: Told, sole: dict[str, Statement], reader: Reader) -> Case:
    values = {name: one.value for name, one in sole.items() if one.value is not None}
    digits = {name: one.digits for name, one in sole.items()}
    return conclude(book, Told(values, digits, as_of=told.as_of), reader)


def _path(at: Path, sole: dict[str, Statement]) -> Path | None:
    """Where they said it; None where it is about none of their words."""
    name = ".".join(map(str, at[:2]))
    if name in sole:
        return (*sole[name].path, *at[2:])
    first = next(iter(sole.values()), None)
    return first.path if first is not None else None
