"""The JSON Schema of what `evaluate --format json` prints; it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..rulebook.model import INCOMPLETE, Book
from .schema import DIALECT, Schema, a_list, closed

TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": ["string", "null"]}
TRUTH: Schema = {"type": ["boolean", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
MAYBE_COUNT: Schema = {"type": ["integer", "null"]}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
VALUE: Schema = {}
"""A value of any fact."""


def by_name(of: Schema) -> Schema:
    """An object with names of facts, flows or people for keys."""
    return {"type": "object", "additionalProperties": of}


def every(properties: dict[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """An object with all of these keys, but for the optional ones."""
    left_out = set(optional)
    return closed(properties, [name for name in properties if name not in left_out])


def decision(book: Book) -> Schema:
    """The schema of a decision of any flow of the rulebook."""
    verdicts = dict.fromkeys(one for flow in book.flows.values() for one in flow.verdicts)
    verdict: Schema = {"enum": [*verdicts, INCOMPLETE]}
    properties: dict[str, Schema] = {
        "flow": {"enum": [*book.flows]},
        "rulebook": TEXT,
        "program": NAME,
        "verdict": verdict,
        "decided_at": NAME,
        "rule": NAME,
        "path": a_list({"anyOf": [every({"node": TEXT, "kind": TEXT}), _gate()]}),
        "possible": a_list({"enum": [*verdicts]}),
        "missing": a_list(missing()),
        "assumed": by_name(VALUE),
        **{kind: a_list(_remark()) for kind in ("cautions", "strengths", "ignored")},
        "signals": by_name({"enum": ["green", "red", "mixed", "unheard"]}),
        "labels": by_name(label()),
        "drivers": every({"score": {"type": ["number", "null"]}, "rated": COUNT}),
        "rests_on": _rests_on(),
        **_testimony(verdict),
        "stale": a_list(_stale()),
        "as_of": DAY,
        "bounds": by_name(a_list({"type": "number"})),
    }
    found = every(properties, ("bounds", "fork_count", "fork_more", "heard"))
    return {"$schema": DIALECT, "title": "What a flow says of one case"} | found


def _gate() -> Schema:
    conditions = a_list(_condition())
    over = every({"rule": TEXT, "truth": TRUTH, "conditions": conditions})
    collected: dict[str, Schema] = {
        "id": TEXT,
        "truth": TRUTH,
        "because": NAME,
        "source": TEXT,
        "conditions": conditions,
    }
    gate: dict[str, Schema] = {
        "node": TEXT,
        "kind": {"const": "gate"},
        "outcome": TEXT,
        "rule": NAME,
        "because": NAME,
        "source": NAME,
        "conditions": conditions,
        "passed_over": a_list(over),
        "forced_by": by_name(VALUE),
        "collected": a_list(every(collected)),
    }
    return every(gate, ("forced_by", "collected"))


def _condition() -> Schema:
    origin: dict[str, Schema] = {"source": TEXT, "as_of": TEXT, "note": TEXT}
    origin["said"] = a_list(_said())
    condition: dict[str, Schema] = {"text": TEXT, "truth": TRUTH, "values": by_name(VALUE)}
    condition["provenance"] = by_name(closed(origin))
    return every(condition, ("provenance",))


def _said() -> Schema:
    said: dict[str, Schema] = {
        "who": TEXT,
        "value": VALUE,
        "status": {"enum": ["unknown", "declined"]},
        "firsthand": {"type": "boolean"},
        "origin": TEXT,
        "on": DAY,
        "private": {"type": "boolean"},
        "note": TEXT,
        "counts": {"const": False},
    }
    return every(said, ("status", "origin", "on", "private", "note", "counts"))


def _testimony(verdict: Schema) -> dict[str, Schema]:
    people = a_list(TEXT)
    choice = every({"value": VALUE, "who": people, "records": people}, ("records",))
    contested = every({"fact": TEXT, "values": a_list(choice), "impossible": TEXT}, ("impossible",))
    heard: dict[str, Schema] = {
        "fact": TEXT,
        "value": VALUE,
        "own": {"type": "boolean"},
        "from_memory": {"const": True},
        "source": TEXT,
        "as_of": TEXT,
        "note": TEXT,
        "said": a_list(_said()),
    }
    return {
        "contested": a_list(contested),
        "fork": a_list(every({"if": by_name(VALUE), "verdict": verdict})),
        "fork_count": COUNT,
        "fork_more": {"const": True},
        "voices": by_name(every({"without": verdict})),
        "stands_unless": {"anyOf": [people, TEXT, {"type": "null"}]},
        "heard": a_list(every(heard, ("from_memory", "source", "as_of", "note"))),
    }


def missing() -> Schema:
    """An open question."""
    open_field = every({"record": COUNT, "key": by_name(VALUE), "field": TEXT})
    found: dict[str, Schema] = {
        "fact": TEXT,
        "ask": TEXT,
        "whom": a_list(TEXT),
        "gate": TEXT,
        "fields": a_list(open_field),
    }
    return every(found, ("fields",))


def _remark() -> Schema:
    return every({"id": TEXT, "text": TEXT, "signal": TEXT, "source": TEXT})


def label() -> Schema:
    """What a flow beside says: a row of a table, or an outcome."""
    row = every({"row": TEXT, "matched": COUNT, "of": COUNT})
    return {"anyOf": [row, every({"outcome": TEXT, "rule": NAME})]}


def _rests_on() -> Schema:
    rests: dict[str, Any] = {"informants": MAYBE_COUNT, "private": MAYBE_COUNT}
    rests |= {"oldest": DAY, "newest": DAY, "house_thresholds": a_list(TEXT), "assumed": COUNT}
    return every(rests)


def _stale() -> Schema:
    stale: dict[str, Schema] = {"fact": TEXT, "as_of": DAY, "fresh_for": TEXT}
    stale |= {"stale_after": TEXT, "since": VALUE}
    return every(stale, ("fresh_for", "stale_after", "since"))
