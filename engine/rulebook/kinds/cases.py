"""What tests of rules hold, and a fact of a case in its long form."""

from __future__ import annotations

from .keys import (
    ANY,
    FLAG,
    ID,
    NOTHING,
    REMARK,
    TEXT,
    ChoiceValue,
    EitherValue,
    FileKind,
    ItemKind,
    Key,
    ListValue,
    MappingValue,
    ReferenceValue,
    TextValue,
)
from .spelling import DAY, FACT_NAME, NAME, STATUSES

# tests of rules

EXPECT = ItemKind(
    "expect",
    "what a test expects of a decision",
    (
        Key("verdict", ID, "the verdict, or `incomplete`"),
        Key("decided_at", EitherValue((ID, NOTHING)), "the gate that decided"),
        Key("rule", EitherValue((ID, NOTHING)), "the rule that decided"),
        Key("possible", ListValue(ID), "exactly the verdicts that are possible"),
        Key("cautions", ListValue(ID), "notes that are among the cautions"),
        Key("strengths", ListValue(ID), "notes that are among the strengths"),
        Key("ignored", ListValue(ID), "notes that are among what is ignored"),
        Key("absent", ListValue(ID), "notes that do not appear"),
        Key("missing", ListValue(ReferenceValue("fact")), "facts that are among the missing"),
        Key("labels", MappingValue(ID), "what a flow beside the verdict says"),
    ),
)

GIVEN = MappingValue(ANY, FACT_NAME)
BASE = Key("base", TEXT, "a base to start from, or the path of a fact file")
AS_OF = Key("as_of", TextValue(like=DAY), "the day that is `today`: 2026-11-01")
WALKED = Key("flow", ReferenceValue("flow"), "the flow to walk")

TEST = ItemKind(
    "a test",
    "facts, and the decision that they have to lead to",
    (
        Key("name", TEXT, "a sentence that says what it shows", required=True),
        WALKED,
        BASE,
        AS_OF,
        Key("with", GIVEN, "the facts that differ from the base"),
        Key("expect", EXPECT, "what has to come out", required=True),
    ),
)

NAMED_BASE = ItemKind("a base", "facts that several tests start from", (BASE,), rest=GIVEN)

TESTS = FileKind(
    "tests",
    "rules/tests",
    ("tests", "bases"),
    ItemKind(
        "the file",
        "tests of the rules, and bases for them",
        (
            WALKED,
            BASE,
            AS_OF,
            Key("bases", MappingValue(NAMED_BASE, NAME), "facts to start from, by name"),
            Key("tests", ListValue(TEST), "the tests"),
        ),
    ),
)

# facts of one case, in JSON

LEAF = ItemKind(
    "a fact in long form",
    "a value and how it came to be known",
    (
        Key("value", ANY, "the value"),
        Key("status", EitherValue((ChoiceValue(STATUSES), NOTHING)), "whether there was an answer"),
        Key("source", REMARK, "who said it", group="remark"),
        Key("as_of", REMARK, "when it was true", group="remark"),
        Key("note", REMARK, "anything else", group="remark"),
    ),
)

SAID = ItemKind(
    "what somebody said, in long form",
    "a value as one person told it",
    (
        Key("value", ANY, "the value"),
        Key("status", EitherValue((ChoiceValue(STATUSES), NOTHING)), "whether there was an answer"),
        Key("firsthand", EitherValue((FLAG, NOTHING)), "false where they only heard it"),
        Key("origin", REMARK, "whom they heard it from", group="remark"),
        Key("note", REMARK, "anything else", group="remark"),
    ),
)
SAID_KEY = "said"
"""The key of a record of testimony under which groups of facts stand."""
