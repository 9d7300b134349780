"""Small changes to sound files, token by token and line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

TOKEN = re.compile(r'"[^"\n]*"|\w[\w.-]*|\n[ ]*|[ \t]+|[<>!=]=|.', re.DOTALL)
WORD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?")

SCRAPS = (
    *"\t\n:-,[]{}()'\"#&*!|>%@`=<\\?~/+.", ": ", "- ", "\n- ", "\n  - ", "\r\n", "\r", "---\n",
    "...", "<<: ", "*a", "&a ", "!!int ", "!!python/object/apply:os.system ", "{{", "{x}",
    "{0.__class__}", "\x00", "\x07", "\x1b]0;x\x07", "\x85", "\x9b31m", "\u202e", "\u2066",
    "\u2028", "\ufeff", "\xa0", "\u200b", "\ud800", "🏥", "e\u0301", "ﬁ", "Ⅷ", "²", "٣", "ß", "İ",
    "日本語", "名.前", "null", "~", "true", "false", "yes", "no", "open", "otherwise", "known",
    "unknown", "declined", "0", "-0", "1", "-1", "01", "+1", ".5", "1.", "1e5", "1E+400", "1e-30",
    "NaN", "Infinity", "1_000", "0.1", "1/3", "1/0", "0/0", "999999999999999", "9007199254740993",
    "1" * 40, "1" * 400, "0." + "0" * 30 + "1", "2024-02-29", "2024-02-30", "0000-00-00",
    "9999-12-31", "12:30", "not ", " and ", " or ", "if ", " then ", " else ", " in [", "is known",
    "was declined", "is empty", "has any of [", "number of (", "any of (", "at least 2 of (",
    "exactly 1 of (", "count(", "sum(", "min(", "mean(", "median(", "share(", "newest 3 of ",
    "oldest 1 of ", "unbroken run of ", " where ", " while ", "distinct ", "id: ", "when: ",
    "then: ", "because: ", "derive: ", "type: ", "records", "set", "enumeration", "date", "text",
    "integer", "number", "share", "boolean", '{"value": 1}', '{"status": "declined"}', '"value"',
    '"status"', "[]", "{}", '""', "''", "<script>", "</style>", "'; DROP TABLE x; --", "(a+)+$",
    "%s%n", "$(id)", "`id`", "../../etc/passwd",
)  # fmt: skip

NUMBERS = (
    "0", "1", "2", "3", "7", "10", "100", "0.5", "0.25", "0.333", "1.5", "0.0001",
    "999999999999999", "123456789.123456789", "2.50", "1e3", "-1",
)  # fmt: skip
TEXTS = (
    '""', '"x"', '"a b"', '"\\u202e"', '"\\u001b[2J"', '"\u00e9"', '"e\u0301"', '"<b>&amp;"',
    '"{x}"', '"`x`"',
)  # fmt: skip
"""Texts as JSON and YAML write them."""

Edit = Callable[[list[str], Random, list[str]], None]


def tokens(text: str) -> list[str]:
    """A text in words, numbers, quoted texts, ends of lines with their indentation, and marks."""
    return TOKEN.findall(text)


def mutated(text: str, random: Random, others: str = "", most: int = 4) -> str:
    """The text with a few edits; tokens of `others` may come into it."""
    found, pool = tokens(text), tokens(others or text)
    for _ in range(random.choice((1, 1, 1, 1, 2, most))):
        random.choice(EDITS)(found, random, pool)
    return "".join(found)


def _at(found: list[str], random: Random) -> int:
    return random.randrange(len(found)) if found else 0


def _delete(found: list[str], random: Random, _: list[str]) -> None:
    at = _at(found, random)
    del found[at : at + random.choice((1, 1, 1, 2, 5, 20))]


def _repeat(found: list[str], random: Random, _: list[str]) -> None:
    at, length = _at(found, random), random.choice((1, 1, 3, 8, 30))
    found[at:at] = found[at : at + length] * random.choice((1, 1, 1, 2, 40, 200))


def _swap(found: list[str], random: Random, _: list[str]) -> None:
    if found:
        one, other = _at(found, random), _at(found, random)
        found[one], found[other] = found[other], found[one]


def _replace(found: list[str], random: Random, pool: list[str]) -> None:
    at = _at(found, random)
    found[at : at + 1] = [_scrap(random, pool)]


def _insert(found: list[str], random: Random, pool: list[str]) -> None:
    found.insert(_at(found, random), _scrap(random, pool))


def _scrap(random: Random, pool: list[str]) -> str:
    return random.choice(SCRAPS) if random.random() < 0.6 or not pool else random.choice(pool)


def _swap_alike(found: list[str], random: Random, _: list[str]) -> None:
    """A word in the place of another: what comes out is often sound, and reaches deeper."""
    places = [place for place, token in enumerate(found) if token[:1].isalnum()]
    if places:
        found[random.choice(places)] = found[random.choice(places)]


def _alike(found: list[str], random: Random, _: list[str]) -> None:
    """A number in the place of a number, or a text in that of a text."""
    places = [at for at, token in enumerate(found) if token[:1].isdigit() or token[:1] == '"']
    if places:
        at = random.choice(places)
        found[at] = random.choice(TEXTS) if found[at][0] == '"' else random.choice(NUMBERS)


def _nest(found: list[str], random: Random, _: list[str]) -> None:
    """Brackets around something, many times."""
    at, depth = _at(found, random), random.choice((1, 2, 29, 31, 61, 300, 3_000))
    opening, closing = random.choice(("()", "[]", "{}", ('{"a":', "}"), ("not (", ")"), ("- ", "")))
    length = random.choice((1, 5))
    found[at : at + length] = [opening * depth, *found[at : at + length], closing * depth]


def _longer(found: list[str], random: Random, _: list[str]) -> None:
    """One token, made long."""
    at = _at(found, random)
    found[at : at + 1] = [
        token * random.choice((10, 101, 5_000, 20_000)) for token in found[at : at + 1]
    ]


def _lines(found: list[str], random: Random, _: list[str]) -> None:
    """A line is left out, doubled, moved, or indented otherwise."""
    lines = "".join(found).split("\n")
    at, to = _at(lines, random), _at(lines, random)
    match random.randrange(4):
        case 0:
            del lines[at : at + random.choice((1, 1, 4))]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines.insert(to, lines.pop(at))
        case _:
            lines[at] = " " * random.randrange(9) + lines[at].lstrip()
    found[:] = tokens("\n".join(lines))


def _cut(found: list[str], random: Random, _: list[str]) -> None:
    """The file ends here."""
    del found[_at(found, random) :]


EDITS: tuple[Edit, ...] = (
    _delete, _delete, _repeat, _swap, _replace, _replace, _replace, _insert, _insert,
    _swap_alike, _swap_alike, _swap_alike, _alike, _alike, _alike, _alike,
    _nest, _longer, _lines, _lines, _cut,
)  # fmt: skip
