"""What an edit changes: which verdicts turn into which, for which cases, where, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...case.case import TODAY, Case
from ...language import types
from ...language.interpret import truth
from ...language.traverse import facts_in
from ...present import phrases_work as work
from ...rulebook.derivations import behind
from ...rulebook.model import Book, Fact, Rule
from ...solve.logic import Term, both, either, negation
from ..space import cells
from ..space.counterexample import decode, fact_file, possible, smallest
from ..space.prover import flat
from ..space.regions import cell_of, met
from ..space.replay import Facts, Replay
from .divergence import Divergence, edited_rules, first_difference, part, to_blame
from .pair import REFUSED, Pair, meaning

MOST = 12
"""So many regions are told for each pair of verdicts."""


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that can turn into another, and for which cases.

    `region` is what all of them have in common, in the words of the language;
    `witness` is one of them as a fact file, None where none was found.
    """

    before: str
    after: str
    region: str
    witness: Mapping[str, Any] | None
    gate: str | None
    rule: str | None
    decided: bool = True

    def to_dict(self) -> dict[str, Any]:
        return {
            "from": self.before,
            "to": self.after,
            "region": self.region,
            "witness": self.witness,
            "gate": self.gate,
            "rule": self.rule,
        }

    def sentence(self) -> str:
        """Of what is not decided: which change, and why not."""
        return f"{work.turns(self.before, self.after)}: {self.region}"


@dataclass(frozen=True, slots=True)
class Move:
    """A program whose verdict is another under the new rulebook."""

    program: str
    before: str
    after: str
    gate: str | None

    def to_dict(self) -> dict[str, Any]:
        return {"program": self.program, "from": self.before, "to": self.after, "gate": self.gate}


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
    for before, one in old.items():
        for after, two in new.items():
            if before != after:
                yield from _between(pair, before, after, both(one, two))


def _between(pair: Pair, before: str, after: str, term: Term) -> Iterator[Change]:
    told: list[Term] = []
    for _ in range(MOST):
        answer = possible([pair.old, pair.new], pair.oracle, term, *told)
        if answer is None:
            yield Change(
                before, after, work.not_decided(pair.budget.spent), None, None, None, decided=False
            )
        if not answer:
            return
        facts = _decoded(pair)
        divergence = part(pair, *pair.cases(facts))
        alike = _alike(pair, divergence)
        yield _change(pair, before, after, facts, divergence, [term, *told, alike])
        if divergence is None:
            return
        told.append(negation(alike))
    if possible([pair.old, pair.new], pair.oracle, term, *told) is not False:
        yield Change(before, after, work.more_regions(MOST), None, None, None, decided=False)


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
    before: str,
    after: str,
    facts: Facts,
    divergence: Divergence | None,
    given: Sequence[Term],
) -> Change:
    cells_of = _region(pair, divergence, given)
    ranges = {name: cells.condition(fact, found) for name, (fact, found) in cells_of.items()}
    gate, blamed = divergence.gate if divergence is not None else None, to_blame(pair, divergence)
    if REFUSED in (before, after):
        blamed = next(_broken(pair, facts), None)

    def shows(found: Facts) -> bool:
        inside = (_within(found.get(name), some) for name, (_, some) in cells_of.items())
        if not pair.tries.take() or not all(inside):
            return False
        cases = pair.cases(found)
        there = part(pair, *cases)
        same = REFUSED in (before, after) or (
            (there.gate if there is not None else None, to_blame(pair, there)) == (gate, blamed)
        )
        return same and _verdicts(pair, *cases) == (before, after)

    small = smallest(
        facts,
        (pair.old.book, pair.new.book),
        shows,
        lambda found: _replays(pair, fact_file(found), before, after),
        keep=ranges,
    )
    region = " and ".join(ranges.values()) or work.nothing_apart(pair.noun)
    if small is None:
        region = work.unproved(region)
    shown = fact_file(small) if small is not None else None
    return Change(before, after, region, shown, gate, blamed, decided=small is not None)


def _within(value: Any, found: Sequence[cells.Cell]) -> bool:
    """Whether a value is in a region; what somebody dodged is in any."""
    return value is None or isinstance(value, dict) or cell_of(value, found) is not None


def _broken(pair: Pair, facts: Facts) -> Iterator[str]:
    """The constraints that only one side has, and that the facts break."""
    for space in (pair.old, pair.new):
        day = facts.get(TODAY)
        case = Case(space.book, facts, as_of=day if isinstance(day, date) else None)
        yield from (
            one.id
            for one in _new_constraints(space.book, pair)
            if one.each is None and truth(one.never, case) is True
        )


def _verdicts(pair: Pair, old: Case | None, new: Case | None) -> tuple[str | None, str | None]:
    return _quick(pair.old_replay, old), _quick(pair.new_replay, new)


def _quick(replay: Replay, case: Case | None) -> str | None:
    return REFUSED if case is None else replay.quick(case).verdict


def _replays(pair: Pair, shown: Mapping[str, Mapping[str, Any]], before: str, after: str) -> bool:
    """Whether the ordinary evaluation of the fact file says the same."""
    return _ordinary(pair.old_replay, flat(shown)) == before and (
        _ordinary(pair.new_replay, flat(shown)) == after
    )


def _ordinary(replay: Replay, facts: Mapping[str, Any]) -> str:
    case = replay.case(facts)
    return (replay.verdict(case) if case is not None else None) or REFUSED


# regions


def _region(
    pair: Pair, divergence: Divergence | None, given: Sequence[Term]
) -> Mapping[str, tuple[Fact, Sequence[cells.Cell]]]:
    """By fact that the rules at issue read: what its values have in common in all the cases."""
    compared = cells.marks([pair.old.book, pair.new.book])
    found: dict[str, tuple[Fact, Sequence[cells.Cell]]] = {}
    for name in _read(pair, divergence):
        space = pair.old if pair.old.encoder.term(name) is not None else pair.new
        term, fact = space.encoder.term(name), space.book.vocabulary.facts.get(name)
        if term is None or fact is None or isinstance(fact.type, types.Records):
            continue
        every = cells.cells(fact.type, compared.get(name, ()))
        some = met(pair.oracle, term, every, space.encoder.variables, *given)
        if len(some) < len(every) and some:
            found[name] = fact, some
    return found


def _read(pair: Pair, divergence: Divergence | None) -> list[str]:
    rules: list[Rule] = []
    if divergence is not None:
        rules = [rule for rule in (divergence.old, divergence.new) if rule is not None]
        rules += edited_rules(pair, divergence.gate)
        found = dict.fromkeys(name for rule in rules for name in facts_in(rule.when))
    else:
        never = [
            one.never
            for book in (pair.old.book, pair.new.book)
            for one in _new_constraints(book, pair)
        ]
        found = dict.fromkeys(name for tree in never for name in facts_in(tree))
    facts = pair.old.book.vocabulary.facts
    apart = [one for one in found if one in pair.old.encoder.apart and one in facts]
    bases = (name for name in behind(facts, apart) if name not in apart)
    return [
        name for name in {**found, **dict.fromkeys(bases)} if name not in pair.old.encoder.apart
    ]


def _new_constraints(book: Book, pair: Pair) -> Iterator[Any]:
    other = pair.new.book if book is pair.old.book else pair.old.book
    known = {meaning(one.never, other) for one in other.vocabulary.constraints}
    yield from (one for one in book.vocabulary.constraints if meaning(one.never, book) not in known)


# programs


def moves(pair: Pair, programs: Mapping[str, tuple[Case | None, Case | None]]) -> Iterator[Move]:
    """The programs whose verdict is another, and the gate where their paths part."""
    for name, (old, new) in programs.items():
        before = _verdict_of(pair.old_replay, old)
        after = _verdict_of(pair.new_replay, new)
        if before != after:
            divergence = None
            if old is not None and new is not None:
                divergence = first_difference(
                    pair, pair.old_replay.path(old), pair.new_replay.path(new)
                )
            yield Move(name, before, after, divergence.gate if divergence is not None else None)


def _verdict_of(replay: Replay, case: Case | None) -> str:
    return (replay.verdict(case) if case is not None else None) or REFUSED
