"""From a model to a fact file that a person can read: decoded, made small, in round numbers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeVar

from ...case.case import TODAY
from ...language import types
from ...language.texts import possible as possible_text
from ...language.texts import text_that
from ...language.types import Type
from ...language.values import Value, as_fact
from ...rulebook.model import Book, Fact
from ...solve.budget import Budget
from ...solve.logic import Term
from ...solve.nodes import replaced
from ...solve.oracle import Oracle
from ...solve.terms import Bag, Condition, Encoded, Quantity
from ...solve.texts import Texts
from .cells import OTHER_TEXT, Mark, Marks, marks
from .replay import Data, Facts, grouped
from .restated import DECLINED, UNKNOWN
from .space import Space
from .universal import UniversalEncoder

K = TypeVar("K")
T = TypeVar("T")
Holds = Callable[[Facts], bool]
ROUND = (*map(Fraction, (5, 10, 2)), Fraction(1, 2), *map(Fraction, (1, 0)))
MOST_TRIES = 3_000
"""Smaller examples that are tried for all findings of a flow; later ones stay as they are."""


def tries() -> Budget:
    """How often something smaller may be tried."""
    return Budget(MOST_TRIES)


def decode(space: Space, oracle: Oracle, only: Container[str] | None = None) -> Facts:
    """The values of all facts in the last model, or `only` of some; not of those that it takes
    as not known."""
    encoder = space.encoder
    texts = Spoken.of(encoder.variables.texts, oracle)
    found: dict[str, Value] = dict(_today(encoder, oracle))
    for name, fact in space.book.vocabulary.facts.items():
        if only is not None and name not in only:
            continue
        term = encoder.term(name)
        stated = encoder.case.value(name)
        if stated is not None:
            found[name] = stated
        elif _declined(encoder, name, oracle):
            found[name] = DECLINED
        elif fact.assume is not None and not _told(encoder, name, oracle):
            found[name] = UNKNOWN
        elif term is not None and _told(encoder, name, oracle):
            found[name] = value_of(term, fact.type, texts)
    return found


def _today(encoder: UniversalEncoder, oracle: Oracle) -> Iterator[tuple[str, Value]]:
    """The day that the last model needs, where something reads it and it may be any."""
    if encoder.reads_today:
        yield TODAY, date.fromordinal(int(oracle.value(encoder.today.term)))


def possible(spaces: Sequence[Space], oracle: Oracle, *terms: Term) -> bool | None:
    """Whether `terms` can hold together; the model then takes as many facts as known as it can."""
    answer = oracle.ask(*terms)
    knowns = {name: term for space in spaces for name, term in space.encoder.knowns.items()}
    if answer is not True or not knowns or oracle.ask(*terms, *knowns.values()) is True:
        return answer
    kept: list[Term] = []
    for term in knowns.values():
        if oracle.ask(*terms, *kept, term) is True:
            kept.append(term)
    return oracle.ask(*terms, *kept)


def _declined(encoder: UniversalEncoder, name: str, oracle: Oracle) -> bool:
    dodged = encoder.declines.get(name)
    return dodged is not None and oracle.value(dodged) is True


def _told(encoder: UniversalEncoder, name: str, oracle: Oracle) -> bool:
    known = encoder.knowns.get(name)
    return known is None or oracle.value(known) is True


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last model in words: a text that is not named there gets made up.

    `moved` are variables that others stand for in the case looked at.
    """

    texts: Texts
    oracle: Oracle
    known: dict[int, str]
    moved: Sequence[tuple[Term, Term]] = ()

    @classmethod
    def of(cls, texts: Texts, oracle: Oracle, moved: Sequence[tuple[Term, Term]] = ()) -> Spoken:
        return cls(texts, oracle, {code: text for text, code in texts.codes.items()}, moved)

    def value(self, term: Term) -> bool | Fraction:
        return self.oracle.value(replaced(term, self.moved))

    def text(self, term: Term) -> str:
        """The text of a number, one that passes what it passes in the model.

        A number that a text was given only after the model's questions were put is any other's.
        """
        code = int(self.value(term))
        passed = self.texts.passed(term, self.value)
        named = self.known.get(code)
        if named is None or any(one.holds(named) is not told for one, told in passed.items()):
            passed = passed if possible_text(passed) else {}
            self.known[code] = text_that(passed, [*self.known.values()], OTHER_TEXT)
        return self.known[code]


def value_of(term: Encoded, kind: Type, texts: Spoken) -> Value:
    """The value of one fact in the last model."""
    match term:
        case Condition():
            return bool(texts.value(term.true))
        case Bag():
            held = term.members.items()
            return frozenset(word for word, member in held if texts.value(member) is True)
        case Quantity():
            pass
    match kind:
        case types.Enumeration() | types.Text():
            return texts.text(term.term)
        case types.Day():
            return date.fromordinal(int(texts.value(term.term)))
        case types.Numeric() | types.Boolean() | types.SetOf() | types.Records():
            return Fraction(texts.value(term.term))


def smallest(
    facts: Facts, books: Sequence[Book], holds: Holds, sure: Holds, keep: Container[str] = ()
) -> Facts | None:
    """As few facts as suffice, those in `keep` among them, in round numbers; None when not even
    all of them replay.

    `holds` is quick and errs only where open facts may contradict each other;
    `sure` is the ordinary evaluation of the fact file, and has the last word.
    """
    known = {name: fact for book in reversed(books) for name, fact in book.vocabulary.facts.items()}
    names = [name for name in known if name in facts]
    spare = [name for name in names if name not in keep]
    fewer = _fewer(facts, spare, known, holds) if holds(facts) else dict(facts)
    for most in (True, False):
        for kept in (fewer, dict(facts)):
            plainer = _plainer(kept, known, marks(books), holds, most)
            if sure(plainer):
                return {name: plainer[name] for name in (TODAY, *names) if name in plainer}
    return None


def _fewer(
    facts: Facts, names: Sequence[str], known: Mapping[str, Fact], holds: Holds
) -> dict[str, Value]:
    """Without what can be missed: derived facts first, then the last of the vocabulary."""
    kept = dict(facts)
    derived = [name for name in names if known[name].derive is not None]
    for chunk in (derived, [name for name in reversed(names) if name not in derived]):
        drop(kept, chunk, holds)
    return kept


def _plainer(
    facts: Facts, known: Mapping[str, Fact], compared: Marks, holds: Holds, most: bool
) -> dict[str, Value]:
    """With the plainest values that do; unless `most`, only with decimals for fractions."""
    kept = dict(facts)
    for name, value in facts.items():
        if name not in known:
            continue
        if most:
            simpler = _simpler(value, known[name].type, compared.get(name, ()))
        else:
            simpler = rounder(value) if isinstance(value, Fraction) else iter(())
        kept[name] = next((one for one in simpler if holds({**kept, name: one})), value)
    return kept


def drop(
    kept: dict[K, T],
    names: Sequence[K],
    holds: Callable[[Mapping[K, T]], bool],
    needed: bool = False,
) -> bool:
    """Take out as many of `names` as can be missed, whole groups first; whether that was all.

    `needed` if they are known not to be missed all together: where a group failed and its first
    half was taken out, the second half is what failed.
    """
    if not names:
        return True
    without = {name: value for name, value in kept.items() if name not in names}
    if not needed and holds(without):
        kept.clear()
        kept.update(without)
        return True
    if len(names) == 1:
        return False
    half = len(names) // 2
    first = drop(kept, names[:half], holds)
    return drop(kept, names[half:], holds, needed=first) and first


def _simpler(value: Value, kind: Type, compared: Sequence[Mark]) -> Iterator[Value]:
    """Values to try in place of one, the plainest first, up to the value itself."""
    match kind:
        case types.Enumeration(words) if isinstance(value, str):
            yield from words[: words.index(str(value))]
        case types.Numeric() if isinstance(value, Fraction) and value not in ROUND:
            yield from (
                one for one in (*ROUND, *compared) if isinstance(one, Fraction) and kind.holds(one)
            )
            yield from rounder(value)


def rounder(value: Fraction) -> Iterator[Fraction]:
    """Shorter and shorter of the value, from below and from above."""
    for places in range(1, 7):
        scaled = value * 10**places
        yield Fraction(floor(scaled), 10**places)
        if scaled.denominator == 1:
            return
        yield Fraction(ceil(scaled), 10**places)


def fact_file(facts: Facts) -> Data:
    """The facts as JSON has them: the day, where it matters, and groups of plain values."""
    told = {name: _told_as(value) for name, value in facts.items()}
    day = {TODAY: told.pop(TODAY)} if TODAY in told else {}
    return {**day, **grouped(told)}


def _told_as(value: Value) -> Any:
    """A value; what somebody dodged or does not know stands there as a status."""
    return value if isinstance(value, dict) else as_fact(value)
