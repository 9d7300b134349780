"""What a condition, or another expression, can be wrong with."""

from __future__ import annotations

from ..code import Code

CHAINED_COMPARISON = Code(
    "chained-comparison",
    "Two comparisons hang together, and readers differ in what that means. Write both out.",
    wrong="when: 3 <= visa.lead_months <= 12",
    right="when: visa.lead_months >= 3 and visa.lead_months <= 12",
)

CONDITION_TOO_LARGE = Code(
    "condition-too-large",
    """
    A condition is longer than 4,000 characters or nested more than 60 deep, or what its gate
    collects makes it one of more than 4,000 parts. Nobody can check such a rule.
    """,
    wrong="when: not not not not (… and so on) visa.had_to_fight",
    right="when: visa.had_to_fight",
)

DIVISION_BY_ZERO = Code(
    "division-by-zero",
    """
    A number is divided by a zero that is written there, so that the condition could never be known.
    """,
    wrong="when: intake.foreign_share / 0 > 1",
    right="when: intake.foreign_share / 2 > 1/3",
)

EMPTY_TEXT = Code(
    "empty-text",
    "A text is asked whether it starts with, ends with or contains nothing, as every text does.",
    wrong='when: hospital.name starts with ""',
    right='when: hospital.name starts with "St. "',
)

IMPOSSIBLE_COUNT = Code(
    "impossible-count",
    "`at least` or `exactly` asks for more conditions than it lists, so that it can never hold.",
    wrong="when: at least 3 of (visa.had_to_fight, visa.handler = office)",
    right="when: at least 2 of (visa.had_to_fight, visa.handler = office)",
)

NOT_A_CONDITION = Code(
    "not-a-condition",
    "A number, a word or a set stands where something true or false is needed.",
    wrong="when: visa.handler",
    right="when: visa.handler = office",
)

NOT_A_FACT = Code(
    "not-a-fact",
    """
    `was declined` is asked of something other than a fact. Only a question can be dodged, not a
    comparison.
    """,
    wrong="when: (visa.handler = office) was declined",
    right="when: visa.handler was declined",
)

NOT_WHOLE = Code(
    "not-whole",
    """
    A date is moved by a number of days, months or years that may have a fraction. Thresholds and
    facts that are whole will do.
    """,
    wrong="when: today > visa.filed + 1.5 months",
    right="when: today > visa.filed + 45 days",
)

RECORDS_WITHOUT_KEY = Code(
    "records-without-key",
    """
    The newest or oldest records are asked for, yet nothing says which is newer: the fact has no
    `key`.
    """,
    wrong="intake.classes: {type: records, ask: Who came?, fields: {year: {type: integer}}}",
    right="""
    intake.classes: {type: records, ask: Who came?, key: year, fields: {year: {type: integer}}}
    """,
)

STATUS_IN_RULE = Code(
    "status-in-rule",
    """
    A rule of a gate asks whether a fact is known or was declined. Then merely learning a fact could
    turn one verdict into another. Notes may ask it.
    """,
    wrong="""
    rules:
      - {id: asked, when: visa.handler is known, then: yes, because: It was told.}
    """,
    right="""
    notes:
      - {id: asked, when: visa.handler is known, strength: It was told., signal: 1}
    """,
)

SYNTAX = Code(
    "syntax",
    """
    A condition does not read as one from the underlined word on. The help says what is written
    instead, where the slip is a common one.
    """,
    wrong="when: visa.lead_months => 3",
    right="when: visa.lead_months >= 3",
)

THRESHOLD_OUT_OF_RANGE = Code(
    "threshold-out-of-range",
    """
    A threshold is compared with a fact that can never reach it, so that the comparison always comes
    out alike. Shares go from 0 to 1.
    """,
    wrong="thresholds: {enough: 30}",
    right="thresholds: {enough: 0.3}",
)

UNKNOWN_FACT = Code(
    "unknown-fact",
    """
    No fact of this name is in the vocabulary. Every fact is declared in `facts.yaml`, so that a
    slip of the pen is never taken for something not yet known.
    """,
    wrong="when: visa.handeler = office",
    right="when: visa.handler = office",
)

UNKNOWN_NAME = Code(
    "unknown-name",
    """
    Inside `where`, `while` or `share(..)`, a bare word is neither a field of the record nor a
    threshold.
    """,
    wrong="when: count(intake.classes where foreigners > 0) >= 3",
    right="when: count(intake.classes where foreign > 0) >= 3",
)

UNKNOWN_THRESHOLD = Code(
    "unknown-threshold",
    """
    A bare word is no threshold of the rulebook. If a fact was meant, write its group; if a value
    was meant, put it beside its fact.
    """,
    wrong="when: visa.lead_months >= lead_month",
    right="when: visa.lead_months >= lead_months",
)

UNKNOWN_VALUE = Code(
    "unknown-value",
    "A value is not one that its fact can have.",
    wrong="when: visa.handler = officer",
    right="when: visa.handler = office",
)

UNLIKE_TYPES = Code(
    "unlike-types",
    """
    Two things are compared, or used, that are not of one kind: a number and a text, words by order,
    a set as if it were one value.
    """,
    wrong='when: visa.lead_months >= "3"',
    right="when: visa.lead_months >= 3",
)

VALUE_OUT_OF_RANGE = Code(
    "value-out-of-range",
    "A number is one that its fact can never have, or never reach.",
    wrong="when: intake.foreign_share >= 35",
    right="when: intake.foreign_share >= 0.35",
)
