"""How words in files are spelled, which of a few words they can be, and how much is read."""

from __future__ import annotations

from typing import Literal, get_args

from ...language.values import RESERVED
from .keys import Pattern

TODAY = "$as_of"
"""The key of a fact file that says which day is today for it."""
DEEPEST = 30
"""How deep lists and mappings may be nested, in any file."""
LONGEST_TEXT = 10_000
"""Characters of one text in a fact file."""
SUFFIXES = (".yaml", ".yml")

MOST_DIGITS = 30
"""Digits of a number in a file of rules, before the point or after it."""

# Names begin with any letter; those of facts and fields not with a capital of A to Z. A JSON
# Schema knows no letters but those of ASCII, so there all that is not ASCII counts as one.
LETTER, SMALL = r"[^\W\d]", r"[^\W\dA-Z_]"
ALSO_LETTER, ALSO_SMALL = r"[A-Za-z_\u0080-\uffff]", r"[a-z\u0080-\uffff]"
REST = r"[A-Za-z0-9_\u0080-\uffff]*"

NAME = Pattern(LETTER + r"[\w-]{0,99}", rf"^{ALSO_LETTER}[A-Za-z0-9_\u0080-\uffff-]{{0,99}}$")
FACT_NAME = Pattern(rf"{SMALL}\w*\.{SMALL}\w*", rf"^{ALSO_SMALL}{REST}\.{ALSO_SMALL}{REST}$")
FIELD_NAME = Pattern(rf"{SMALL}\w*", reserved=RESERVED)
THRESHOLD_NAME = Pattern(LETTER + r"\w{0,99}", reserved=RESERVED)
NUMBER = Pattern(
    "[+-]?D(\\.D| ?/ ?D)?".replace("D", f"[0-9]{{1,{MOST_DIGITS}}}"),
    r"^[0-9]+\s*/\s*[0-9]+$",
)
DAY = Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TURN = Pattern(r"(\S+) to (\S+)")
SPAN = Pattern(r"([1-9][0-9]{0,4}) (day|month|year)s?", r"^[1-9][0-9]{0,4} (day|month|year)s?$")
"""How long a value stays fresh: `18 months`."""

TypeWord = Literal[
    "boolean", "integer", "number", "share", "enumeration", "set", "text", "date", "records"
]
TYPES: tuple[TypeWord, ...] = get_args(TypeWord)
FIELD_TYPES = tuple(kind for kind in TYPES if kind not in ("records", "set"))
NODES = ("step", "gate", "verdict")
STATUSES = ("known", "unknown", "declined")
Ways = Literal["agree", "any", "all"]
WAYS: tuple[Ways, ...] = get_args(Ways)
"""How what several people say of one fact becomes one value."""
WHO, ON, PRIVATE = "who", "on", "private"
"""The fields of a testimony list: who was heard (a text), and if need be when and in private."""
