"""What a way to fill in open facts teaches, where it misses the target.

It is a counterexample to a guess (M. Janota et al., "Solving QBF with Counterexample Guided
Refinement", SAT 2012). A few of its conditions suffice to miss the target (`implicants`): unless
some fact in them is learnt, or reversed, so that one of them fails, any other guess misses too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ...language.types import Numeric
from ...solve import logic
from ...solve.implicants import Implicants
from ...solve.linear import Leaf
from ...solve.logic import Kind, Term, both, either, implies, negation
from ...solve.nodes import replaced_all
from ...solve.oracle import Oracle
from ..space.inquiry import Inquiry
from .ties import Part, Ties, leaf_of


class Lessons:
    """About ways to one verdict."""

    def __init__(self, inquiry: Inquiry, ties: Ties, target: str) -> None:
        self.inquiry = inquiry
        self.ties = ties
        self.target = target

    @cached_property
    def _implicants(self) -> Implicants:
        owned = [part.term for part in self.ties.parts if part.owner is not None]
        return Implicants(self.inquiry.space.verdicts[self.target], owned)

    def missed(self, oracle: Oracle, chosen: Set[str]) -> Sequence[Term]:
        """Conditions of the last model that suffice to miss the target, as they are there.

        Rather of facts that do not follow from others, and of those that are known.
        """
        follows = self.ties.derived(chosen)
        return self._implicants.failing(oracle.value, follows, self.ties.may_be_learnt)

    def tied(self, missed: Sequence[Term]) -> Set[str]:
        """The open numbers that these conditions are about, if some are tied to others."""
        touched = self.ties.touched(missed)
        return self._numbers(touched) if self.ties.any(missed, touched) else frozenset()

    def _numbers(self, touched: set[Leaf]) -> Set[str]:
        by_name = self.inquiry.space.encoder.variables.by_name
        facts = self.inquiry.book.vocabulary.facts
        return {
            name
            for name in self.inquiry.learnable
            if isinstance(facts[name].type, Numeric)
            and any(leaf_of(one) in touched for one in by_name.get(name, ()))
        }

    def near(self, oracle: Oracle, missed: Sequence[Term], chosen: Set[str]) -> Term:
        """Of the last model: unless it is learnt, an open fact in these conditions may be as it
        is there, while all others are what they are in any case, but for what follows."""
        touched = self.ties.following(missed, chosen)
        tied = self._numbers(touched) if self.ties.any(missed, touched) else frozenset[str]()
        return self._taught(missed, touched, _Filling(self.inquiry, oracle, tied, chosen))

    def of(
        self, oracle: Oracle, missed: Sequence[Term], chosen: Set[str], like: str | None = None
    ) -> Term:
        """Of the last model: unless it is learnt, an open fact may be as it is there, and so may
        all that it is tied to. Numbers that equal that of the fact `like` there are taken to
        follow it."""
        touched, tied = self.ties.touched(missed), self.tied(missed)
        return self._taught(missed, touched, _Filling(self.inquiry, oracle, tied, chosen, like))

    def _taught(self, missed: Sequence[Term], touched: set[Leaf], filling: _Filling) -> Term:
        pairs = [*filling.pairs(touched)]
        follows = [filling.follows(part) for part in self.ties.parts if part.leaves & touched]
        told = [so for so, _ in follows] + [*filling.underived(touched)]
        loose = {leaf_of(term) for term, to in pairs if to.constant is None}
        ranges = (part.term for part in self.ties.ranges if part.leaves & loose)
        allowed = both(*(only_if for _, only_if in follows), *ranges)
        found = replaced_all([both(*told), allowed, both(*missed)], pairs)
        open_ = (self.inquiry.unswitched[name] for name in sorted(filling.together))
        return implies(both(*open_), both(found[0], implies(found[1], negation(found[2]))))


@dataclass(frozen=True)
class _Filling:
    """Open facts as in the last model, each unless it is learnt; what follows from others follows.

    Of the numbers that are `tied` to others, all together that are not `changed`; those that are
    stay what they are.
    """

    inquiry: Inquiry
    oracle: Oracle
    tied: Set[str]
    changed: Set[str]
    like: str | None = None

    @property
    def together(self) -> Set[str]:
        return self.tied - self.changed

    @property
    def chosen(self) -> Set[str]:
        return self.tied & self.changed

    def pairs(self, touched: set[Leaf]) -> Iterator[tuple[Term, Term]]:
        """What stands for each variable, where it is another."""
        encoder = self.inquiry.space.encoder
        for name, terms in encoder.variables.by_name.items():
            for term in terms:
                if leaf_of(term) in touched:
                    yield from self._pair(name.partition("[")[0], term)
        # helpers are settled by dates, whatever these are
        yield from logic.fresh([one for one in encoder.calendar.helpers if leaf_of(one) in touched])

    def follows(self, part: Part) -> tuple[Term, Term]:
        """What can always be met, by what stands for derived facts; and what a way to fill in
        open facts may break, and then teaches nothing."""
        if part.defined:
            return part.term, logic.TRUE
        if part.owner is None or part.owner in self.inquiry.held:
            return logic.TRUE, part.term
        learnt = self._learnt(part.owner)
        return either(learnt, part.term), implies(learnt, part.term)

    def underived(self, touched: set[Leaf]) -> Iterator[Term]:
        """Derived facts without a value, such as a share of none, are as in the last model."""
        encoder = self.inquiry.space.encoder
        for name, derivable in encoder.derivable.items():
            if self.inquiry.owner(name) is None and derivable is not logic.TRUE:
                for term in encoder.variables.by_name.get(name, ()):
                    if leaf_of(term) in touched:
                        same = logic.same(term, logic.literal(self.oracle.value(term)))
                        yield either(self._learnt(name), derivable, same)

    def _learnt(self, fact: str) -> Term:
        """When a fact is what it is told to be."""
        if fact in self.chosen:
            return logic.TRUE
        if fact in self.together:
            return logic.FALSE
        return self.inquiry.learnable.get(fact, logic.FALSE)

    def _pair(self, fact: str, term: Term) -> Iterator[tuple[Term, Term]]:
        if self.inquiry.owner(fact) is not None or fact in self.chosen:
            return
        if any(owner == fact for owner, _ in self.inquiry.space.encoder.ties):
            ((_, found),) = logic.fresh([term])
        else:
            found = self._unheard(fact, self._filled(term))
        yield term, logic.choose(self._learnt(fact), term, found)

    def _filled(self, term: Term) -> Term:
        value = self.oracle.value(term)
        found = self._same.get(value) if term.kind is not Kind.CONDITION else None
        if found is None or found is term or (found.kind, term.kind) == (Kind.REAL, Kind.INTEGER):
            return logic.literal(value)
        return found

    @cached_property
    def _same(self) -> Mapping[bool | Fraction, Term]:
        """The numbers to follow, by what they are in the last model."""
        by_name = self.inquiry.space.encoder.variables.by_name
        terms = by_name.get(self.like, ()) if self.like is not None else ()
        numbers = (one for one in terms if one.kind is not Kind.CONDITION)
        return {self.oracle.value(term): term for term in numbers}

    def _unheard(self, fact: str, filled: Term) -> Term:
        """A sighting is as it was filled in, or not seen where its question is learnt."""
        assumed = self.inquiry.book.vocabulary.facts[fact].assume
        if fact not in self.inquiry.waiting or assumed is None or isinstance(assumed, frozenset):
            return filled
        if isinstance(assumed, bool | Fraction):
            seen = logic.literal(assumed)
        else:
            seen = self.inquiry.space.encoder.variables.constant(assumed)
        return logic.choose(self.inquiry.waiting[fact], seen, filled)
