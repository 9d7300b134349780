"""What becomes of each of the project's own examples."""

from __future__ import annotations

from collections.abc import Mapping

from tests.domain.program import ROOT

Told = tuple[str, str | None, str | None]
EXAMPLES = ROOT / "examples"

STORIES: Mapping[str, Told] = {
    "big_name": ("low", "consistent_intake", "token-headcount"),
    "closing_door": ("low", "consistent_intake", "closing-door"),
    "community": ("high", "equal_treatment", "equal"),
    "h1b_nightmare": ("low", "smooth_visa", "nightmare"),
    "j1_only": ("high", "equal_treatment", "equal"),
    "not_asked_yet": ("incomplete", "smooth_visa", None),
    "one_voice": ("incomplete", "equal_treatment", "too-few-voices"),
    "records": ("high", "equal_treatment", "equal"),
    "three_voices": ("incomplete", "smooth_visa", None),
    "score_miner": ("low", "strong_outcomes", "otherwise"),
}
"""By file: verdict, the gate that decides, and its rule."""
