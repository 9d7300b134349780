"""How words in files are spelled, which of a few words they can be, and how much is read."""

from __future__ import annotations

from ...language.values import RESERVED
from .keys import Pattern

DEEPEST = 30
"""How deep lists and mappings may be nested, in any file."""
LONGEST_TEXT = 10_000
"""Characters of one text in a fact file."""
SUFFIXES = (".yaml", ".yml")

NAME = Pattern(r"[A-Za-z_][\w-]{0,99}", r"^[A-Za-z_][A-Za-z0-9_-]{0,99}$")
FACT_NAME = Pattern(r"[a-z]\w*\.[a-z]\w*", r"^[a-z]\w*\.[a-z]\w*$")
FIELD_NAME = Pattern(r"[a-z]\w*", reserved=RESERVED)
THRESHOLD_NAME = Pattern(r"[A-Za-z_]\w{0,99}", reserved=RESERVED)
NUMBER = Pattern(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?( ?/ ?[0-9]{1,15})?", r"^[0-9]+\s*/\s*[0-9]+$")
TURN = Pattern(r"(\S+) to (\S+)")

TYPES = (
    "boolean",
    "integer",
    "number",
    "share",
    "enumeration",
    "set",
    "text",
    "date",
    "records",
)
FIELD_TYPES = tuple(kind for kind in TYPES if kind not in ("records", "set"))
NODES = ("step", "gate", "verdict")
STATUSES = ("known", "unknown", "declined")
