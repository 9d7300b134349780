"""What the rules still ask of one case: a flow evaluated in part, by Kleene's logic.

Of each gate that may be reached the rules stay that may decide it, without what is known of
them (partial evaluation; its result is called the residual program). Where two rulebooks differ
in nothing else that a case hangs on, and leave it the same residual, it has the same verdict by
both: every way to fill it in walks the same. So an edit need not be worked out for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ..case.case import Case
from ..language.interpret import truth
from ..language.show import show
from ..language.traverse import thresholds_in
from ..language.tree import Expression
from ..rulebook.fingerprint import canonical
from ..rulebook.model import Book, Fact, Flow, Rule
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
    """All of a rulebook that decides beside the rules of its gates: what each fact may be, from
    what it is derived, what can never be true, where edges lead, and what is collected."""

    facts: Mapping[str, str]
    derivations: Mapping[str, Meaning]
    beside: tuple[object, ...]

    def changed(self, other: Frame) -> frozenset[str] | None:
        """The facts that another frame has differently; None where more is different."""
        if self.beside != other.beside or [*self.facts] != [*other.facts]:
            return None
        return frozenset(
            name
            for name in self.facts
            if self.facts[name] != other.facts[name]
            or self.derivations.get(name) != other.derivations.get(name)
        )


def frame(book: Book, flow: Flow) -> Frame:
    """The frame of one flow of a rulebook."""
    facts, constraints = book.vocabulary.facts, book.vocabulary.constraints
    ways = [(name, one.kind, one.verdict, [*flow.onward[name].items()])
            for name, one in flow.nodes.items()]  # fmt: skip
    collected = [(gate, item.id, meaning(item.when, book))
                 for gate in flow.gates() for item in book.gates[gate].collect]  # fmt: skip
    return Frame(
        {name: repr(canonical(_unworded(fact))) for name, fact in facts.items()},
        {
            name: meaning(fact.derive, book)
            for name, fact in facts.items()
            if fact.derive is not None
        },
        ([(one.each, meaning(one.never, book)) for one in constraints], ways, collected),
    )


def _unworded(fact: Fact) -> Fact:
    """A fact without what is said of it, which decides nothing."""
    return replace(fact, ask="", whom=(), source="", means={}, fields_mean={}, weight=None, kept="")


def alike(old: Case, new: Case, changed: Collection[str]) -> bool:
    """Whether all ways to fill in a case are the same by two rulebooks that have some facts
    differently: these are known, and follow from others alone. Not told where what people said
    may have to be opened."""
    return (
        not old.told.statements
        and old.values == new.values
        and all(one in old.values and one not in old.told.values for one in changed)
    )
