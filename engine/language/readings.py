"""The registry of readings: everything that goes through the expression tree node by node.

A reading is written in one of two ways, and stands in `READINGS` under the module it is in:

- a `Table` from each node to its function, for one small function a node. A table that lacks
  a node cannot be built, so the module it stands in cannot be imported;
- a function marked `@reading(..)` whose `match` names every node and ends in `assert_never`,
  so that mypy finds the node that is missing.

A node for which a reading has no answer has an entry that says so: a `Refusal`. What only
needs the expressions inside a node goes through `traverse` and is no reading of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from . import tree

Entry = Callable[..., Any]
F = TypeVar("F", bound=Entry)


class UnknownNodeError(TypeError):
    """A reading was asked about a node that it does not know."""

    def __init__(self, reading: str, node: type) -> None:
        super().__init__(f"the reading `{reading}` does not know the node {node.__name__}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading answers about a node, and the table or the function that answers it."""

    name: str
    question: str
    entry: Table[Any] | Entry


READINGS: dict[str, Reading] = {}
"""By name: the module below `engine`, and the function where it is one. Filled by imports."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The entry of nodes that a reading has no answer for.

    In its words, `{node}` is the node and `{kind}` what it is: `{node.value}` is no condition.
    """

    words: str

    def __call__(self, node: tree.Expression, *_context: object) -> NoReturn:
        raise TypeError(self.words.format(node=node, kind=type(node).__name__))


class Table(dict[type, F]):
    """From each node to its function, which takes the node first.

    Raises UnknownNodeError when it is built without one of them.
    """

    def __init__(self, name: str, question: str, entries: Mapping[type, F]) -> None:
        super().__init__(entries)
        self.name = name
        self.check()
        _enter(Reading(name, question, self))

    def __missing__(self, node: type) -> NoReturn:
        raise UnknownNodeError(self.name, node)

    def check(self) -> None:
        """Raises UnknownNodeError for the first node of the language without an entry."""
        for node in nodes():
            if node not in self:
                raise UnknownNodeError(self.name, node)

    def refused(self) -> frozenset[type]:
        """The nodes that the reading declares to have no answer for."""
        return frozenset(node for node, entry in self.items() if isinstance(entry, Refusal))


def nodes() -> tuple[type, ...]:
    """Every node that a reading has to know, names that are not settled yet included."""
    return (*tree.NODES, tree.Name)


def each(entry: F, *of: type) -> dict[type, F]:
    """The same entry for several nodes, each of them named."""
    return dict.fromkeys(of, entry)


def reading(question: str) -> Callable[[F], F]:
    """Enter a function whose `match` names every node and ends in `assert_never`."""

    def enter(function: F) -> F:
        module = function.__module__.partition(".")[2]
        _enter(Reading(f"{module}.{function.__qualname__}", question, function))
        return function

    return enter


def _enter(found: Reading) -> None:
    if found.name in READINGS:
        raise ValueError(f"two readings are called `{found.name}`")
    READINGS[found.name] = found
