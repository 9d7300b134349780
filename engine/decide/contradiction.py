"""Which of the known facts cannot all be true, where every way to fill in the rest breaks a check.

The smallest such set is a smallest unsatisfiable core (`solve/cores`). Lists of records are named
whole, and as few of them as it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from ..case.bases import bases, bases_of, followers, is_given
from ..case.case import Case, Told
from ..case.conclude import conclude
from ..case.disagreement import how_to_state_both
from ..case.json_text import fact_place
from ..case.values import Reader, plain
from ..diagnostics.codes.facts import CONTRADICTION
from ..diagnostics.findings import Finding
from ..diagnostics.place import Path, Place
from ..diagnostics.source import Source
from ..language.show import show
from ..language.traverse import asked_about, descend, facts_in
from ..language.tree import Expression, IsKnown, WasDeclined
from ..language.values import Value
from ..rulebook.model import Flow
from ..solve import logic
from ..solve.completions import Completions
from ..solve.cores import Cores
from ..solve.encode import Encoder
from ..solve.encoder import rounding, within
from ..solve.logic import Term, both, negation
from ..solve.oracle import Oracle
from ..solve.terms import Condition, Encoded, Row
from ..solve.variables import equals

NOT_TOGETHER = "this cannot be true together with what else is known"
MOST_TRIES = 1500
"""So many questions are asked in search of the smallest set; after that a small one will do."""
EFFORT = 300_000
"""What one question of the search is worth: a tenth of what others are."""
MOST_LISTS = 3
"""With more lists of records than this, none of them is left out."""


def contradiction(case: Case, flow: Flow, source: Source | str) -> Finding:
    """What to say of a case that has no completion; `source` is its fact file, or a name."""
    found = contradicting(case, flow)
    if not found:
        return impossible(source if isinstance(source, str) else source.name)
    places = {name: _place(source, name) for name in found}
    many_lines = len({place.line for place in places.values()}) > 1
    told = [_told(case, name, place.line if many_lines else 0) for name, place in places.items()]
    alone = len(found) == 1 and not isinstance(case.value(found[0]), tuple)
    message = f"{'this cannot' if alone else 'these cannot all'} be true: {', '.join(told)}"
    return Finding(CONTRADICTION, message, places[_first(case, places)], _help(case, found))


def reopened(case: Case, flow: Flow) -> Case | None:
    """The case with what people said opened where it cannot be true together with the rest; None
    where it is not for what they said that there is no completion.

    Where something is contested: each fact without which alone the case could be true, or all
    that is contested. Else what the fewest facts have in them that rests on testimony.
    """
    quoted = {name for name, one in case.provenance.items() if one.counted}
    free = [name for name in case.choices if case.dispute(name) is not None]
    named = _each_to_blame(case, flow, free, quoted) or free
    if not named or (named is free and not _possible_with(replace(case, choices={}), flow)):
        read = {*(contradicting(replace(case, choices={}), flow) or quoted)}
        told = quoted - {*free}
        named = [name for name in (*read, *bases_of(case, read)) if name in told]
    named = named or [name for name in quoted if case.value(name) is not None]
    return conclude(case.book, _opened(case, named), Reader()) if named else None


def _each_to_blame(
    case: Case, flow: Flow, free: Sequence[str], quoted: Collection[str]
) -> list[str]:
    """The facts without any one of which the case could be true; none, where that takes no
    contested one."""
    if not any(_possible_without(case, flow, name) for name in free):
        return []
    told = [name for name in case.book.vocabulary.facts if name in quoted or name in free]
    return [name for name in told if _possible_without(case, flow, name)]


def _possible_without(case: Case, flow: Flow, name: str) -> bool:
    return _possible_with(conclude(case.book, _opened(case, [name]), Reader()), flow)


def _possible_with(case: Case, flow: Flow) -> bool:
    return Completions(case, flow).consistent()


def _opened(case: Case, names: Sequence[str]) -> Told:
    why = dict.fromkeys(names, NOT_TOGETHER)
    return replace(case.told, impossible={**case.told.impossible, **why})


def _first(case: Case, places: Mapping[str, Place]) -> str:
    """The fact to point at: the first in the file, a plain one before a list."""

    def order(name: str) -> tuple[int, int, bool]:
        return places[name].line, places[name].column, isinstance(case.value(name), tuple)

    return min(places, key=order)


def impossible(name: str) -> Finding:
    """No completion keeps every constraint."""
    message = "no way to fill in the open facts fits all of the known ones"
    help_ = "the known facts contradict each other; look again at counts and shares"
    return Finding(CONTRADICTION, message, Place(name), help_)


def _place(source: Source | str, name: str) -> Place:
    group, _, short = name.partition(".")
    path: Path = (group, short)
    return Place(source, path=path) if isinstance(source, str) else fact_place(source, path)


def _told(case: Case, name: str, line: int) -> str:
    """A fact with its value and, where they are not all on one, its line."""
    value = case.values[name]
    listed = isinstance(value, tuple)
    told = f"the records of `{name}`" if listed else f"`{name}` = {plain(value)}"
    marks = ["taken as not seen"] if name in case.assumed else []
    marks += [f"line {line}"] if line else []
    return f"{told} ({', '.join(marks)})" if marks else told


def _help(case: Case, found: Sequence[str]) -> str:
    """What to do; where a value does not fit the records it is derived from, how to state both."""
    stated = [name for name in found if name in case.stated]
    lists = [name for name in found if isinstance(case.value(name), tuple)]
    if len(found) == 2 and stated and lists and lists[0] in bases(case, stated[0]):
        return how_to_state_both(stated[0], lists[0])
    return "look again at one of them" if len(found) > 1 else "look again at it"


def contradicting(case: Case, flow: Flow) -> tuple[str, ...] | None:
    """The fewest known facts that no completion agrees with, in the vocabulary's order.

    Unsatisfiable iff they cannot all be true, whatever the rest is. None where that is not shown.
    """
    for kept in _choices(_lists(case)):
        found = _Search(case, flow, kept).contradicting()
        if found is not None:
            named = {*found, *kept}
            return tuple(name for name in case.book.vocabulary.facts if name in named)
    return None


def _lists(case: Case) -> list[str]:
    return [name for name in case.book.vocabulary.facts if isinstance(case.value(name), tuple)]


def _choices(lists: Sequence[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(len(lists) + 1) if len(lists) <= MOST_LISTS else (0, len(lists))
    for size in sizes:
        yield from combinations(lists, size)


class _Search:
    """The known facts of a case, each to be held or not; its lists of records but some left out."""

    def __init__(self, case: Case, flow: Flow, kept: Sequence[str]) -> None:
        held = {
            name: case.values[name] for name in case.book.vocabulary.facts if is_given(case, name)
        }
        gone = {name for name in _lists(case) if name not in kept} | {*held}
        gone |= {*followers(case.book, *gone)} - {*kept}
        values = {name: value for name, value in case.values.items() if name not in gone}
        encoder = _Opened(replace(case, values=values, stated={}), case.stated)
        for name in case.stated:  # they hang together with what they are derived from
            if name in held:
                encoder.fact(name)
        # walking the flow tells the encoder what is assumed, and only then what is read
        Completions(encoder.case, flow, encoder)
        self.known = {name: encoder.holds(name, held[name]) for name in held if encoder.reads(name)}
        oracle = Oracle(encoder.assumptions, EFFORT)
        self._cores = Cores(oracle, self.known, tries=MOST_TRIES)

    def contradicting(self) -> tuple[str, ...] | None:
        """The smallest set of facts that cannot be held together; None if all of them can be."""
        if not self._cores.refuted(self.known):
            return None
        found = self._cores.smallest()
        return found if found is not None else tuple(self._cores.minimal())


class _Opened(Encoder):
    """Encodes a case whose known facts are opened: what is asked about being known is open too.

    Facts in `stated` were given directly, to some decimal places, though they are derived.
    """

    def __init__(self, case: Case, stated: Mapping[str, tuple[Value, int]]) -> None:
        super().__init__(case)
        self._stated = stated

    def holds(self, name: str, value: Value) -> Term:
        """When a fact is known to have a value."""
        return both(equals(self.fact(name), value, self.variables), _is_known(name))

    def reads(self, name: str) -> bool:
        """Whether anything that is assumed or walked reads a fact."""
        return name in self.variables.by_name

    def tie(self, name: str, found: Encoded, derivation: Expression) -> None:
        stands = self.case.book.vocabulary.facts[name].stands
        if not (stands and name in self._stated):
            super().tie(name, found, derivation)

    def close(self, name: str, value: Term, derived: Term) -> Term:
        if name not in self._stated:
            return super().close(name, value, derived)
        return within(value, derived, rounding(*self._stated[name]))

    def known(self, node: Expression, row: Row | None) -> Value | None:
        return None if any(map(_asks, descend(node))) else super().known(node, row)

    def encode(self, node: Expression, row: Row | None) -> Encoded:
        if isinstance(node, IsKnown):
            told = self.told(node.operand, row)
            return Condition(told, negation(told))
        return super().encode(node, row)

    def told(self, node: Expression, row: Row | None) -> Term:
        if not facts_in(node):
            return super().told(node, row)
        within_row = f" in {row.source}[{row.place}]" if row is not None else ""
        return _is_known(show(node) + within_row)


def _is_known(spelling: str) -> Term:
    return logic.boolean(f"{spelling} is known")


def _asks(node: Expression) -> bool:
    """Whether a node asks if facts are known; that they were declined stays as it is."""
    asked = asked_about(node)
    return asked is not None and not isinstance(node, WasDeclined) and bool(facts_in(asked))
