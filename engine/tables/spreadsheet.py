"""Texts that a spreadsheet would run as formulas, made texts that it shows, and the way back.

In CSV a quote mark stands before them, as OWASP's page on CSV injection has it, and before those
that have such a mark already, so that the way back is exact. Plain numbers stay as they are.
"""

from __future__ import annotations

import re

RUNS = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What begins a formula, or what a spreadsheet passes over before one; wide letters too."""
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def quoted(text: str) -> str:
    """A text that no spreadsheet runs."""
    if RUNS.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def unquoted(text: str) -> str:
    """The text that was quoted so; any other as it is."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text
