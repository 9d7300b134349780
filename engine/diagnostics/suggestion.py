"""What a misspelt word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

CLOSE, CLOSE_ENDS = 0.75, 0.7
"""How much alike words have to be, and the last parts of names with dots."""


def near(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was probably meant to be, if one is close.

    Of names with dots the last parts have to be alike too: a group they share says little.
    """
    names = sorted(candidates)
    folded = {name.lower(): name for name in names if _ends_alike(word.lower(), name.lower())}
    found = get_close_matches(word.lower(), folded, n=1, cutoff=CLOSE)
    return folded[found[0]] if found else None


def _ends_alike(word: str, name: str) -> bool:
    if "." not in word or "." not in name:
        return True
    ends = word.rpartition(".")[2], name.rpartition(".")[2]
    return SequenceMatcher(None, *ends).ratio() >= CLOSE_ENDS


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A line of help that names the near match, if there is one."""
    found = near(word, candidates)
    return f"did you mean `{found}`?" if found else None
