"""What is suspect in a rulebook that works."""

from __future__ import annotations

from ..code import Code

CONSTANT_CONDITION = Code(
    "constant-condition",
    """
    The condition of a rule is written as `true` or `false`. A rule that always holds is the place
    of `otherwise`; one that never does can go.
    """,
    wrong="- {id: rest, when: true, then: no, because: Nothing speaks for it.}",
    right="otherwise: {then: no, because: Nothing speaks for it.}",
    severity="warning",
)

LEADING_QUESTION = Code(
    "leading-question",
    "A question suggests its own answer. People tend to agree, and you learn what you expected.",
    wrong="ask: Don't you file the visas in time?",
    right="ask: How many months ahead are the visas filed?",
    severity="warning",
)

LONG_WORDING = Code(
    "long-wording",
    """
    A question, a reason or a remark is longer than 140 characters. Nobody keeps its beginning in
    mind.
    """,
    wrong="""
    ask: How many months ahead, counted from the first of July and leaving aside … and so on?
    """,
    right="ask: How many months ahead does the paperwork start?",
    severity="warning",
)

MIXED_POLARITY = Code(
    "mixed-polarity",
    """
    A count takes facts that hold together with facts that do not, or `none of` is said of what is
    negated itself. Readers miscount: give each part of a count the same side.
    """,
    wrong="""
    when: at least 2 of (visa.buffer_time, not visa.had_to_fight, visa.kinds has any of [h1b])
    """,
    right="""
    when: at least 2 of (visa.buffer_time, visa.filed_smoothly, visa.kinds has any of [h1b])
    """,
    severity="warning",
)

NO_QUESTION = Code(
    "no-question",
    "What a fact asks does not end with a question mark, and so is hard to put to anybody.",
    wrong="ask: The number of residents",
    right="ask: How many residents are there?",
    severity="warning",
)

REPEATED_RULE = Code(
    "repeated-rule",
    "Two rules of a gate have one condition. The second never decides anything.",
    wrong="""
    - {id: alone, when: visa.handler = resident_alone, then: no, because: Nobody helps.}
    - {id: on-their-own, when: visa.handler = resident_alone, then: no, because: Nobody helps.}
    """,
    right="- {id: alone, when: visa.handler = resident_alone, then: no, because: Nobody helps.}",
    severity="warning",
)

UNUSED_FACT = Code(
    "unused-fact",
    """
    Nothing reads a fact: no rule, no note, no text, no derivation. Say why it is `kept`, or use it.
    """,
    wrong="hospital.beds: {type: integer, ask: How many beds are there?}",
    right="hospital.beds: {type: integer, ask: How many beds are there?, kept: true}",
    severity="warning",
)

UNUSED_GATE = Code(
    "unused-gate",
    "No flow has this gate, so that its rules decide nothing.",
    wrong="gate: parking     # and no flow with a node `parking`",
    right="- {id: parking, kind: gate, title: Is there room?, to: {yes: high, no: low}}",
    severity="warning",
)

UNUSED_THRESHOLD = Code(
    "unused-threshold",
    "Nothing reads a threshold. Changing it would change nothing, which its reader cannot know.",
    wrong="thresholds: {few_years: 3, enough: 1/3}     # and no rule with few_years",
    right="thresholds: {enough: 1/3}",
    severity="warning",
)
