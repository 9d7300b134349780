"""What is said of a text that is no expression: where it stops fitting, and what was meant."""

from __future__ import annotations

import re
from typing import get_args

from lark import Token, UnexpectedInput

from ..diagnostics.codes.conditions import CHAINED_COMPARISON, SYNTAX
from ..diagnostics.findings import Mistake
from ..diagnostics.place import Span
from .tree import TextOperator

HINTS = {
    "==": "write `=`",
    "=>": "write `>=`",
    "=<": "write `<=`",
    "≥": "write `>=`",
    "≤": "write `<=`",
    "≠": "write `!=`",
    "<>": "write `!=`",
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`",
    "%": "write a share as a decimal, such as `0.3`",
    "'": 'quote with `"`',
    "“": 'quote with `"`',
    "”": 'quote with `"`',
    "\N{LEFT SINGLE QUOTATION MARK}": 'quote with `"`',
    "AND": "write `and`",
    "OR": "write `or`",
    "NOT": "write `not`",
    "is": "write `=`; `is` goes only with `known` and `empty`",
    "are": "write `=`",
    "begins": "write `starts with`",
    "startswith": "write `starts with`",
    "endswith": "write `ends with`",
    "includes": "write `contains` for a text, `has any of [..]` for a set",
    "like": "write `starts with`, `contains` or `ends with`",
    "matches": "write `starts with`, `contains` or `ends with`",
    "does": 'write `not` in front: `not x contains "abc"`',
    "week": "count in days, months or years: `7 days`",
    "weeks": "count in days, months or years: `14 days`",
    "in": "`in` needs a list: `in [this, that]`",
    ",": "a `,` belongs between values in brackets; write a decimal as `1.5`",
}


DATED = (["days"], ["months"], ["years"])
JOINS = ("and", "or")
QUOTES = "'\u2018\u2019\u201c\u201d\u00ab\u00bb )\t\n"
OF_TWO = re.compile(r"\b(min|max)\([^()]*$")
SINCE = re.compile(r"\b(days|months|years) from [\w.]+\s*$")


def explained(text: str, error: UnexpectedInput) -> Mistake[Span]:
    """The first slip in a text, with its place and, where that can be guessed, its remedy."""
    start = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    token = getattr(error, "token", None)
    if token is None or token.type != "$END":
        return _unexpected(text, start, token)
    end = len(text.rstrip())
    return Mistake(
        SYNTAX, "the condition stops too early", Span(max(end - 1, 0), end), _early(text)
    )


def _early(text: str) -> str:
    if not text.strip():
        return "write a condition, such as `visits >= 2`"
    unclosed = text.count("(") - text.count(")"), text.count("[") - text.count("]")
    match unclosed:
        case parentheses, _ if parentheses > 0:
            return "a `)` is missing"
        case _, brackets if brackets > 0:
            return "a `]` is missing"
        case _:
            return "something is missing at the end"


def _unexpected(text: str, start: int, token: Token | None) -> Mistake[Span]:
    written = _written(text, start)
    if token is not None and token.type == "OPERATOR" and not _doubled(text, start):
        return _after_operator(text, start, written)
    begin = start - 1 if _doubled(text, start) else start
    written = _written(text, begin)
    span = Span(begin, begin + len(written))
    shown = f"`{written}`" if written.isprintable() else f"U+{ord(written[0]):04X}"
    return Mistake(SYNTAX, f"{shown} does not fit here", span, _hint(text, begin, written))


def _hint(text: str, start: int, written: str) -> str | None:
    """What to do about what does not fit, by the first of several guesses that has an idea."""
    before = text[:start].split()
    guesses = (
        _negated(text, start),
        _invisible(written),
        _dated(text, start, written, before),
        _of_a_text(text, start, written, before),
        _one_word(text, start, written),
        _counted(text, start, written, before),
        _beside(written, before),
    )
    return next((one for one in guesses if one is not None), None)


def _negated(text: str, start: int) -> str | None:
    match text[start:].split()[:3]:
        case ["is", "not", "known"] | ["was", "not", "declined"] as words:
            return f"write `not` in front: `not {_last(text[:start])} {words[0]} {words[2]}`"
        case ["is", "not", *_]:
            return "write `!=`"
        case _:
            return None


def _invisible(written: str) -> str | None:
    if written.isspace():
        return "this is no ordinary space; type one in its place"
    return None if written.isprintable() else "delete this character, which nobody sees"


def _dated(text: str, start: int, written: str, before: list[str]) -> str | None:
    if before[-1:] == ["today"] and written == "(":
        return "write `today`, without parentheses"
    if written in ("between", "since", "until") and before[-1:] in DATED:
        return f"write `{before[-1]} from x to y`"
    if written in ("+", "-") and (since := SINCE.search(text[:start])) is not None:
        return f"put what is reckoned in parentheses: `{since[1]} from (x {written} 1 month)`"
    return None


def _of_a_text(text: str, start: int, written: str, before: list[str]) -> str | None:
    operators = (one.split() for one in get_args(TextOperator))
    asked = any(before[-len(words) :] == words for words in operators)
    return _sought(text, start, written) if asked else None


def _one_word(text: str, start: int, written: str) -> str | None:
    if written == "," and (of := OF_TWO.search(text[:start])) is not None:
        return f"`{of[1]}` goes over records; of two values write `if x > y then x else y`"
    if written[0] == "." and written[1:].isdigit():
        return f"write `0{written}`"
    return HINTS.get(written)


def _counted(text: str, start: int, written: str, before: list[str]) -> str | None:
    if before and before[-1] in JOINS and before[-2:-1] in (["and"], ["or"]):
        return f"one `{before[-1]}` is too many"
    if written in JOINS and text[:start].count("[") > text[:start].count("]"):
        return "a `]` is missing before it"
    if (written, before[-1:]) == ("least", ["at"]):
        return "count in digits: `at least 2 of (this, that)`"
    if written == "of" and before and before[-1] in ("any", "all", "none", "number"):
        return f"`{before[-1]} of` needs parentheses: `{before[-1]} of (this, that)`"
    return None


def _beside(written: str, before: list[str]) -> str | None:
    if written[0].isalpha() and before and before[-1].isdigit():
        return "write the number without its unit"
    if before and before[-1] in HINTS:
        return HINTS[before[-1]]
    if written[0].isalnum() and before and (before[-1][-1].isalnum() or before[-1][-1] in ")]"):
        return "an `and`, an `or`, a comma or a comparison is missing before it"
    return None


def _sought(text: str, start: int, written: str) -> str:
    """What to do about something else than a quoted text behind `contains` and the like."""
    if written in ("[", "any", "all"):
        return 'ask for each by itself: `any of (x contains "a", x contains "b")`'
    if written == '"':
        return 'the closing `"` is missing'
    if not written[0].isalnum():
        inner = text[start:].strip(QUOTES)
        return f'write what is sought between straight double quotes: `"{inner}"`'
    if "." in written:
        return f'only a fixed text can be sought, in quotes: `"{written}"` is these letters'
    return f'quote what is sought: `"{written}"`'


def _last(text: str) -> str:
    """The last word of a text."""
    return text.split()[-1] if text.split() else "x"


def _doubled(text: str, start: int) -> bool:
    return start > 0 and text[start - 1 : start + 1] in HINTS


def _after_operator(text: str, start: int, written: str) -> Mistake[Span]:
    span = Span(start, start + len(written))
    if start > 0 and text[:start].rstrip()[-1:] in ("=", "<", ">", "(", "", ","):
        return Mistake(SYNTAX, f"`{written}` does not fit here", span)
    if (since := SINCE.search(text[:start])) is not None:
        help_ = f"write `{since[1]} from x to y`, such as `{since[0].strip()} to today`"
        return Mistake(SYNTAX, f"`{written}` does not fit here", span, help_)
    help_ = "compare twice and join with `and`: `0.3 <= x and x <= 0.6`"
    return Mistake(CHAINED_COMPARISON, "comparisons do not chain", span, help_)


def _written(text: str, start: int) -> str:
    for length in (2, 1):
        if text[start : start + length] in HINTS and not text[start].isalpha():
            return text[start : start + length]
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] in "_."):
        end += 1
    return text[start : max(end, start + 1)]
