"""What a test may expect: reading it, and comparing it with a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..decide.decision import Decision, Remark
from ..diagnostics.code import Code
from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.promises import UNKNOWN_VERDICT
from ..diagnostics.codes.scenarios import (
    EXPECTS_NOTHING,
    UNKNOWN_GATE,
    UNKNOWN_LABEL,
    UNKNOWN_NOTE,
    UNKNOWN_RULE,
)
from ..diagnostics.suggestion import did_you_mean
from ..rulebook.document import YamlMapping, YamlNode, YamlScalar
from ..rulebook.kinds.cases import EXPECT
from ..rulebook.kinds.keys import ListValue, under
from ..rulebook.model import INCOMPLETE, NOT_KNOWN, Book, Flow, Weight
from ..rulebook.shape import Shape

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Context:
    """What is being read, and the flow and rulebook whose names may be used."""

    shape: Shape
    book: Book
    flow: Flow


def read(context: Context, node: YamlNode | None) -> dict[str, Any]:
    """What is expected, by key; everything unknown in it is reported."""
    keys = context.shape.item(node, EXPECT)
    if isinstance(node, YamlMapping) and not node.entries:
        context.shape.report(EXPECTS_NOTHING, "this expects nothing", node, "add `verdict: ..`")
    found: dict[str, Any] = {}
    for key, value in keys.items():
        if key == "labels":
            found[key] = _labels(context, value)
        elif isinstance(under(EXPECT, key), ListValue):
            found[key] = _several(context, value, key, _names(context, key, found))
        else:
            found[key] = _one(context, value, key, _names(context, key, found))
    return found


def _names(context: Context, key: str, found: Mapping[str, Any]) -> tuple[str, ...]:
    """The names that may stand under a key."""
    book, flow = context.book, context.flow
    match key:
        case "verdict":
            return *flow.verdicts, INCOMPLETE
        case "possible":
            return flow.verdicts
        case "decided_at":
            return tuple(flow.gates())
        case "rule":
            return _rules(context, found.get("decided_at"))
        case "missing":
            return tuple(book.vocabulary.facts)
        case "absent":
            return tuple(note.id for note in book.notes)
        case _:
            return tuple(note.id for note in book.notes if note.weight == WEIGHTS[key])


WEIGHTS: Mapping[str, Weight] = {
    "cautions": "caution",
    "strengths": "strength",
    "ignored": "ignored",
}
SINGULAR = {
    "verdict": "verdict",
    "possible": "verdict",
    "decided_at": "gate",
    "rule": "rule",
    "missing": "fact",
    "absent": "note",
    "cautions": "caution",
    "strengths": "strength",
    "ignored": "ignored claim",
}
UNKNOWN: Mapping[str, Code] = {
    "verdict": UNKNOWN_VERDICT,
    "gate": UNKNOWN_GATE,
    "rule": UNKNOWN_RULE,
    "fact": UNKNOWN_FACT,
    "note": UNKNOWN_NOTE,
    "caution": UNKNOWN_NOTE,
    "strength": UNKNOWN_NOTE,
    "ignored claim": UNKNOWN_NOTE,
    "label": UNKNOWN_LABEL,
}


def _rules(context: Context, gate: str | None) -> tuple[str, ...]:
    """The rules of a gate; of all gates where none is named, or one that does not exist."""
    every = tuple(context.flow.gates())
    gates = [one for one in every if one == gate or gate not in every]
    return tuple(rule.id for one in gates for rule in context.book.gates[one].every_rule)


def _one(context: Context, node: YamlNode, key: str, names: Iterable[str]) -> str | None:
    found = context.shape.scalar(node, key)
    if found is None or (found.value == "null" and key != "verdict" and not found.style):
        return None
    _known(context.shape, found, SINGULAR[key], tuple(names))
    return found.value


def _several(context: Context, node: YamlNode, key: str, names: Iterable[str]) -> list[str]:
    known = tuple(names)
    found = [context.shape.scalar(item, key) for item in context.shape.items(node, key)]
    for word in found:
        if word is not None:
            _known(context.shape, word, SINGULAR[key], known)
    return [word.value for word in found if word is not None]


def _known(shape: Shape, word: YamlScalar, what: str, names: tuple[str, ...]) -> None:
    if word.value in names:
        return
    listed = f"it can be: {', '.join(names)}" if 0 < len(names) <= MOST_LISTED else None
    help_ = did_you_mean(word.value, names) or listed
    shape.report(UNKNOWN[what], f"there is no {what} `{word.value}`", word, help_)


def _labels(context: Context, node: YamlNode) -> dict[str, str]:
    """The row that each flow of labels has to name."""
    found: dict[str, str] = {}
    for name, (key, value) in context.shape.entries(node, "labels").items():
        _known(context.shape, key, "label", context.flow.labels)
        row = context.shape.scalar(value, name)
        if row is not None and name in context.flow.labels:
            verdicts = *context.book.flows[name].verdicts, NOT_KNOWN
            _known(context.shape, row, "verdict", verdicts)
            found[name] = row.value
    return found


# comparing


def got(decision: Decision, keys: Iterable[str]) -> dict[str, Any]:
    """What a decision says under the keys that a test has something to say about."""
    return {key: GOT[key](decision) for key in keys}


def _ids(remarks: Iterable[Remark]) -> list[str]:
    return [remark.id for remark in remarks]


GOT: Mapping[str, Callable[[Decision], Any]] = {
    "verdict": lambda decision: decision.verdict,
    "decided_at": lambda decision: decision.decided_at,
    "rule": lambda decision: decision.rule,
    "possible": lambda decision: list(decision.possible),
    "cautions": lambda decision: _ids(decision.cautions),
    "strengths": lambda decision: _ids(decision.strengths),
    "ignored": lambda decision: _ids(decision.ignored),
    "absent": lambda decision: [
        *_ids(decision.cautions),
        *_ids(decision.strengths),
        *_ids(decision.ignored),
    ],
    "missing": lambda decision: [one.fact for one in decision.missing],
    "labels": lambda decision: {name: label.row for name, label in decision.labels.items()},
}


def fits(key: str, expected: Any, found: Any) -> bool:
    """Whether what came out is as expected: equal, among those listed, or none of them."""
    match key:
        case "cautions" | "strengths" | "ignored" | "missing":
            return set(expected) <= set(found)
        case "absent":
            return not set(expected) & set(found)
        case "possible":
            return set(expected) == set(found)
        case "labels":
            return all(found.get(name) == row for name, row in expected.items())
        case _:
            return bool(expected == found)
