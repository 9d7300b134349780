"""What several people said of one fact as one value, or as the values it is contested between.

A pure function over statements. `agree`: firsthand goes before hearsay, and all have to say the
same. `any`: one firsthand yes decides, and a hearsay yes that no firsthand no stands against.
`all`: the same for a no. Sets are united. Numbers and dates always use `agree`. That people who
say the same in the same way leave the same behind, however many, is used in `decide/voices`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from ...language import types
from ...language.values import Value
from ...rulebook.model import Fact
from .statement import Choice, Statement, voice

Known = Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Combined:
    """What became of the statements about one fact.

    `value` is what they come to, else `choices` are what it is contested between; neither, where
    nobody knew. `counted` are the statements that it rests on.
    """

    value: Value | None
    choices: tuple[Choice, ...]
    counted: tuple[Statement, ...]
    declined: bool
    digits: int = 0


def combine(fact: Fact, statements: Sequence[Statement], shared: Collection[str]) -> Combined:
    """One value of all that was said of a fact; `shared` are the origins that are voices."""
    declined = any(one.status == "declined" for one in statements)
    known = _latest([one for one in statements if one.known], _kept(fact))
    counted = _counted(fact, known)
    values = _values(fact, counted)
    digits = min((one.digits for one in counted), default=0)
    if len(values) == 1:
        return Combined(values[0], (), tuple(counted), declined, digits)
    choices = tuple(Choice(one, _who(one, fact, counted, shared)) for one in values)
    return Combined(None, choices, tuple(counted), declined, digits)


# who still stands by what they said


def _kept(fact: Fact) -> Callable[[Statement], bool]:
    """What no later talk replaces: a yes told in private, of a sighting."""
    return lambda one: fact.combine == "any" and one.private is True and _is_yes(fact, one.value)


def _latest(known: Known, kept: Callable[[Statement], bool]) -> list[Statement]:
    own: dict[str, list[Statement]] = {}
    for one in known:
        own.setdefault(one.who, []).append(one)
    return [
        one
        for one in known
        if kept(one) or not any(_replaces(other, one) for other in own[one.who])
    ]


def _replaces(later: Statement, earlier: Statement) -> bool:
    """Whether a talk takes back what the same person said before; hearsay never takes back what
    they have seen themselves."""
    return (
        later.who == earlier.who
        and later.named
        and later.on is not None
        and earlier.on is not None
        and later.on > earlier.on
        and (later.firsthand or not earlier.firsthand)
    )


# which of them count


def _counted(fact: Fact, known: Known) -> list[Statement]:
    first = [one for one in known if one.firsthand]
    hearsay = [one for one in known if not one.firsthand]
    match "agree" if _ordered(fact) else fact.combine:
        case "agree":
            return first or hearsay
        case "any" | "all" if isinstance(fact.type, types.SetOf):
            return [*first, *hearsay]
        case "any":
            return _decided(fact, known, by=True)
        case "all":
            return _decided(fact, known, by=False)
        case never:
            assert_never(never)


def _decided(fact: Fact, known: Known, by: bool) -> list[Statement]:
    """Where one firsthand yes (or no) decides; hearsay of it stands against a firsthand no."""
    first = [one for one in known if one.firsthand]
    decisive = [one for one in known if _is_yes(fact, one.value) == by]
    if any(one.firsthand for one in decisive):
        return [one for one in decisive if one.firsthand]
    return [*decisive, *first] if decisive else first or [*known]


def _ordered(fact: Fact) -> bool:
    return isinstance(fact.type, types.Numeric | types.Day)


def _is_yes(fact: Fact, value: Value | None) -> bool:
    """Whether a value is a sighting: true, or a word other than the one that is assumed."""
    if isinstance(value, bool):
        return value
    if isinstance(value, frozenset):
        return bool(value)
    return value is not None and value != fact.assume


# what they come to


def _values(fact: Fact, counted: Known) -> list[Value]:
    if isinstance(fact.type, types.SetOf):
        return _united(fact, counted)
    return _each_once(one.value for one in counted if one.value is not None)


def _each_once(values: Iterable[Value]) -> list[Value]:
    """Lists of records are no members of sets, so that they are compared one by one."""
    found: list[Value] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _united(fact: Fact, counted: Known) -> list[Value]:
    """All words that somebody named; of a sighting, contested where only hearsay adds some."""
    if not counted:
        return []
    first = _union(one for one in counted if one.firsthand)
    everything = _union(counted)
    told_first = any(one.firsthand for one in counted)
    return _each_once([first, everything] if told_first else [everything])


def _union(statements: Iterable[Statement]) -> frozenset[str]:
    return frozenset(
        word for one in statements if isinstance(one.value, frozenset) for word in one.value
    )


def _who(value: Value, fact: Fact, counted: Known, shared: Collection[str]) -> tuple[str, ...]:
    """Whose word a value is, each once."""
    if isinstance(fact.type, types.SetOf):  # all of it, or what firsthand alone comes to
        united = value == _union(counted)
        saying = [one for one in counted if united != one.firsthand]
    else:
        saying = [one for one in counted if one.value == value]
    return tuple(dict.fromkeys(voice(one, shared) for one in saying))
