"""What is shown of a rulebook over every case that its vocabulary allows."""

from __future__ import annotations

from ..code import Code

ALWAYS_FALSE = Code(
    "always-false",
    """
    A part of a condition can never be true where it stands, because of what the rules above have
    settled.
    """,
    wrong="when: visa.lead_months < 3 and visa.lead_months > 12",
    right="when: visa.lead_months < 3 or visa.lead_months > 12",
    severity="warning",
)

ALWAYS_TRUE = Code(
    "always-true",
    "A part of a condition always holds where it stands, and can be left out.",
    wrong="when: visa.lead_months >= 0 and visa.handler = office",
    right="when: visa.handler = office",
    severity="warning",
)

CONSTRAINTS_EXCLUDE = Code(
    "constraints-exclude",
    "The constraints contradict one another, so that no case at all would be accepted.",
    wrong="""
    - {id: some, never: visa.lead_months < 3, because: It takes three.}
    - {id: few, never: visa.lead_months > 2, because: It is never that long.}
    """,
    right="- {id: some, never: visa.lead_months < 3, because: It takes three.}",
    more="""
    The constraints on the records of one list are looked at by themselves: then no record that
    tells everything would be accepted, and this is a warning.
    """,
)

NEVER_DERIVED = Code(
    "never-derived",
    """
    The value that is derived for a fact is never within its range, so that no case can be complete.
    """,
    wrong="visa.total_months: {type: integer, range: [0, 5], derive: visa.lead_months + 10}",
    right="visa.total_months: {type: integer, range: [10, 60], derive: visa.lead_months + 10}",
)

NEVER_FIRES = Code(
    "never-fires",
    "No case within ranges, constraints and derivations meets the condition of a rule.",
    wrong="when: visa.handler = office and visa.handler = attorney",
    right="when: visa.handler in [office, attorney]",
    severity="warning",
)

NOT_DECIDED = Code(
    "not-decided",
    """
    A proof was given up because it took too long. Nothing is known to be wrong; simpler conditions
    are decided.
    """,
    wrong="when: intake.foreign_share * intake.foreign_share * intake.foreign_share > 1/27",
    right="when: intake.foreign_share > 1/3",
    severity="warning",
)

OVERLAPPING_RULES = Code(
    "overlapping-rules",
    """
    Two rules of a gate lead to different outcomes, and some case meets both; the first decides.
    Often that is meant, so it is told only with `--overlaps`.
    """,
    wrong="""
    - {id: few, when: visa.lead_months < 3, then: no, because: Too late.}
    - {id: helped, when: visa.handler = office, then: yes, because: An office does it.}
    """,
    right="""
    - {id: few, when: visa.lead_months < 3, then: no, because: Too late.}
    - id: helped
      when: visa.handler = office and visa.lead_months >= 3
      then: yes
      because: An office does it.
    """,
    severity="warning",
)

SAME_MEANING = Code(
    "same-meaning",
    "Two rules of a gate are spelt differently and mean the same. One of them is enough.",
    wrong="""
    - {id: late, when: not visa.lead_months >= 3, then: no, because: Too late.}
    - {id: short, when: visa.lead_months < 3, then: no, because: Too short.}
    """,
    right="- {id: late, when: visa.lead_months < 3, then: no, because: Too late.}",
    severity="warning",
)

SHADOWED = Code(
    "shadowed",
    """
    The rules above a rule take all of its cases, so that it never decides. Often the wider rule
    stands first.
    """,
    wrong="""
    - {id: some, when: visa.lead_months > 0, then: no, because: Some.}
    - {id: many, when: visa.lead_months > 6, then: yes, because: Many.}
    """,
    right="""
    - {id: many, when: visa.lead_months > 6, then: yes, because: Many.}
    - {id: some, when: visa.lead_months > 0, then: no, because: Some.}
    """,
    severity="warning",
)

UNREACHABLE_GATE = Code(
    "unreachable-gate",
    "No case comes to a gate: whatever leads there is always decided otherwise before.",
    wrong="to: {yes: high, some: visa, no: low}     # and no rule that can give `some`",
    right="to: {yes: visa, some: visa, no: low}",
    severity="warning",
)

UNREACHABLE_RULE = Code(
    "unreachable-rule",
    "Cases that meet the condition of a rule never come to its gate.",
    wrong="when: program.size = 0     # behind a gate that sends those away",
    right="when: program.size < 8",
    severity="warning",
)

UNREACHABLE_VERDICT = Code(
    "unreachable-verdict",
    "No case comes to a verdict.",
    wrong="then: some     # the only rule that leads to the verdict never fires",
    right="then: yes",
    severity="warning",
)

UNTAKEN_EDGE = Code(
    "untaken-edge",
    "A gate has an edge for an outcome that none of its rules gives, or can give.",
    wrong="to: {yes: high, maybe: wait, no: low}     # and no rule with `then: maybe`",
    right="to: {yes: high, no: low}",
    severity="warning",
)

UNUSED_OTHERWISE = Code(
    "unused-otherwise",
    """
    `otherwise` is never used: the rules above it take every case. That is no mistake, but worth
    knowing.
    """,
    wrong="- {id: some, when: visa.lead_months >= 0, then: yes, because: It takes its time.}",
    right="- {id: some, when: visa.lead_months >= 3, then: yes, because: It takes its time.}",
    severity="warning",
)
