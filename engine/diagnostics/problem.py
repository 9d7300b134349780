"""What can be wrong with an expression, as data."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: a stable code, a message, where it is, and how to mend it."""

    code: str
    message: str
    span: Span
    help: str | None = None


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
