"""What tests of rules can be wrong with, and names that a rulebook does not have."""

from __future__ import annotations

from ..code import Code

BASE_CYCLE = Code(
    "base-cycle",
    "A base starts from itself, straight away or through others.",
    wrong="bases: {a: {base: b}, b: {base: a}}",
    right="bases: {a: {}, b: {base: a}}",
)

EXPECTS_NOTHING = Code(
    "expects-nothing",
    "A test expects nothing, and could never fail.",
    wrong="expect: {}",
    right="expect: {verdict: high}",
)

MISSING_BASE = Code(
    "missing-base",
    """
    The fact file that a test starts from is not there. Its path counts from the folder of the test
    file.
    """,
    wrong="base: good.json",
    right="base: ../../examples/good.json",
)

NO_TESTS = Code(
    "no-tests",
    "The workspace has no tests under `rules/tests`.",
    wrong="rules/tests/",
    right="rules/tests/visa.yaml",
    language="text",
)

OUTSIDE_WORKSPACE = Code(
    "outside-workspace",
    """
    The path of a base leads out of the workspace. Tests travel with their rules, and so must what
    they need.
    """,
    wrong="base: ../../../secret.json",
    right="base: ../../examples/good.json",
)

UNKNOWN_BASE = Code(
    "unknown-base",
    "A test starts from a base that no test file names.",
    wrong="base: a good hopsital",
    right="base: a good hospital",
)

UNKNOWN_GATE = Code(
    "unknown-gate",
    "No gate has this name.",
    wrong="decided_at: visas",
    right="decided_at: visa",
)

UNKNOWN_LABEL = Code(
    "unknown-label",
    "No flow of labels has this name.",
    wrong="labels: {archetyp: token}",
    right="labels: {archetype: token}",
)

UNKNOWN_NOTE = Code(
    "unknown-note",
    "No note has this name.",
    wrong="cautions: [one-knid]",
    right="cautions: [one-kind]",
)

UNKNOWN_RULE = Code(
    "unknown-rule",
    "No rule has this name.",
    wrong="backchannel rules show structred",
    right="backchannel rules show structured",
    language="text",
)
