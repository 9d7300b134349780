"""What the facts of one case can be wrong with."""

from __future__ import annotations

from ..code import Code

CONTRADICTION = Code(
    "contradiction",
    """
    Two statements cannot both be true: a total and its parts, a value that is also said to be
    unknown, a case that a constraint rules out.
    """,
    wrong='{"visa": {"handler": {"value": "office", "status": "unknown"}}}',
    right='{"visa": {"handler": {"value": "office"}}}',
    language="json",
)

DUPLICATE_RECORD = Code(
    "duplicate-record",
    "Two records have one key, such as one year twice.",
    wrong='{"intake": {"classes": [{"year": 2024}, {"year": 2024}]}}',
    right='{"intake": {"classes": [{"year": 2023}, {"year": 2024}]}}',
    language="json",
)

JSON_SYNTAX = Code(
    "json-syntax",
    """
    The file is no JSON at this place: often a comma too many, a quote missing, or `True` for
    `true`.
    """,
    wrong='{"visa": {"had_to_fight": True,}}',
    right='{"visa": {"had_to_fight": true}}',
    language="json",
)

NO_VALUE = Code(
    "no-value",
    "A fact is said to be known, and no value is given.",
    wrong='{"visa": {"handler": {"status": "known"}}}',
    right='{"visa": {"handler": {"status": "known", "value": "office"}}}',
    language="json",
)

NOT_AN_OBJECT = Code(
    "not-an-object",
    "The file is a list or a single value. A fact file is one object of groups.",
    wrong='[{"visa": {"handler": "office"}}]',
    right='{"visa": {"handler": "office"}}',
    language="json",
)

RENAMED_FACT = Code(
    "renamed-fact",
    """
    A fact had this name in an earlier rulebook; the help says what stands in its place. Its values
    are not taken over, since the question may have changed with the name.
    """,
    wrong='{"visa": {"fought": true}}',
    right='{"visa": {"had_to_fight": true}}',
    language="json",
)

SAID_OF_ITSELF = Code(
    "said-of-itself",
    """
    What somebody said is about the list of who said what. A talk is a record of its own in that
    list.
    """,
    wrong='{"talks": {"list": [{"who": "A", "said": {"talks": {"list": [{"who": "B"}]}}}]}}',
    right='{"talks": {"list": [{"who": "A"}, {"who": "B"}]}}',
    language="json",
)

TOO_LONG = Code(
    "too-long",
    "A text or a list of records is longer than is read; the help has the limit.",
    wrong='{"hospital": {"name": "… ten thousand characters and more …"}}',
    right='{"hospital": {"name": "Riverbend"}}',
    language="json",
)

TOO_MANY = Code(
    "too-many",
    """
    The file has so many mistakes that the rest of them is not listed; it is probably not the file
    that was meant.
    """,
    wrong='{"a": 1, "b": 2, "c": 3}',
    right='{"visa": {"handler": "office"}}',
    language="json",
)

UNKNOWN_FIELD = Code(
    "unknown-field",
    "A record has a field that its list does not declare.",
    wrong='{"intake": {"classes": [{"year": 2024, "foreigners": 3}]}}',
    right='{"intake": {"classes": [{"year": 2024, "foreign": 3}]}}',
    language="json",
)

UNKNOWN_GROUP = Code(
    "unknown-group",
    "No fact of the vocabulary is in this group.",
    wrong='{"visas": {"handler": "office"}}',
    right='{"visa": {"handler": "office"}}',
    language="json",
)

UNKNOWN_STATUS = Code(
    "unknown-status",
    "A status is none of `known`, `unknown`, `declined`.",
    wrong='{"visa": {"handler": {"status": "dodged"}}}',
    right='{"visa": {"handler": {"status": "declined"}}}',
    language="json",
)

WRONG_TYPE = Code(
    "wrong-type",
    "A value is not of its fact's type: a text for a number, one value for a list.",
    wrong='{"visa": {"lead_months": "6"}}',
    right='{"visa": {"lead_months": 6}}',
    language="json",
)
