"""What all findings of one code have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Language = Literal["yaml", "json", "text"]


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that can be wrong: its stable id, how bad it is, and its section of the page.

    `explanation` says what it means and why it matters; `wrong` and `right` are an example in
    `language`, and `more` is said after it. How their lines break and are indented is no part
    of them: see `page`.
    """

    id: str
    explanation: str
    wrong: str
    right: str
    language: Language = "yaml"
    more: str = ""
    severity: Severity = "error"
