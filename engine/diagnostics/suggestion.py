"""What a misspelt word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was probably meant to be, if one is close."""
    names = sorted(candidates)
    folded = {name.lower(): name for name in names}
    found = get_close_matches(word.lower(), folded, n=1, cutoff=0.75)
    return folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A line of help that names the near match, if there is one."""
    found = near(word, candidates)
    return f"did you mean `{found}`?" if found else None
