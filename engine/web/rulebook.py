"""A rulebook and one flow of it as JSON for the page: meaning, wording and the diagram."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, assert_never

from ..case.intake import read_mapping
from ..case.json_text import LARGEST_EXPONENT, LONGEST_NUMBER
from ..case.values import MOST_RECORDS
from ..compile.build import compiled
from ..diagnostics.source import LARGEST
from ..interview.choice import INFLUENCE, STAYING
from ..language import types
from ..language.types import Type
from ..language.values import as_json, number
from ..rulebook.kinds.spelling import DEEPEST, LONGEST_TEXT, STATUSES
from ..rulebook.model import Board, Book, Constant, Constraint, Fact, Flow, Gate, Note, Rule
from ..solve.completions import Completions
from .diagram import diagram_to_json
from .trees import optional, tree_to_json

Json = dict[str, Any]


def rulebook_to_json(book: Book, flow: Flow) -> Json:
    """Everything that the page decides and asks with."""
    vocabulary = book.vocabulary
    found = compiled(book, flow)
    return {
        "hash": book.fingerprint,
        "flow": _flow(flow),
        "gates": {gate: _gate(book.gates[gate]) for gate in flow.gates()},
        "facts": {name: _fact(fact) for name, fact in vocabulary.facts.items()},
        "sound": Completions(read_mapping({}, book), flow).consistent(),
        "constraints": [_constraint(one) for one in vocabulary.constraints],
        "derived": [*vocabulary.derived_in_order],
        "thresholds": {name: number(value) for name, value in book.numbers.items()},
        "notes": [_note(note) for note in book.notes],
        "board": _board(book.board),
        "diagram": None if found is None else diagram_to_json(found),
        "informants": dict(vocabulary.informants),
        "renamed": dict(vocabulary.renamed),
        "subject": vocabulary.subject,
        "seen": number(vocabulary.asking.seen),
        "statuses": [*STATUSES],
        "choosing": {"staying": STAYING, "influence": INFLUENCE},
        "limits": {
            "depth": DEEPEST,
            "bytes": LARGEST,
            "text": LONGEST_TEXT,
            "records": MOST_RECORDS,
            "digits": LONGEST_NUMBER,
            "exponent": LARGEST_EXPONENT,
        },
    }


def _flow(flow: Flow) -> Json:
    nodes = {
        name: {"kind": node.kind, "title": node.title, "ways": dict(flow.onward[name])}
        | ({} if node.verdict is None else {"verdict": node.verdict})
        for name, node in flow.nodes.items()
    }
    return {
        "name": flow.name,
        "title": flow.title,
        "start": flow.start,
        "order": [*flow.in_order],
        "verdicts": [*flow.verdicts],
        "best": [*flow.best_first],
        "nodes": nodes,
    }


def _gate(gate: Gate) -> Json:
    items = [
        {"id": one.id, "when": tree_to_json(one.when), "because": [*one.because]}
        | {"signals": [*one.signals], "speaks": one.speaks}
        for one in gate.collect
    ]
    rules = [_rule(rule) for rule in gate.every_rule]
    return {"rules": rules, "collect": items}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "when": tree_to_json(rule.when),
        "then": rule.then,
        "because": [*rule.because],
        "signals": [*rule.signals],
        "reasons": [[tree_to_json(when), [*text]] for when, text in rule.reasons],
    }


def _note(note: Note) -> Json:
    found = {"id": note.id, "when": tree_to_json(note.when), "weight": note.weight}
    return found | {"text": [*note.text], "signal": note.signal}


def _board(board: Board | None) -> Json | None:
    if board is None:
        return None
    good, bad = sorted(board.good), sorted(board.bad)
    return {"signals": dict(board.signals), "good": good, "bad": bad}


def _constraint(one: Constraint) -> Json:
    found = {"id": one.id, "never": tree_to_json(one.never), "because": one.because}
    return found | {"each": one.each}


def _fact(fact: Fact) -> Json:
    found: Json = {
        "type": _type(fact.type),
        "kind": fact.kind,
        "ask": fact.ask,
        "whom": [*fact.whom],
        "unit": fact.unit,
        "derive": optional(fact.derive),
        "under": fact.under,
        "combine": fact.combine,
        "stands": fact.stands,
        "testimony": fact.testimony,
        "means": dict(fact.means),
        "fields_mean": {name: dict(means) for name, means in fact.fields_mean.items()},
    }
    given = {name: value for name, value in found.items() if value not in (None, False, {}, [])}
    return given | ({} if fact.assume is None else {"assume": _constant(fact.assume)})


def _constant(value: Constant) -> Any:
    return number(value) if isinstance(value, Fraction) else as_json(value)


def _type(kind: Type) -> Json:
    match kind:
        case types.Boolean():
            return {"is": "boolean"}
        case types.Numeric():
            return {"is": "number", "whole": kind.integer} | _ends(kind)
        case types.Enumeration():
            return {"is": "word", "values": [*kind.values]}
        case types.SetOf():
            return {"is": "set", "values": [*kind.values]}
        case types.Text():
            return {"is": "text"}
        case types.Day():
            return {"is": "day"}
        case types.Records():
            return {"is": "records", "key": kind.key, "fields": _fields(kind.fields)}
        case _:
            assert_never(kind)


def _fields(fields: Mapping[str, Type]) -> Json:
    return {name: _type(kind) for name, kind in fields.items()}


def _ends(kind: types.Numeric) -> Json:
    ends = (("low", kind.low), ("high", kind.high))
    return {name: number(end) for name, end in ends if end is not None}
