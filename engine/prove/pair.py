"""Two rulebooks over one set of facts: what can be compared, and a space for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.language import types
from engine.language.show import show
from engine.language.tree import (
    Aggregate,
    Expression,
    ShareOf,
    descend,
    facts_in,
    thresholds_in,
)  # fmt: skip
from engine.prove.replay import Replay
from engine.prove.space import Everything, Space
from engine.rulebook.model import INCOMPLETE, Book, Rule
from engine.solve.case import Case
from engine.solve.logic import Term, both, negation
from engine.solve.oracle import Oracle

REFUSED = "refused"
"""What is said in place of a verdict where one rulebook takes facts for contradictory."""


def meaning(tree: Expression, book: Book) -> tuple[str, tuple[str, ...]]:
    """An expression in print, with the numbers behind its thresholds."""
    names = thresholds_in(tree)
    return show(tree), tuple(f"{name} {book.numbers[name]}" for name in names)


def alike(left: Expression | None, old: Book, right: Expression | None, new: Book) -> bool:
    if left is None or right is None:
        return left is right
    return meaning(left, old) == meaning(right, new)


@dataclass(frozen=True)
class Pair:
    """An old and a new rulebook, walked through flows of one name."""

    old: Space
    new: Space
    oracle: Oracle
    old_replay: Replay
    new_replay: Replay
    notes: tuple[str, ...]

    def states(self) -> tuple[Mapping[str, Term], Mapping[str, Term]]:
        """For each side, when it comes to each verdict, to none, or refuses the facts."""
        return _states(self.old), _states(self.new)


def _states(space: Space) -> dict[str, Term]:
    accepted = both(*space.constraints)
    found = {verdict: both(accepted, term) for verdict, term in space.verdicts.items()}
    return {**found, REFUSED: negation(accepted)}


def pair(old: Book, new: Book, flow: str) -> Pair:
    """Both sides in one space: facts of one name are one thing, unless derived differently."""
    apart = frozenset(_derived_apart(old, new)) | frozenset(_unlike(old, new))
    first = Space(old, old.flows[flow], Everything(Case(old, {}), apart, " (old)"))
    encoder = Everything(Case(new, {}), apart, " (new)")
    encoder.variables.codes = first.encoder.variables.codes
    second = Space(new, new.flows[flow], encoder)
    oracle = Oracle([*first.encoder.assumptions, *second.encoder.assumptions])
    return Pair(
        first, second, oracle, Replay(old, first.flow), Replay(new, second.flow),
        tuple(_notes(old, new, flow)),
    )  # fmt: skip


def _derived_apart(old: Book, new: Book) -> Iterator[str]:
    """Facts that come out differently for the same base facts, or are derived from such."""
    found: set[str] = set()
    for name in new.vocabulary.derived_in_order:
        before, after = old.vocabulary.facts.get(name), new.vocabulary.facts[name]
        if before is None or after.derive is None or before.derive is None:
            continue
        changed = not alike(before.derive, old, after.derive, new)
        if (changed and not _over_records(after.derive)) or set(facts_in(after.derive)) & found:
            found.add(name)
            yield name


def _over_records(tree: Expression) -> bool:
    return any(isinstance(part, Aggregate | ShareOf) for part in descend(tree))


def _unlike(old: Book, new: Book) -> Iterator[str]:
    for name, fact in old.vocabulary.facts.items():
        other = new.vocabulary.facts.get(name)
        if other is not None and type(other.type) is not type(fact.type):
            yield name


# what cannot be compared


def _notes(old: Book, new: Book, flow: str) -> Iterator[str]:
    before, after = old.vocabulary.facts, new.vocabulary.facts
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield f"fact `{name}` is only in OLD"
        elif name not in before:
            yield f"fact `{name}` is only in NEW"
        elif before[name].type != after[name].type:
            told = f"{types.describe(before[name].type)} in OLD, {types.describe(after[name].type)}"
            yield f"fact `{name}` is {told} in NEW; only values that both know are compared"
        elif not alike(before[name].derive, old, after[name].derive, new):
            derive = after[name].derive or before[name].derive
            if derive is not None and _over_records(derive):
                yield f"fact `{name}` is derived differently from records; it is compared as stated"
            else:
                yield f"fact `{name}` is derived differently; NEW may refuse programs that state it"
        elif before[name].assume != after[name].assume:
            yield f"fact `{name}` is assumed differently when nobody mentions it"
    for name in sorted(_verdicts(old, flow) ^ _verdicts(new, flow)):
        side = "OLD" if name in _verdicts(old, flow) else "NEW"
        yield f"verdict `{name}` is only in {side}"


def _verdicts(book: Book, flow: str) -> set[str]:
    return {*book.flows[flow].verdicts, INCOMPLETE}


def same_rule(left: Rule, old: Book, right: Rule | None, new: Book) -> bool:
    """Whether a rule asks and says the same in both."""
    return right is not None and left.then == right.then and alike(left.when, old, right.when, new)
