"""Which cells can be real together: what constraints and derivations leave of a case, by itself.

The completions of a case, whatever rules make of them. Where a decision diagram has chosen cells
for facts that are tied to others, this accepts them or tells which of them clash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..case.case import Case
from ..language.tree import Expression
from ..rulebook.model import Flow, Node
from . import logic
from .completions import Completions
from .encode import Encoder
from .logic import Term
from .nodes import replaced_all
from .variables import equals

NOWHERE = Flow.of("nowhere", "", "end", [(Node("end", "verdict", "", verdict="end"), {})])
"""A flow without a gate."""


class Ties(Completions):
    """The completions of a case as far as some facts go, and what `conditions` ask of texts."""

    def __init__(
        self, case: Case, facts: Iterable[str], conditions: Iterable[Expression] = ()
    ) -> None:
        encoder = Encoder(case)
        for condition in conditions:
            encoder.condition(condition)
        for name in facts:
            if case.value(name) is None:
                encoder.fact(name)
        super().__init__(case, NOWHERE, encoder)

    def together(self, terms: Mapping[str, Term]) -> list[str]:
        """The names of terms that cannot hold together; empty where they can, or may."""
        if self._solver.possible(*terms.values()):
            return []
        return self._solver.blamed(terms) or [*terms]

    def apart(self, base: str, common: Iterable[Term], one: Term, other: Term) -> bool:
        """Whether two completions that differ only in what a fact settles come to either term."""
        names = self.variables_of(base)
        terms = [term for name in names for term in self._encoder.variables.by_name[name]]
        twins = logic.twins([*terms, *self._encoder.calendar.helpers])
        shared = logic.both(*common)
        assumed, *beside = replaced_all([self._assumptions, shared, other], twins)
        return self._solver.possible(shared, one, assumed, *beside)

    def number(self, leaf: tuple[logic.Kind, str], fact: str) -> Term:
        """A variable of some facts; a constant where it is known."""
        value = self.case.value(fact)
        if value is not None and leaf[1] == fact:
            return self._encoder.variables.constant(value)
        return Term(logic.Form.VARIABLE, leaf[0], name=leaf[1])

    def is_word(self, fact: str, word: str) -> Term:
        """When an open fact has a word for its value."""
        return equals(self._encoder.fact(fact), word, self._encoder.variables)
