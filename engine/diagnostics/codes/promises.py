"""What promises can be wrong with, and that one does not hold."""

from __future__ import annotations

from ..code import Code

PROMISE_BROKEN = Code(
    "promise-broken",
    """
    A promise does not hold: there is a case, shown as the witness, for which the rules do what was
    promised never to happen. Either the rules are wrong, or the promise is.
    """,
    wrong="when: visa.had_to_fight and visa.lead_months < 3     # and the promise below",
    right="always: not visa.had_to_fight or verdict != high",
)

PROMISE_KIND = Code(
    "promise-kind",
    """
    A promise says neither `always: ..` nor a direction with `never: verdict to verdict`, or both,
    or asks for the ups and downs of something that has none, or of a fact that follows from others
    and cannot move alone.
    """,
    wrong="raising: visa.handler",
    right="changing: visa.handler",
)

UNKNOWN_VERDICT = Code(
    "unknown-verdict",
    "A verdict is none of the flow's, nor `incomplete`.",
    wrong="never: great to low",
    right="never: high to low",
)
