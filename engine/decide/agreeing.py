"""A case as it is decided: what several people said that cannot be true together is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from ..case.case import Case
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source
from ..rulebook.model import Flow


class Looked(Protocol):
    """What looks at a case, and sees whether it can be true."""

    @property
    def case(self) -> Case: ...

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that ways to fill it in come to."""

    @property
    def consistent(self) -> bool:
        """Whether some way to fill in what is open fits all that is known."""


L = TypeVar("L", bound=Looked)


def agreeing(
    case: Case,
    flow: Flow,
    look: Callable[[Case], L],
    source: Source | str = "facts",
    briefly: bool = False,
) -> L:
    """A look at a case that can be true; what people said that cannot be is opened in it.

    Raises Invalid, about `source`, where what the user says cannot be true. `briefly` does not
    look for which facts these are.
    """
    found = look(case)
    while not (found.verdicts and found.consistent):
        from .contradiction import contradiction, impossible, reopened  # imports z3

        opened = reopened(found.case, flow)
        if opened is None:
            name = source if isinstance(source, str) else source.name
            told = impossible(name) if briefly else contradiction(case, flow, source)
            raise Invalid([told])
        found = look(opened)
    return found
