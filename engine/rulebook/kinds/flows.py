"""What a file under `flows/` holds."""

from __future__ import annotations

from .keys import (
    ID,
    TEXT,
    ChoiceValue,
    EitherValue,
    FileKind,
    ItemKind,
    Key,
    ListValue,
    MappingValue,
    WholeValue,
)
from .spelling import NODES

NODE = ItemKind(
    "a node",
    "a step, a gate or a verdict",
    (
        Key("id", ID, "its name; that of a gate, where it is one", required=True),
        Key("kind", ChoiceValue(NODES), "what it is", required=True),
        Key("step", WholeValue(), "its number, for whoever reads the file"),
        Key("title", TEXT, "what a picture shows", required=True),
        Key(
            "to",
            EitherValue((ID, MappingValue(ID))),
            "the node that a step leads to; of a gate, one for each outcome",
            required=True,
            goes_with=("step", "gate"),
        ),
        Key("verdict", ID, "the verdict", required=True, goes_with=("verdict",)),
    ),
)

FLOW = FileKind(
    "flow",
    "flows",
    ("flow",),
    ItemKind(
        "the flow",
        "the way from the start over gates to a verdict",
        (
            Key("flow", ID, "its name", required=True),
            Key("title", TEXT, "what it decides", required=True),
            Key("start", ID, "the node at which every walk starts", required=True),
            Key("labels", ListValue(ID), "other flows, shown beside the verdict"),
            Key("best_first", ListValue(ID), "its verdicts as cases are ranked, the best first"),
            Key("nodes", ListValue(NODE), "its nodes", required=True),
        ),
    ),
)
