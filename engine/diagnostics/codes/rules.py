"""What files of rules can be wrong with, beside their conditions."""

from __future__ import annotations

from ..code import Code

GATE_WITHOUT_RULES = Code(
    "gate-without-rules",
    "The flow has a gate for which no file under `rules/` has rules.",
    wrong="gate: intakes",
    right="gate: intake",
)

NOTE_WEIGHT = Code(
    "note-weight",
    """
    A note has none, or more than one, of `caution`, `strength` and `ignored`; its weight would not
    be clear.
    """,
    wrong="- {id: one-kind, when: visa.kinds is empty, signal: 1}",
    right="- {id: one-kind, when: visa.kinds is empty, caution: It files none., signal: 1}",
)

OUTCOME_WITHOUT_EDGE = Code(
    "outcome-without-edge",
    """
    A rule leads to an outcome for which the gate has no edge in a flow. Spelling and capitals
    count.
    """,
    wrong="then: No",
    right="then: no",
)

SECOND_BOARD = Code(
    "second-board",
    "Two files have a board. Keep its signals in one.",
    wrong="rules/signals.yaml and rules/board.yaml",
    right="rules/signals.yaml",
    language="text",
)

SECOND_VOCABULARY = Code(
    "second-vocabulary",
    """
    Two files have facts. The vocabulary is read from one file, where the order of the facts is the
    order of the questions.
    """,
    wrong="rules/facts.yaml and rules/more_facts.yaml",
    right="rules/facts.yaml",
    language="text",
)

STRAY_BRACE = Code(
    "stray-brace",
    """
    A text holds a brace without its partner. Braces hold the name of a fact, whose value is filled
    in.
    """,
    wrong="because: Only {intake.foreign_share came from abroad.",
    right="because: Only {intake.foreign_share} came from abroad.",
)

UNKNOWN_SIGNAL = Code(
    "unknown-signal",
    "A signal is not on the board.",
    wrong="signal: 7",
    right="signal: 1",
)

UNKNOWN_SOURCE = Code(
    "unknown-source",
    "A passage is not listed under `sources:` in `facts.yaml`.",
    wrong="source: giude",
    right="source: guide",
)
