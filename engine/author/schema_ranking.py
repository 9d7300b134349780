"""The JSON Schema of what `rank --format json` prints; it is closed."""

from __future__ import annotations

from ..rulebook.model import INCOMPLETE, Book
from .schema import DIALECT, Schema, a_list
from .schema_decision import COUNT, DAY, NAME, TEXT, by_name, every, label, missing

PARTED = ("by", "what", "own", "above")


def ranking(book: Book) -> Schema:
    """The schema of a ranking by any flow of the rulebook."""
    left_out = every({"unlike": COUNT, "unknown": COUNT, "invalid": COUNT})
    properties: dict[str, Schema] = {
        "flow": {"enum": [*book.flows]},
        "rulebook": TEXT,
        "where": NAME,
        "counts": by_name(COUNT),
        "left_out": left_out,
        "may_fit": a_list(every({"key": TEXT, "program": NAME, "unknown": a_list(TEXT)})),
        "ranking": a_list(_row(book)),
    }
    return {"$schema": DIALECT, "title": "Many cases, the best first"} | every(properties)


def _row(book: Book) -> Schema:
    verdicts = [*dict.fromkeys(one for flow in book.flows.values() for one in flow.verdicts)]
    row: dict[str, Schema] = {
        "rank": {"type": "integer", "minimum": 1},
        **dict.fromkeys(("key", "file", "where", "why"), TEXT),
        "program": NAME,
        "verdict": {"enum": [*verdicts, INCOMPLETE]},
        "possible": a_list({"enum": verdicts}),
        "decided_at": NAME,
        "labels": by_name(label()),
        "gates": by_name(TEXT),
        "next": {"anyOf": [missing(), {"type": "null"}]},
        "people": COUNT,
        "private": COUNT,
        "score": {"type": ["number", "null"]},
        **dict.fromkeys(("questions", "passed", "strengths", "cautions", "out_of_date"), COUNT),
        "tied": {"type": "boolean"},
        "parted": {"anyOf": [every(dict.fromkeys(PARTED, TEXT)), {"type": "null"}]},
        "kept": by_name({}),
        "as_of": DAY,
    }
    return every(row)
