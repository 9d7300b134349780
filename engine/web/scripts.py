"""The scripts of the page, in the order in which they build on each other."""

from __future__ import annotations

import re
from importlib.resources import files

READING = (
    "pace",
    *("exact", "json", "meaning", "lists", "bounds", "case", "said"),
    *("diagram", "linear", "terms", "ties", "decide"),
)
"""What decides a case, without a page."""
ASKING = ("next", "api")
"""What asks on, and what is offered to others."""
PAGE = ("words", "work", "store", "answers", "screens", "page")
"""What a person sees."""


BESIDE = re.compile(r"^ *(?://[^\n]*|/\*\*.*?\*/)\n|^ +", re.MULTILINE | re.DOTALL)
"""Remarks on lines of their own, and indents; no script has a text over several lines."""


def script(*names: str) -> str:
    """These scripts as one, whose names no other script sees, without remarks and indents."""
    parts = "\n".join(BESIDE.sub("", _text(f"{name}.js")) for name in names)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def reader() -> str:
    """The scripts that decide and ask, for a host that has no page."""
    return script(*READING, *ASKING)


def style() -> str:
    """The style of the page."""
    return _text("form.css")


def _text(name: str) -> str:
    return files(__package__).joinpath("js", name).read_text(encoding="utf-8")
