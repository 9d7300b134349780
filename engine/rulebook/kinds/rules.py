"""What the files under `rules/` hold: the vocabulary, gates, notes, the board, promises."""

from __future__ import annotations

from .keys import (
    ANY,
    CONDITION,
    EXACT,
    EXPRESSION,
    FILLED,
    FLAG,
    ID,
    NOTHING,
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
    WholeValue,
    WordValue,
)
from .spelling import FACT_NAME, FIELD_NAME, FIELD_TYPES, SPAN, THRESHOLD_NAME, TURN, TYPES, WAYS

# what several items have

SOURCE = Key("source", ReferenceValue("source"), "the passage it rests on")
UNIT = Key("unit", TEXT, "what it is counted in")
GLOSSARY = MappingValue(TEXT)


def _typed(types: tuple[str, ...]) -> tuple[Key, ...]:
    """What facts have in common with the fields of records."""
    end = EitherValue((EXACT, NOTHING))
    return (
        Key("type", ChoiceValue(types), "what kind of value it has", required=True),
        Key(
            "values",
            ListValue(WordValue()),
            "the words that it can be",
            required=True,
            goes_with=("enumeration", "set"),
        ),
        Key(
            "range",
            ListValue(end, size=2),
            "its smallest and its largest value; `~` for an open end",
            goes_with=("integer", "number"),
        ),
        UNIT,
    )


# the vocabulary

MEANS = Key(
    "means",
    EitherValue((TEXT, GLOSSARY)),
    "what `true` means, or each of its values, in words",
    goes_with=("boolean", "enumeration", "set", "share", "integer", "number"),
)

FIELD = ItemKind("a field", "what every record has under one name", (*_typed(FIELD_TYPES), MEANS))


FACT = ItemKind(
    "a fact",
    "something that can be known of a case",
    (
        *_typed(TYPES),
        Key("ask", TEXT, "the question that asks for it", required=True),
        Key("whom", ListValue(ReferenceValue("informant")), "who can tell"),
        SOURCE,
        Key("derive", EXPRESSION, "how it follows from other facts"),
        Key("assume", ANY, "its value when nobody mentions it"),
        Key("weight", WholeValue(), "how much this rating counts in the score of a case"),
        Key(
            "shown_by",
            ListValue(ReferenceValue("fact")),
            "facts that show what it rates; they rank equal cases",
        ),
        Key("key", TEXT, "the field that orders the records", goes_with=("records",)),
        Key(
            "fields",
            MappingValue(FIELD, FIELD_NAME),
            "what a record consists of",
            goes_with=("records",),
        ),
        Key(
            "testimony",
            FLAG,
            "true when its records may carry what somebody `said`",
            goes_with=("records",),
        ),
        Key(
            "combine",
            ChoiceValue(WAYS),
            "how voices that differ combine; `agree` without one",
            goes_with=("boolean", "enumeration", "set"),
        ),
        Key("fresh_for", TextValue(like=SPAN), "how long a value stays fresh: `18 months`"),
        Key("stale_after", TEXT, "the fact that says when older values became stale"),
        Key("kept", TextValue(or_flag=True), "why it is kept though no rule reads it, or `true`"),
        Key("fixed", FLAG, "true when `whatif` is to leave it alone"),
        Key("under", TEXT, "the fact that has to be known before this one is assumed"),
        Key("stands", FLAG, "true when a stated value stands where `derive` comes to another"),
        Key("headers", ListValue(TEXT), "what tables call a column of it: `Visa`, `J-1`"),
        MEANS,
    ),
)

CONSTRAINT = ItemKind(
    "a constraint",
    "what cannot be true",
    (
        Key("id", ID, "its name", required=True),
        Key("each", TEXT, "the list of records of which it is said"),
        Key("never", EXPRESSION, "what cannot be true", required=True),
        Key("because", TEXT, "why it cannot", required=True),
    ),
)

CASE = ItemKind(
    "case",
    "what a case is called",
    (
        Key("one", TEXT, "one of them: program", required=True),
        Key("many", TEXT, "several of them: programs", required=True),
    ),
)

RESTS_ON = ItemKind(
    "rests_on",
    "what tells how much a verdict rests on",
    (
        Key("informants", TEXT, "the fact that says how many people were heard", required=True),
        Key("private", TEXT, "the fact that says how many talks were private", required=True),
        Key("own", TEXT, "the passage that marks numbers of one's own", required=True),
    ),
)

ASKING = ItemKind(
    "asking",
    "how people are asked",
    (
        Key(
            "without_talk",
            ListValue(ReferenceValue("informant")),
            "informants that are looked up, or you yourself: nobody has to be talked to",
        ),
        Key(
            "after_talk",
            ListValue(ReferenceValue("fact")),
            "facts that you judge by yourself once you have talked to somebody",
        ),
        Key("seen", EXACT, "how likely a sighting comes up under its question; 0.1 without it"),
        Key("manners", ListValue(TEXT), "what every call sheet says first"),
    ),
)

VOCABULARY = FileKind(
    "vocabulary",
    "rules",
    ("facts",),
    ItemKind(
        "the vocabulary",
        "the facts that there are; one file of a workspace has it",
        (
            Key("subject", TEXT, "the fact that names a case"),
            Key("case", CASE, "what a case is called"),
            Key("notice", TEXT, "what the report says at its foot"),
            Key("sources", GLOSSARY, "the passages that rules rest on"),
            Key("informants", GLOSSARY, "the people who can be asked"),
            Key("asking", ASKING, "how people are asked"),
            Key("rests_on", RESTS_ON, "what tells how much a verdict rests on"),
            Key("facts", MappingValue(FACT, FACT_NAME), "every fact, `group.fact`", required=True),
            Key("constraints", ListValue(CONSTRAINT), "what cannot be true together"),
            Key("renamed", GLOSSARY, "what to say of facts that there are no more"),
        ),
    ),
)

# gates, and the notes beside them

SIGNAL = ReferenceValue("signal")
SIGNALS = EitherValue((SIGNAL, ListValue(SIGNAL)))
REASON = ItemKind(
    "a reason",
    "what is told in place of `because` while a condition holds",
    (
        Key("when", EXPRESSION, "the condition", required=True),
        Key("because", FILLED, "the reason", required=True),
    ),
)
OUTCOME = (
    Key("then", ReferenceValue("outcome"), "an edge of the gate, or `open`", required=True),
    Key("because", FILLED, "the reason that is given", required=True),
    Key("reasons", ListValue(REASON), "reasons for some cases; the first that holds is given"),
    SOURCE,
    Key("signal", SIGNALS, "the signals that it colors"),
)

RULE = ItemKind(
    "a rule",
    "when its condition holds, and none above it does, the gate has its outcome",
    (
        Key("id", ID, "its name, in the whole rulebook", required=True),
        Key("when", CONDITION, "its condition", group="condition"),
        Key(
            "columns",
            ListValue(CONDITION),
            "its conditions, where the gate has `at_least`",
            group="condition",
        ),
        Key("needs", CONDITION, "what else has to hold, where the gate has `at_least`"),
        *OUTCOME,
    ),
    ways=(("when",), ("columns",)),
)

ITEM = ItemKind(
    "an item",
    "what is told whenever its condition holds, whatever decides; rules count it as `collected`",
    (
        Key("id", ID, "its name, in the whole rulebook", required=True),
        Key("when", CONDITION, "its condition", required=True),
        Key("because", FILLED, "what is told when it holds", required=True),
        SOURCE,
        Key("signal", SIGNALS, "the signals that it colors"),
        Key("speaks", ChoiceValue(("for", "against")), "which way it colors them"),
    ),
)

LAST_RESORT = ItemKind(
    "otherwise",
    "the outcome of a gate when no rule holds",
    (Key("id", ID, "its name; `otherwise` without one"), *OUTCOME),
)

NOTE = ItemKind(
    "a note",
    "a remark that decides nothing",
    (
        Key("id", ID, "its name, in the whole rulebook", required=True),
        Key("when", CONDITION, "its condition", required=True),
        Key("caution", FILLED, "what speaks against it", group="weight"),
        Key("strength", FILLED, "what speaks for it", group="weight"),
        Key("ignored", FILLED, "what is not to be relied on", group="weight"),
        Key("signal", SIGNAL, "the signal that it colors", required=True),
        SOURCE,
    ),
    ways=(("caution",), ("strength",), ("ignored",)),
)
NOTES_KEY = Key("notes", ListValue(NOTE), "remarks that decide nothing")

THRESHOLD = ItemKind(
    "a threshold",
    "a number with a name, known in the whole rulebook",
    (Key("value", EXACT, "the number", required=True), UNIT, SOURCE),
)

GATE = FileKind(
    "gate",
    "rules",
    ("gate", "rules"),
    ItemKind(
        "the gate",
        "a question and the rules that answer it",
        (
            Key("gate", ID, "its name, by which flows have it", required=True),
            Key("question", TEXT, "what it asks", required=True),
            Key(
                "thresholds",
                MappingValue(EitherValue((EXACT, THRESHOLD)), THRESHOLD_NAME),
                "numbers with names",
            ),
            Key("at_least", WholeValue(least=1), "how many `columns` of a rule have to hold"),
            Key(
                "collect", ListValue(ITEM), "what its rules count, and all of it that holds is told"
            ),
            Key("rules", ListValue(RULE), "its rules; the first that holds decides", required=True),
            Key("otherwise", LAST_RESORT, "the outcome when none holds", required=True),
            NOTES_KEY,
        ),
    ),
)

BOARD = ItemKind(
    "the board",
    "the signals, and the outcomes that color them",
    (
        Key("good", ListValue(TEXT), "good outcomes", required=True),
        Key("bad", ListValue(TEXT), "bad outcomes", required=True),
        Key("signals", GLOSSARY, "what each signal says", required=True),
    ),
)

BOARD_FILE = FileKind(
    "board",
    "rules",
    ("board",),
    ItemKind(
        "the file",
        "the signals; one file of a workspace may have them",
        (Key("board", BOARD, "the board", required=True),),
    ),
)

NOTES = FileKind(
    "notes",
    "rules",
    ("notes",),
    ItemKind(
        "the file",
        "remarks that belong to no gate",
        (Key("notes", ListValue(NOTE), NOTES_KEY.says, required=True),),
    ),
)

# promises

PROMISE = ItemKind(
    "a promise",
    "what the rulebook holds to for every case",
    (
        Key("id", ID, "its name", required=True),
        Key("flow", ReferenceValue("flow"), "the flow that it is about", required=True),
        Key("always", EXPRESSION, "what holds for every case; `verdict` may stand in it"),
        Key("raising", ReferenceValue("fact"), "the fact that goes up", group="direction"),
        Key("lowering", ReferenceValue("fact"), "the fact that goes down", group="direction"),
        Key("changing", ReferenceValue("fact"), "the fact that changes", group="direction"),
        Key("never", TextValue(like=TURN), "the turn that never comes: `high to low`"),
        Key("because", TEXT, "why it is promised", required=True),
        SOURCE,
    ),
    ways=(("always",), ("raising", "never"), ("lowering", "never"), ("changing", "never")),
)

PROMISES = FileKind(
    "promises",
    "rules",
    ("promises",),
    ItemKind(
        "the file",
        "what `check` proves or refutes",
        (Key("promises", ListValue(PROMISE), "the promises", required=True),),
    ),
)
