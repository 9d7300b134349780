"""File names made of the keys of programs: safe on every system, each once, always the same."""

from __future__ import annotations

import re

from ..language.values import nfc

LONGEST = 80
DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""What Windows keeps for itself, whatever ending follows."""


def file_name(key: str, taken: set[str]) -> str:
    """A name without an ending for a program; `taken` are those given so far, and it is added."""
    words = re.sub(r"[^\w.]+", "-", nfc(key))
    base = words.strip("-.")[:LONGEST].strip("-.") or "program"
    if DEVICES.fullmatch(base.split(".")[0]):
        base = f"_{base}"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name.casefold())
    return name
