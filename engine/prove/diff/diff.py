"""What an edit changes: which verdicts turn into which, for which cases, where, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...case.case import TODAY, Case
from ...language.interpret import truth
from ...present import phrases_diff as words
from ...present import phrases_work as work
from ...solve.logic import Term, both, either, is_true, negation
from ..space.counterexample import decode, fact_file, possible, smallest
from ..space.prover import flat
from ..space.replay import Facts
from ..space.restated import restated
from .causes import Cause, Causes
from .divergence import Divergence, first_difference, part, to_blame
from .edits import Edit
from .pair import REFUSED, Pair, ordinary, verdict
from .region import new_constraints, region

MOST = 12
"""So many regions are told for each pair of verdicts."""


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that can turn into another, and for which cases.

    `region` is what all of them have in common, in the words of the language;
    `witness` is one of them as a fact file, None where none was found. For all of them the
    `edits` make this change by themselves, and no fewer of these do; none are told where no
    witness bears them out.
    """

    before: str
    after: str
    region: str
    witness: Mapping[str, Any] | None
    gate: str | None
    rule: str | None
    edits: tuple[Edit, ...] = ()
    decided: bool = True

    def to_dict(self) -> dict[str, Any]:
        return {
            "from": self.before,
            "to": self.after,
            "region": self.region,
            "witness": self.witness,
            "gate": self.gate,
            "rule": self.rule,
            "edits": [one.to_dict() for one in self.edits],
        }

    def sentence(self) -> str:
        """Of what is not decided: which change, and why not."""
        return f"{words.turns(self.before, self.after)}: {self.region}"


@dataclass(frozen=True, slots=True)
class Move:
    """A program whose verdict is another under the new rulebook."""

    program: str
    before: str
    after: str
    gate: str | None
    edits: tuple[Edit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "program": self.program,
            "from": self.before,
            "to": self.after,
            "gate": self.gate,
            "edits": [one.to_dict() for one in self.edits],
        }


def changes(pair: Pair) -> Iterator[Change]:
    """Every change that is possible, pair of verdicts by pair.

    No pair can be met iff no complete case changes its verdict. Open cases may still become
    settled, or no longer be: real ones are told by `moves`.
    """
    old, new = pair.states()
    every = [
        both(one, two)
        for before, one in old.items()
        for after, two in new.items()
        if before != after
    ]
    if pair.oracle.ask(either(*every)) is False:
        return
    causes = Causes.of(pair)
    for before, one in old.items():
        for after, two in new.items():
            if before != after:
                yield from _between(causes, before, after, both(one, two))


def _between(causes: Causes, before: str, after: str, term: Term) -> Iterator[Change]:
    """The changes of one kind, by what makes them and where; each is excluded from the next."""
    told: list[Term] = []
    said: set[str] = set()
    pair = causes.pair
    for _ in range(MOST):
        answer = possible([pair.old, pair.new], pair.oracle, term, *told)
        if answer is None:
            yield Change(before, after, work.not_decided(pair.budget.spent), None, None, None,
                         decided=False)  # fmt: skip
        if not answer:
            return
        facts = _decoded(pair)
        cause = causes.cause(facts, after)
        divergence = part(cause.pair, *cause.pair.cases(facts))
        alike = both(*_made_by(cause, pair, after), _alike(cause.pair, divergence))
        change = _change(pair, cause, before, after, facts, divergence, [term, *told, alike])
        if change.decided:
            yield change
        elif change.region not in said:  # of what is not decided nothing else is told
            said.add(change.region)
            yield change
        if is_true(alike):
            return
        told.append(negation(alike))
    if possible([pair.old, pair.new], pair.oracle, term, *told) is not False:
        yield Change(before, after, words.more_regions(MOST), None, None, None, decided=False)


def _made_by(cause: Cause, pair: Pair, after: str) -> Iterator[Term]:
    """What singles out the cases of a cause, if it is not all of the edit anyway."""
    if cause.without or cause.pair.new is not pair.new:
        yield cause.term(after)


def _decoded(pair: Pair) -> Facts:
    """The facts of the last model that a fact file would state.

    Without those that the two derive differently, which each side works out itself unless
    they are stated, and those that each assumes differently, unless both have the same value.
    """
    old, new = decode(pair.old, pair.oracle), decode(pair.new, pair.oracle)
    apart = pair.old.encoder.apart
    stated = {
        name
        for name in apart
        if name in old and old[name] == new.get(name) and _may_be_stated(pair, name)
    }
    return {
        name: value for name, value in {**new, **old}.items() if name not in apart or name in stated
    }


def _may_be_stated(pair: Pair, name: str) -> bool:
    """Whether the last model has a fact that is apart stated rather than worked out."""
    if pair.old.book.vocabulary.facts[name].assume is not None:
        return True
    said = pair.old.encoder.said(name)
    return said is not None and pair.oracle.value(said) is True


def _alike(pair: Pair, divergence: Divergence | None) -> Term:
    """The cases in which the rule to blame decides the same gate, on the side where it does."""
    blamed = to_blame(pair, divergence)
    if divergence is None or blamed is None:
        return both()
    new = divergence.new is not None and divergence.new.id == blamed
    space = pair.new if new else pair.old
    return next(term for rule, term in space.fired(divergence.gate) if rule.id == blamed)


def _change(
    pair: Pair,
    cause: Cause,
    before: str,
    after: str,
    facts: Facts,
    divergence: Divergence | None,
    given: Sequence[Term],
) -> Change:
    found = region(pair, cause.pair, divergence, given)
    gate, blamed = _where(cause.pair, divergence)
    if REFUSED in (before, after):
        blamed = next(_broken(cause.pair, facts), None)

    def shows(facts: Facts) -> bool:
        if not pair.tries.take():
            return False
        old = pair.old_replay.case(facts)
        if not found.holds(facts, old):
            return False
        if verdict(pair.old_replay, old) != before:
            return False
        new = pair.new_replay.case(facts)
        if verdict(pair.new_replay, new) != after or not cause.shows(facts, after):
            return False
        return REFUSED in (before, after) or (
            _where(cause.pair, part(cause.pair, *cause.pair.cases(facts))) == (gate, blamed)
        )

    small = smallest(
        facts,
        (pair.old.book, pair.new.book),
        shows,
        lambda facts: _replays(pair, cause, flat(fact_file(facts)), before, after),
        keep=found.facts,
    )
    told = " and ".join(found.words) or words.nothing_apart(pair.noun)
    if small is None:
        told = words.unproved(told)
    shown = fact_file(small) if small is not None else None
    made_by = cause.edits if small is not None else ()
    return Change(before, after, told, shown, gate, blamed, made_by, small is not None)


def _where(pair: Pair, divergence: Divergence | None) -> tuple[str | None, str | None]:
    return divergence.gate if divergence is not None else None, to_blame(pair, divergence)


def _broken(pair: Pair, facts: Facts) -> Iterator[str]:
    """The constraints that only one side has, and that the facts break."""
    for space in (pair.old, pair.new):
        day = facts.get(TODAY)
        case = Case(space.book, facts, as_of=day if isinstance(day, date) else None)
        yield from (
            one.id
            for one in new_constraints(space.book, pair)
            if one.each is None and truth(one.never, case) is True
        )


def _replays(pair: Pair, cause: Cause, facts: Facts, before: str, after: str) -> bool:
    """Whether the ordinary evaluation of the fact file says the same."""
    old, new = pair.cases(facts)
    there = ordinary(pair.old_replay, old), ordinary(pair.new_replay, new)
    return there == (before, after) and cause.confirms(facts, after)


# programs


def moves(pair: Pair, programs: Mapping[str, tuple[Case | None, Case | None]]) -> Iterator[Move]:
    """The programs whose verdict is another, and the gate where their paths part."""
    causes = Causes.of(pair)
    for name, (old, new) in programs.items():
        before = ordinary(pair.old_replay, old)
        after = ordinary(pair.new_replay, new)
        if before != after:
            divergence = None
            if old is not None and new is not None:
                divergence = first_difference(
                    pair, pair.old_replay.path(old), pair.new_replay.path(new)
                )
            gate = divergence.gate if divergence is not None else None
            yield Move(name, before, after, gate, _moving(causes, old or new, before, after))


def _moving(causes: Causes, case: Case | None, before: str, after: str) -> tuple[Edit, ...]:
    return causes.moving(restated(case), before, after) if case is not None else ()
