"""What the rules still ask of one case: a flow evaluated in part, by Kleene's logic.

Of each gate that may be reached the rules stay that may decide it, without what is known of
them (partial evaluation; its result is called the residual program). Where two rulebooks read
facts alike, a case that they leave the same residual has the same verdict by both: every way to
fill it in walks the same. So an edit need not be worked out for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..case.case import Case
from ..language.interpret import truth
from ..language.show import show
from ..language.traverse import thresholds_in
from ..language.tree import Expression
from ..rulebook.fingerprint import canonical
from ..rulebook.model import Book, Flow, Rule
from ..rulebook.reach import reach

Meaning = tuple[str, tuple[str, ...]]
"""A condition with the numbers behind its thresholds."""
HOLDS: Meaning = "", ()

Residual = Mapping[str, tuple[tuple[str, Meaning], ...]]
"""Of each gate: the outcomes that its rules may give, in order, each with what it hangs on."""


def meaning(tree: Expression, book: Book) -> Meaning:
    """An expression in its canonical spelling, and the numbers behind its thresholds."""
    return show(tree), tuple(f"{name} {book.numbers[name]}" for name in thresholds_in(tree))


def residual(case: Case, flow: Flow) -> Residual:
    """What is left of a flow of the case's rulebook, in the order of its gates."""
    book = case.book

    def left(rule: Rule) -> tuple[str, Meaning]:
        return rule.then, HOLDS if truth(rule.when, case) is True else meaning(rule.when, book)

    found = reach(flow, book.gates, lambda _, rule: truth(rule.when, case))
    return {gate: tuple(map(left, rules)) for gate, rules in found.rules.items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """All of a rulebook that decides beside the rules of its gates: how facts are read, where the
    edges of a flow lead, and what is collected."""

    facts: str
    numbers: tuple[Meaning, ...]
    ways: tuple[object, ...]
    collected: tuple[object, ...]


def frame(book: Book, flow: Flow) -> Frame:
    """The frame of one flow. Residuals can be compared where frames are equal."""
    vocabulary = book.vocabulary
    derived = [one.derive for one in vocabulary.facts.values() if one.derive is not None]
    trees = [*derived, *(one.never for one in vocabulary.constraints)]
    return Frame(
        repr(canonical(vocabulary)),
        tuple(meaning(tree, book) for tree in trees),
        tuple((name, node.kind, node.verdict, tuple(flow.onward[name].items()))
              for name, node in flow.nodes.items()),
        tuple((gate, item.id, meaning(item.when, book))
              for gate in flow.gates() for item in book.gates[gate].collect),
    )  # fmt: skip


def comparable(case: Case) -> bool:
    """Whether residuals tell of a case: not where what people said may have to be opened."""
    return not case.told.statements
