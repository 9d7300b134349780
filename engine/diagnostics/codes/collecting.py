"""What a gate that collects can be wrong with, or suspect of."""

from __future__ import annotations

from ..code import Code

IDLE_ITEM = Code(
    "idle-item",
    """
    Of what a gate collects, this changes no outcome: whatever case comes, the gate comes out as it
    would without it. `check` proves it.
    """,
    wrong="when: at least 1 of collected     # one of which holds wherever this does",
    right="when: at least 2 of collected",
    severity="warning",
)

ITEM_WITHOUT_SIDE = Code(
    "item-without-side",
    """
    An item names a signal, but not which way it speaks, so that nobody knows how it colors it.
    """,
    wrong="- {id: alone, when: visa.handler = resident_alone, because: Nobody helps., signal: 1}",
    right="""
    - id: alone
      when: visa.handler = resident_alone
      because: Nobody helps.
      signal: 1
      speaks: against
    """,
)

NOTHING_COLLECTED = Code(
    "nothing-collected",
    """
    `collected` is what a gate has under `collect`, and stands in the `when` of its rules. It means
    nothing elsewhere, or where `collect` lists nothing.
    """,
    wrong="when: at least 2 of collected     # in a gate without `collect`",
    right="when: at least 2 of (visa.had_to_fight, visa.handler = resident_alone)",
)

UNKNOWN_ITEM = Code(
    "unknown-item",
    "A rule names something that its gate does not collect.",
    wrong="when: collected.fougth",
    right="when: collected.fought",
)

UNUSED_ITEM = Code(
    "unused-item",
    """
    A gate collects something that none of its rules counts or names. It is told, but decides
    nothing; a note does that too.
    """,
    wrong="collect: [{id: alone, when: visa.handler = resident_alone, because: Nobody helps.}]",
    right="when: number of collected >= 1",
    severity="warning",
)
