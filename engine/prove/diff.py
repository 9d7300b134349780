"""What an edit changes: which verdicts turn into which, for which cases, where, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.language import types
from engine.language.tree import facts_in
from engine.prove import cells
from engine.prove.ground import flat
from engine.prove.pair import REFUSED, Pair, same_rule
from engine.prove.regions import met
from engine.prove.replay import Facts, Replay
from engine.prove.witness import decode, fact_file, possible, smallest
from engine.rulebook.model import Book, Gate, Rule
from engine.solve.case import Case
from engine.solve.logic import Term, both, either, negation

MOST = 12
"""So many regions are told for each pair of verdicts."""


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that can turn into another, and for which cases.

    `region` is what all of them have in common, in the words of the language;
    `witness` is one of them as a fact file, None where none was found in time.
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
            "from": self.before, "to": self.after, "region": self.region,
            "witness": self.witness, "gate": self.gate, "rule": self.rule,
        }  # fmt: skip


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

    No pair can be met iff no complete case changes its verdict; open cases then do not either.
    """
    old, new = pair.states()
    every = [both(one, two) for before, one in old.items() for after, two in new.items()
             if before != after]  # fmt: skip
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
            yield Change(before, after, "not decided in time", None, None, None, decided=False)
        if not answer:
            return
        facts = {**decode(pair.new, pair.oracle), **decode(pair.old, pair.oracle)}
        parting = part(pair, _shared(pair, facts))
        alike = _alike(pair, parting)
        yield _change(pair, before, after, facts, parting, [term, *told, alike])
        if parting is None:
            return
        told.append(negation(alike))


def _shared(pair: Pair, facts: Facts) -> Facts:
    """Without facts that the two derive differently: each side works them out itself."""
    return {name: value for name, value in facts.items() if name not in pair.old.encoder.apart}


@dataclass(frozen=True, slots=True)
class Parting:
    """The first gate at which two walks differ, and the rule that decides there on each side."""

    gate: str
    old: Rule | None
    new: Rule | None


def part(pair: Pair, facts: Mapping[str, Any]) -> Parting | None:
    """Where the paths of one case part; None where one side refuses it."""
    old, new = pair.old_replay.case(facts), pair.new_replay.case(facts)
    if old is None or new is None:
        return None
    return _first(pair, pair.old_replay.path(old), pair.new_replay.path(new))


def _first(
    pair: Pair, old: Sequence[tuple[str, Rule]], new: Sequence[tuple[str, Rule]]
) -> Parting | None:
    for place in range(max(len(old), len(new))):
        left = old[place] if place < len(old) else None
        right = new[place] if place < len(new) else None
        gate = (left or right or ("", None))[0]
        if left is None or right is None or left[0] != right[0]:
            return Parting(gate, left[1] if left else None, right[1] if right else None)
        if left[1].id != right[1].id or _target(pair.old_replay, left) != _target(
            pair.new_replay, right
        ):
            return Parting(gate, left[1], right[1])
    return None


def _target(replay: Replay, decided: tuple[str, Rule]) -> str | None:
    gate, rule = decided
    return replay.flow.nodes[gate].to.get(rule.then)


def _alike(pair: Pair, parting: Parting | None) -> Term:
    """The cases in which the rule to blame decides the same gate, on the side where it does."""
    blamed = _to_blame(pair, parting)
    if parting is None or blamed is None:
        return both()
    space, rule = pair.new, parting.new
    if parting.old is not None and parting.old.id == blamed:
        space, rule = pair.old, parting.old
    assert rule is not None
    found = (term for one, term in space.fired(parting.gate) if one.id == rule.id)
    return next(found)


def _change(
    pair: Pair, before: str, after: str, facts: Facts, parting: Parting | None,
    given: Sequence[Term],
) -> Change:  # fmt: skip
    ranges = _region(pair, parting, given)
    small = smallest(
        _shared(pair, facts), pair.old.book,
        lambda found: _verdicts(pair, found) == (before, after),
        lambda found: _replays(pair, fact_file(found), before, after),
        keep=ranges,
    )  # fmt: skip
    region = " and ".join(ranges.values()) or "whatever the facts it reads"
    if small is None:
        region = f"{region}; the case found does not replay, which is a bug of the proof"
    shown = fact_file(small) if small is not None else None
    gate = parting.gate if parting is not None else None
    return Change(before, after, region, shown, gate, _to_blame(pair, parting))


def _verdicts(pair: Pair, facts: Mapping[str, Any]) -> tuple[str | None, str | None]:
    first, second = (
        REFUSED if (case := replay.case(facts)) is None else replay.quick(case).verdict
        for replay in (pair.old_replay, pair.new_replay)
    )
    return first, second


def _replays(pair: Pair, shown: Mapping[str, Mapping[str, Any]], before: str, after: str) -> bool:
    """Whether the ordinary evaluation of the fact file says the same."""
    return _ordinary(pair.old_replay, flat(shown)) == before and (
        _ordinary(pair.new_replay, flat(shown)) == after
    )


def _ordinary(replay: Replay, facts: Mapping[str, Any]) -> str:
    case = replay.case(facts)
    return (replay.verdict(case) if case is not None else None) or REFUSED


def _to_blame(pair: Pair, parting: Parting | None) -> str | None:
    """The rule that was edited; else the one that decides now, or did."""
    if parting is None:
        return None
    for rule in (parting.old, parting.new):
        if rule is not None and rule.id in _edited(pair, parting.gate):
            return rule.id
    rule = parting.new or parting.old
    return rule.id if rule is not None else None


def _edited(pair: Pair, gate: str) -> Mapping[str, Rule]:
    """The rules of a gate that are not the same on both sides."""
    old, new = (space.book.gates.get(gate) for space in (pair.old, pair.new))
    left, right = _by_id(old), _by_id(new)
    books = pair.old.book, pair.new.book
    found = {name: rule for name, rule in left.items()
             if not same_rule(rule, books[0], right.get(name), books[1])}  # fmt: skip
    return found | {name: rule for name, rule in right.items() if name not in left}


def _by_id(gate: Gate | None) -> dict[str, Rule]:
    return {rule.id: rule for rule in gate.every_rule} if gate is not None else {}


# regions


def _region(pair: Pair, parting: Parting | None, given: Sequence[Term]) -> Mapping[str, str]:
    """By fact that the rules at issue read: what its values have in common in all the cases."""
    compared = cells.marks([pair.old.book, pair.new.book])
    found: dict[str, str] = {}
    for name in _read(pair, parting):
        fact = pair.old.book.vocabulary.facts.get(name)
        space = pair.old if fact is not None else pair.new
        fact = fact or pair.new.book.vocabulary.facts[name]
        term = space.encoder.term(name)
        if term is None or isinstance(fact.type, types.Records):
            continue
        every = cells.cells(fact.type, compared.get(name, ()))
        some = met(pair.oracle, term, every, space.encoder.variables, *given)
        if len(some) < len(every) and some:
            found[name] = cells.condition(fact, some)
    return found


def _read(pair: Pair, parting: Parting | None) -> list[str]:
    rules: list[Rule] = []
    if parting is not None:
        rules = [rule for rule in (parting.old, parting.new) if rule is not None]
        rules += _edited(pair, parting.gate).values()
        found = dict.fromkeys(name for rule in rules for name in facts_in(rule.when))
    else:
        never = [one.never for book in (pair.old.book, pair.new.book)
                 for one in _new_constraints(book, pair)]  # fmt: skip
        found = dict.fromkeys(name for tree in never for name in facts_in(tree))
    bases = (name for one in found if one in pair.old.encoder.apart
             for name in _sources(pair.old.book, one))  # fmt: skip
    return [name for name in {**found, **dict.fromkeys(bases)}
            if name not in pair.old.encoder.apart]  # fmt: skip


def _sources(book: Book, fact: str) -> Iterator[str]:
    derive = book.vocabulary.facts[fact].derive if fact in book.vocabulary.facts else None
    for name in facts_in(derive) if derive is not None else ():
        yield name
        yield from _sources(book, name)


def _new_constraints(book: Book, pair: Pair) -> Iterator[Any]:
    other = pair.new.book if book is pair.old.book else pair.old.book
    known = {one.never for one in other.vocabulary.constraints}
    yield from (one for one in book.vocabulary.constraints if one.never not in known)


# programs


def moves(pair: Pair, programs: Mapping[str, tuple[Case | None, Case | None]]) -> Iterator[Move]:
    """The programs whose verdict is another, and the gate where their paths part."""
    for name, (old, new) in programs.items():
        before = _verdict_of(pair.old_replay, old)
        after = _verdict_of(pair.new_replay, new)
        if before != after:
            parting = None
            if old is not None and new is not None:
                parting = _first(pair, pair.old_replay.path(old), pair.new_replay.path(new))
            yield Move(name, before, after, parting.gate if parting is not None else None)


def _verdict_of(replay: Replay, case: Case | None) -> str:
    return (replay.verdict(case) if case is not None else None) or REFUSED
