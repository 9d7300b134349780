"""Where findings are proved: a space for each flow, and the ways to say what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...case.case import TODAY, Case
from ...diagnostics.codes.proofs import NOT_DECIDED
from ...diagnostics.findings import Finding
from ...diagnostics.place import Place
from ...rulebook.model import Book, Flow
from ...solve.budget import Budget
from ...solve.logic import Term
from ...solve.oracle import Oracle
from .counterexample import decode, fact_file, possible, smallest, tries
from .replay import Facts, Replay
from .space import Space

MORE = "simplify its conditions; a greater --effort may do as well"


@dataclass(frozen=True)
class Prover:
    """One flow of a book: its space, whom to ask about it, and how to replay what comes out."""

    space: Space
    oracle: Oracle
    replay: Replay
    tries: Budget = field(default_factory=tries)

    @property
    def book(self) -> Book:
        return self.space.book

    @property
    def flow(self) -> Flow:
        return self.space.flow

    def possible(self, *terms: Term) -> bool | None:
        """Whether some case meets all of `terms`; the model is then ready to be decoded."""
        return possible([self.space], self.oracle, *terms)

    def witness(self, holds: Callable[[Case], bool]) -> Mapping[str, Any] | None:
        """The last model as a small fact file for which `holds`; None when it does not replay."""
        return self.shrunk(decode(self.space, self.oracle), holds)

    def shrunk(self, facts: Facts, holds: Callable[[Case], bool]) -> Mapping[str, Any] | None:
        def quick(found: Facts) -> bool:
            if not self.tries.take():
                return False
            case = self.replay.case(found)
            return case is not None and holds(case)

        def sure(found: Facts) -> bool:
            case = self.replay.case(flat(fact_file(found)))
            return case is not None and holds(case) and self.replay.confirms(case)

        small = smallest(facts, [self.book], quick, sure)
        return fact_file(small) if small is not None else None


def flat(shown: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The facts of a fact file by their dotted names, and the day it is for."""
    facts = {
        f"{group}.{name}": value
        for group, facts in shown.items()
        if group != TODAY
        for name, value in facts.items()
    }
    return facts | ({TODAY: date.fromisoformat(str(shown[TODAY]))} if TODAY in shown else {})


def provers(book: Book, budget: Budget | None = None) -> tuple[Prover, ...]:
    """One for each flow, with what they may spend together."""
    return tuple(prover(book, flow, budget) for flow in book.flows.values())


def prover(book: Book, flow: Flow, budget: Budget | None = None) -> Prover:
    space = Space(book, flow)
    return Prover(space, Oracle(space.assumptions, budget=budget), Replay(book, flow))


def undecided(what: str, place: Place) -> Finding:
    """What the solver could not settle with the effort allowed; never to be taken for fine."""
    return Finding(NOT_DECIDED, f"not decided: {what}", place, MORE)


def named(names: Iterable[str]) -> str:
    """`a`, `b` and `c`, in backticks."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
