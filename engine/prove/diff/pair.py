"""Two rulebooks over one set of facts: what can be compared, and a space for both."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...case.case import Case
from ...language import types
from ...language.traverse import facts_in, thresholds_in
from ...language.tree import Expression
from ...rulebook.about import Noun
from ...rulebook.model import INCOMPLETE, Book, Fact, Rule
from ...solve.budget import Budget
from ...solve.context import alone
from ...solve.logic import Term, both, either, negation, same
from ...solve.logic import alike as alike_terms
from ...solve.oracle import Oracle
from ...solve.terms import Bag, Condition, Encoded, Quantity
from ...solve.variables import equals
from ..space.cells import over_records
from ..space.counterexample import tries
from ..space.replay import Facts, Replay
from ..space.space import Space
from ..space.universal import UniversalEncoder

REFUSED = "refused"
"""What is said in place of a verdict where one rulebook takes facts for contradictory."""


def meaning(tree: Expression, book: Book) -> tuple[Expression, tuple[str, ...]]:
    """An expression with all that is counted in it, and the numbers behind its thresholds."""
    names = thresholds_in(tree)
    return tree, tuple(f"{name} {book.numbers[name]}" for name in names)


def alike(left: Expression | None, old: Book, right: Expression | None, new: Book) -> bool:
    if left is None or right is None:
        return left is right
    return meaning(left, old) == meaning(right, new)


@dataclass(frozen=True, slots=True)
class Note:
    """What is not the same on both sides; `hides` if verdicts may change by it unseen."""

    text: str
    hides: bool = False


@dataclass(frozen=True)
class Pair:
    """An old and a new rulebook, walked through flows of one name."""

    old: Space
    new: Space
    oracle: Oracle
    old_replay: Replay
    new_replay: Replay
    notes: tuple[Note, ...]
    budget: Budget
    tries: Budget = field(default_factory=tries)

    def states(self) -> tuple[Mapping[str, Term], Mapping[str, Term]]:
        """For each side, when it comes to each verdict, to none, or refuses the facts."""
        return states(self.old), states(self.new)

    def cases(self, facts: Facts) -> tuple[Case | None, Case | None]:
        """The case on each side; None where its facts are refused."""
        return self.old_replay.case(facts), self.new_replay.case(facts)

    @property
    def noun(self) -> Noun:
        """What NEW calls a case."""
        return self.new.book.vocabulary.case

    @property
    def hidden(self) -> bool:
        """Whether verdicts may change in ways that are not looked into."""
        return any(note.hides for note in self.notes)


def states(space: Space) -> Mapping[str, Term]:
    """When a side comes to each verdict, to none, or refuses the facts."""
    accepted = both(*space.constraints)
    found = {verdict: both(accepted, term) for verdict, term in space.verdicts.items()}
    return {**found, REFUSED: negation(accepted)}


@alone()
def pair(old: Book, new: Book, flow: str, effort: float = math.inf) -> Pair:
    """Both sides in one space: facts of one name are one thing, unless derived differently.

    All questions about them take `effort` steps together.
    """
    silent = frozenset(_assumed_apart(old, new))
    apart = frozenset(_derived_apart(old, new)) | frozenset(_unlike(old, new)) | silent
    first = Space(old, old.flows[flow], UniversalEncoder(Case(old, {}), apart, " (old)"))
    encoder = UniversalEncoder(Case(new, {}), apart, " (new)")
    encoder.variables.texts = first.encoder.variables.texts
    second = Space(new, new.flows[flow], encoder)
    shared = [*_alike(first, second, apart), *_silent(first, second, silent)]
    assumed = [*first.encoder.assumptions, *second.encoder.assumptions, *shared]
    notes = list(_notes(old, new, flow))
    budget = Budget(effort)
    oracle = Oracle(assumed, budget=budget)
    if oracle.ask(*first.constraints, *second.constraints) is False:
        notes.append(Note(f"no {new.vocabulary.case.one} can be read by both sides", hides=True))
    replays = Replay(old, first.flow), Replay(new, second.flow)
    return Pair(first, second, oracle, *replays, tuple(notes), budget)


def between(pair: Pair, book: Book, mark: str) -> Space:
    """A rulebook with some of the edits, as a third side of the product.

    It assumes nothing of cases that the pair does not: what it derives has no range.
    """
    apart = pair.new.encoder.apart
    facts = {
        name: replace(fact, type=_wide(fact.type)) if name in apart and fact.derive else fact
        for name, fact in book.vocabulary.facts.items()
    }
    free = replace(book, vocabulary=replace(book.vocabulary, facts=facts))
    encoder = UniversalEncoder(Case(free, {}), apart, mark)
    encoder.variables.texts = pair.old.encoder.variables.texts
    for name in apart:
        if name in facts and facts[name].derive is None:
            encoder.define(name, _as_on_one_side(pair, facts[name]).encoder.fact(name))
    space = Space(free, free.flows[pair.new.flow.name], encoder)
    pair.oracle.add(*encoder.assumptions)
    return space


def _wide(kind: types.Type) -> types.Type:
    return types.Numeric() if isinstance(kind, types.Numeric) else kind


def _as_on_one_side(pair: Pair, fact: Fact) -> Space:
    """The side on which a fact is what it is here, and taken for the same in silence."""
    before = pair.old.book.vocabulary.facts[fact.name]
    alike = type(before.type) is type(fact.type) and before.assume == fact.assume
    return pair.old if alike else pair.new


def _alike(old: Space, new: Space, apart: frozenset[str]) -> Iterator[Term]:
    """Facts of one name have one value, in whatever way each side writes it down."""
    for name, left in old.encoder.facts.items():
        right = new.encoder.term(name)
        if name in apart or right is None:
            continue
        if isinstance(left, Quantity) and isinstance(right, Quantity):
            if left.term.kind is not right.term.kind:
                yield same(left.term, right.term)
        elif isinstance(left, Bag) and isinstance(right, Bag):
            for word, member in {**left.members, **right.members}.items():
                if word not in left.members or word not in right.members:
                    yield negation(member)


def _silent(old: Space, new: Space, names: frozenset[str]) -> Iterator[Term]:
    """A fact that is assumed differently is the same where it is stated, else as assumed."""
    for name in names:
        left, right = old.encoder.fact(name), new.encoder.fact(name)
        before, after = (space.book.vocabulary.facts[name].assume for space in (old, new))
        if before is None or after is None:
            continue
        assumed = both(
            equals(left, before, old.encoder.variables),
            equals(right, after, new.encoder.variables),
        )
        yield either(assumed, *(_same(left, right)))


def _same(left: Encoded, right: Encoded) -> Iterator[Term]:
    match left, right:
        case Condition(), Condition():
            yield alike_terms(left.true, right.true)
        case Quantity(), Quantity():
            yield same(left.term, right.term)
        case _:
            pass


def _derived_apart(old: Book, new: Book) -> Iterator[str]:
    """Facts that come out differently for the same base facts, or are derived from such."""
    found: set[str] = set()
    for name in new.vocabulary.derived_in_order:
        before, after = old.vocabulary.facts.get(name), new.vocabulary.facts[name]
        if before is None or after.derive is None or before.derive is None:
            continue
        changed = not alike(before.derive, old, after.derive, new)
        if (changed and not over_records(after.derive)) or set(facts_in(after.derive)) & found:
            found.add(name)
            yield name


def _unlike(old: Book, new: Book) -> Iterator[str]:
    for name, fact in old.vocabulary.facts.items():
        other = new.vocabulary.facts.get(name)
        if other is not None and type(other.type) is not type(fact.type):
            yield name


def _assumed_apart(old: Book, new: Book) -> Iterator[str]:
    """Facts whose silence each side takes for another value."""
    for name, fact in old.vocabulary.facts.items():
        other = new.vocabulary.facts.get(name)
        if (
            other is not None
            and fact.assume is not None
            and other.assume is not None
            and (type(other.type) is type(fact.type) and fact.assume != other.assume)
        ):
            yield name


# what cannot be compared


def _notes(old: Book, new: Book, flow: str) -> Iterator[Note]:
    before, after = old.vocabulary.facts, new.vocabulary.facts
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield Note(f"fact `{name}` is only in OLD")
        elif name not in before:
            yield Note(f"fact `{name}` is only in NEW")
        else:
            yield from _differences(name, old, new)
    for name in sorted(_verdicts(old, flow) ^ _verdicts(new, flow)):
        side = "OLD" if name in _verdicts(old, flow) else "NEW"
        yield Note(f"verdict `{name}` is only in {side}")
    yield from _lists(old, new)


def _differences(name: str, old: Book, new: Book) -> Iterator[Note]:
    before, after = old.vocabulary.facts[name], new.vocabulary.facts[name]
    if not types.alike(before.type, after.type):
        told = f"{types.describe(before.type)} in OLD, {types.describe(after.type)} in NEW"
        if isinstance(before.type, types.Records) and isinstance(after.type, types.Records):
            told = "a list with other fields in NEW"
        yield Note(f"fact `{name}` is {told}; only values that both know are compared", hides=True)
    if before.unit != after.unit:
        yield Note(f"fact `{name}` is in {before.unit} in OLD, in {after.unit} in NEW", hides=True)
    if not alike(before.derive, old, after.derive, new):
        derive = after.derive or before.derive
        if derive is not None and over_records(derive):
            told = f"fact `{name}` is derived differently from records; it is compared as stated"
        else:
            many = new.vocabulary.case.many
            told = f"fact `{name}` is derived differently; NEW may refuse {many} that state it"
        yield Note(
            told,
            hides=(derive is not None and over_records(derive))
            or before.derive is None
            or after.derive is None,
        )
    if (before.assume is None) is not (after.assume is None):
        yield Note(f"fact `{name}` is assumed on one side only where nobody mentions it", True)
    elif before.assume != after.assume:
        yield Note(f"fact `{name}` is assumed differently where nobody mentions it")


def _lists(old: Book, new: Book) -> Iterator[Note]:
    """Constraints on the records of a list that only one side has."""
    sides = [
        {
            (one.each, meaning(one.never, book))
            for one in book.vocabulary.constraints
            if one.each is not None
        }
        for book in (old, new)
    ]
    for each in sorted({str(each) for each, _ in sides[0] ^ sides[1]}):
        yield Note(f"records of `{each}` are checked differently; that is not compared", hides=True)


def verdict(replay: Replay, case: Case | None) -> str | None:
    """What Kleene's logic alone says of a case on one side; None where it says nothing."""
    return REFUSED if case is None else replay.quick(case).verdict


def ordinary(replay: Replay, case: Case | None) -> str:
    """What the ordinary evaluation says of a case on one side."""
    return (replay.verdict(case) if case is not None else None) or REFUSED


def _verdicts(book: Book, flow: str) -> set[str]:
    return {*book.flows[flow].verdicts, INCOMPLETE}


def same_rule(left: Rule, old: Book, right: Rule | None, new: Book) -> bool:
    """Whether a rule asks and says the same in both."""
    return right is not None and left.then == right.then and alike(left.when, old, right.when, new)
