"""What the cases of a change have in common: values of facts, and how facts stand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...case.case import Case
from ...language import types
from ...language.comparison import RELATIONS
from ...language.interpret import truth
from ...language.show import show
from ...language.traverse import descend, facts_in, lists_in, thresholds_in
from ...language.tree import Compare, Expression
from ...rulebook.following import behind
from ...rulebook.model import Book, Constraint, Fact
from ...solve.logic import Term, negation
from ...solve.terms import NotEncodable
from ..space import cells
from ..space.regions import cell_of, met
from ..space.replay import Facts
from ..space.space import Space
from .divergence import Divergence, edited_rules
from .pair import Pair, meaning


@dataclass(frozen=True, slots=True)
class Region:
    """What holds for all cases of a change; some others may be like that too.

    `facts` have their values in these cells, and the `relations` between facts hold.
    """

    facts: Mapping[str, tuple[Fact, Sequence[cells.Cell]]]
    relations: tuple[Compare, ...]

    @property
    def words(self) -> list[str]:
        """Conditions of the language."""
        ranges = (cells.condition(fact, found) for fact, found in self.facts.values())
        return [*ranges, *map(show, self.relations)]

    def holds(self, facts: Facts, case: Case | None) -> bool:
        """Whether a case is inside, as far as it is known."""
        inside = (_within(facts.get(name), found) for name, (_, found) in self.facts.items())
        return all(inside) and (
            case is None or all(truth(one, case) is not False for one in self.relations)
        )


def _within(value: Any, found: Sequence[cells.Cell]) -> bool:
    """Whether a value is in a region; what somebody dodged is in any."""
    return value is None or isinstance(value, dict) or cell_of(value, found) is not None


def region(pair: Pair, cause: Pair, divergence: Divergence | None, given: Sequence[Term]) -> Region:
    """What facts that the rules at issue read have in common in all cases that keep to `given`.

    `cause` is the old rulebook beside the one with the edits at issue alone.
    """
    compared = cells.marks([pair.old.book, pair.new.book, cause.new.book])
    trees = list(_at_issue(pair, cause, divergence))
    found: dict[str, tuple[Fact, Sequence[cells.Cell]]] = {}
    for name in _read(cause, trees):
        space = _reading((pair.old, cause.new, pair.new), name)
        term, fact = space.encoder.term(name), space.book.vocabulary.facts.get(name)
        if term is None or fact is None or isinstance(fact.type, types.Records):
            continue
        every = cells.cells(fact.type, compared.get(name, ()))
        some = met(pair.oracle, term, every, space.encoder.variables, *given)
        if len(some) < len(every) and some:
            found[name] = fact, some
    return Region(found, tuple(_relations(cause, trees, given)))


def _reading(spaces: Sequence[Space], name: str) -> Space:
    """The first side on which something reads a fact."""
    return next((one for one in spaces if one.encoder.term(name) is not None), spaces[-1])


def _at_issue(pair: Pair, cause: Pair, divergence: Divergence | None) -> Iterator[Expression]:
    """The conditions of the rules that decide where the paths part, and of all edited there."""
    if divergence is None:
        for book in (cause.old.book, cause.new.book):
            yield from (one.never for one in new_constraints(book, cause))
        return
    rules = [rule for rule in (divergence.old, divergence.new) if rule is not None]
    rules += edited_rules(cause, divergence.gate)
    yield from (rule.when for rule in [*rules, *edited_rules(pair, divergence.gate)])


def _read(pair: Pair, trees: Sequence[Expression]) -> list[str]:
    found = dict.fromkeys(name for tree in trees for name in facts_in(tree))
    facts = pair.old.book.vocabulary.facts
    apart = [one for one in found if one in pair.old.encoder.apart and one in facts]
    bases = (name for name in behind(facts, apart) if name not in apart)
    return [
        name for name in {**found, **dict.fromkeys(bases)} if name not in pair.old.encoder.apart
    ]


def new_constraints(book: Book, pair: Pair) -> Iterator[Constraint]:
    """The constraints of one side that the other does not have."""
    other = pair.new.book if book is pair.old.book else pair.old.book
    known = {meaning(one.never, other) for one in other.vocabulary.constraints}
    yield from (one for one in book.vocabulary.constraints if meaning(one.never, book) not in known)


# relations


def _relations(pair: Pair, trees: Sequence[Expression], given: Sequence[Term]) -> Iterator[Compare]:
    """Comparisons of facts with each other that come out alike in all the cases."""
    for node in dict.fromkeys(node for tree in trees for node in descend(tree)):
        if isinstance(node, Compare) and _ties(node, pair):
            if _always(pair, node, given):
                yield node
            elif _always(pair, contrary := _contrary(node), given):
                yield contrary


def _contrary(node: Compare) -> Compare:
    return replace(node, operator=RELATIONS[node.operator].contrary)


def _ties(node: Compare, pair: Pair) -> bool:
    """Whether a comparison is of several facts, and means the same on both sides."""
    read = {*facts_in(node)}
    if len(read) < 2 or lists_in(node) or read & pair.old.encoder.apart:
        return False
    facts = pair.old.book.vocabulary.facts, pair.new.book.vocabulary.facts
    numbers = pair.old.book.numbers, pair.new.book.numbers
    return all(read <= {*one} for one in facts) and all(
        numbers[0].get(name) == numbers[1].get(name) for name in thresholds_in(node)
    )


def _always(pair: Pair, node: Compare, given: Sequence[Term]) -> bool:
    try:
        holds = pair.new.encoder.condition(node).true
    except NotEncodable:
        return False
    return pair.oracle.ask(*given, negation(holds)) is False
