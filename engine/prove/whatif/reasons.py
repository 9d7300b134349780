"""The smallest set of facts of a case that alone force its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...rulebook.model import INCOMPLETE
from ...solve import logic
from ...solve.logic import Term, either, negation
from ...solve.oracle import Oracle
from ..space.inquiry import Inquiry

MOST_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Reasons:
    """The facts, in the vocabulary's order; none where it is not decided that none fewer do."""

    facts: tuple[str, ...]
    decided: bool = True


def reasons(inquiry: Inquiry) -> Reasons:
    """The fewest facts such that every way to fill in the others ends in the same verdict."""
    if inquiry.verdict == INCOMPLETE:
        return Reasons(())
    return _Search(inquiry).run()


class _Search:
    """Each round guesses the fewest facts that meet all escapes known so far, and looks for more.

    An escape is a set of facts; giving these up, and no others, can lead to another verdict.
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self.held = {name: logic.boolean(f"hold {name}") for name in inquiry.held}
        meaning = (logic.implies(term, inquiry.held[name]) for name, term in self.held.items())
        self.facts = inquiry.held
        self.other = Oracle([*inquiry.space.assumptions, *meaning], budget=inquiry.budget)
        self.other.add(negation(inquiry.space.verdicts[inquiry.verdict]))
        for name, stated in inquiry.space.encoder.stated.items():
            self.other.add(logic.same(stated, self.held[name]) if name in self.held else stated)
        self.chosen = {name: logic.boolean(f"reason {name}") for name in inquiry.held}
        self.guesses = Oracle()
        for name, known in inquiry.space.encoder.knowns.items():
            if name in self.held:
                self.other.add(logic.implies(self.held[name], known))
        self.lists = inquiry.fixed_lists
        self.bound: tuple[int, Term] | None = None

    def run(self) -> Reasons:
        enough = self._enough()
        if enough is None:
            return Reasons((), decided=False)
        needed = [name for name in enough if self._leads_away(name)]
        for name in needed:
            self.guesses.add(self.chosen[name])
        return self._rounds(len(needed))

    def _rounds(self, size: int) -> Reasons:
        for _ in range(MOST_ROUNDS):
            guess, size = self._guess(size)
            escape = self._escape(guess)
            if escape is None:
                break
            if not escape:
                return Reasons((*guess, *self.lists))
            self.guesses.add(either(*(self.chosen[name] for name in escape)))
        return Reasons((), decided=False)

    def _enough(self) -> list[str] | None:
        """Facts that force the verdict, though perhaps not the fewest."""
        if self.other.ask(*self.held.values()) is not False:
            return None
        return self.other.blamed(self.held)

    def _leads_away(self, given_up: str) -> bool:
        kept = [term for name, term in self.held.items() if name != given_up]
        return self.other.ask(*kept) is True

    def _guess(self, size: int) -> tuple[list[str], int]:
        """The fewest facts that meet every escape so far."""
        every = list(self.chosen.values())
        while True:
            if self.bound is None or self.bound[0] != size:
                self.bound = size, logic.at_most(every, size)
            if size >= len(every) or self.guesses.ask(self.bound[1]):
                break
            size += 1
        if size >= len(every):
            self.guesses.ask()
        return [name for name, term in self.chosen.items() if self.guesses.value(term)], size

    def _escape(self, guess: Sequence[str]) -> list[str] | None:
        """As few facts as can be to give up; none if there is no escape; None if not decided."""
        answer = self.other.ask(*(self.held[name] for name in guess))
        if answer is not True:
            return [] if answer is False else None
        kept, given_up = list(guess), []
        waiting = [name for name in self.held if name not in guess]
        while waiting:
            agreeing = [name for name in waiting if self.other.value(self.facts[name]) is True]
            kept += agreeing
            waiting = [name for name in waiting if name not in agreeing]
            if waiting and not self._stays(kept, name := waiting.pop()):
                given_up.append(name)
                self.other.ask(*(self.held[one] for one in kept))
        return given_up

    def _stays(self, kept: list[str], name: str) -> bool:
        """Whether one more fact can be kept; then it is."""
        if self.other.ask(*(self.held[one] for one in [*kept, name])) is not True:
            return False
        kept.append(name)
        return True
