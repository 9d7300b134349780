"""An independent reading of domain.md's board: what was heard of each of the nine signals."""

from __future__ import annotations

from tests.domain.kleene import Truth
from tests.domain.known import Facts
from tests.domain.oracle import GATES, candidates
from tests.domain.remarks import CAUTIONS, STRENGTHS, fired

OWN: dict[str, str] = {
    "closing-door": "8", "no-sponsorship": "1", "lost-position": "1", "had-to-fight": "1",
    "on-their-own": "1", "nightmare": "1", "vague": "1", "shrinking": "8", "moving-goalposts": "8",
    "talked-out-of-it": "1", "h1b-needed": "1", "j1-needed": "1", "two-tier": "2",
    "held-back": "2", "unstable": "2", "deserts": "2", "weak": "2", "accent-unbacked": "3",
    "sacrificed": "4", "punished": "9", "drowned": "7", "visa-leverage": "8",
    "hostile-climate": "3",
}  # fmt: skip
"""The signal of each rule that says no."""

LAST = {"smooth_visa": "1", "strong_outcomes": "2"}
"""The signal of a last resort that says no."""


def board(facts: Facts, passed: set[str]) -> dict[str, str]:
    """The colour of each signal; `passed` are the gates on the way to the verdict."""
    bad = {CAUTIONS[note][0] for note in fired(CAUTIONS, facts)}
    good = {STRENGTHS[note][0] for note in fired(STRENGTHS, facts)}
    for gate, rules in GATES.items():
        found: list[tuple[str, Truth, str]] = rules(facts)
        bad |= {OWN[name] for name, truth, _ in found if name in OWN and truth is True}
        left = candidates(found)
        if gate in passed and len(left) == 1 and left[0] == ("otherwise", "no") and gate in LAST:
            bad.add(LAST[gate])
    return {str(one): colour(str(one) in good, str(one) in bad) for one in range(1, 10)}


def colour(good: bool, bad: bool) -> str:
    """Green, red, both, or nothing heard."""
    return {(True, True): "mixed", (True, False): "green", (False, True): "red"}.get(
        (good, bad), "unheard"
    )
