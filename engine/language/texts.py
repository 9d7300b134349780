"""What can be asked of a text, and a text that answers as wished.

Texts are in NFC wherever they come from, so that they are compared letter by letter as they
are written: capitals count, like in `=`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from .tree import TextOperator, TextTest
from .values import nfc

_HOLDS: Mapping[TextOperator, Callable[[str, str], bool]] = {
    "starts with": str.startswith,
    "ends with": str.endswith,
    "contains": str.__contains__,
}


@dataclass(frozen=True, slots=True)
class Sought:
    """`starts with "x"`, `ends with "x"` or `contains "x"`, of whatever text."""

    operator: TextOperator
    text: str

    def holds(self, of: str) -> bool:
        """Whether a text passes."""
        return _HOLDS[self.operator](of, self.text)

    def implies(self, other: Sought) -> bool:
        """Whether every text that passes this one passes the other."""
        if other.operator == "contains":
            return other.text in self.text
        return self.operator == other.operator and other.holds(self.text)

    def excludes(self, other: Sought) -> bool:
        """Whether no text passes both: it cannot start, or end, in two ways."""
        one_way = self.operator == other.operator != "contains"
        return one_way and not self.implies(other) and not other.implies(self)


Passed = Mapping[Sought, bool]
"""Which of several tests a text passes."""


def test_of(node: TextTest) -> Sought:
    """What a node asks of its operand."""
    return Sought(node.operator, node.text)


def possible(passed: Passed) -> bool:
    """Whether some text passes these tests and fails those; then there are any number.

    Pairs tell: a text can be put together from what is wanted, with a letter between the parts
    that occurs in no test (see `text_that`).
    """
    wanted = [test for test, passes in passed.items() if passes]
    return not any(
        one.excludes(other) if passes else one.implies(other)
        for one in wanted
        for other, passes in passed.items()
    )


def ways(tests: Collection[Sought]) -> Iterator[Passed]:
    """Every way in which texts can pass and fail tests."""
    for chosen in product((True, False), repeat=len(tests)):
        passed = dict(zip(tests, chosen, strict=True))
        if possible(passed):
            yield passed


def text_that(passed: Passed, other_than: Collection[str], plain: str) -> str:
    """A text that passes and fails tests as told, the plainest first; `passed` is `possible`.

    `plain` is one to take where nothing speaks against it.
    """
    for text in _candidates(passed, other_than, plain):
        right = all(test.holds(text) is passes for test, passes in passed.items())
        if right and text not in other_than and nfc(text) == text:
            return text
    raise AssertionError(f"no text passes {passed}")


def _candidates(passed: Passed, other_than: Collection[str], plain: str) -> Iterator[str]:
    yield plain
    yield from (f"{plain} {number}" for number in range(2, len(other_than) + 3))
    start, inner, end = _parts(passed)
    yield from (start + glue + end for glue in ("", " ") if not inner)
    yield from (glue.join(filter(None, (start, *inner, end))) for glue in ("", " "))
    for letter in _letters(passed):
        for count in range(1, len(other_than) + 2):
            yield (letter * count).join((start, *inner, end))


def _parts(passed: Passed) -> tuple[str, list[str], str]:
    """What a text starts with, contains and ends with: only what does not follow anyway."""
    wanted = [test for test, passes in passed.items() if passes]
    needed = [
        test for test in wanted if not any(one != test and one.implies(test) for one in wanted)
    ]
    of = {
        operator: [test.text for test in needed if test.operator == operator] for operator in _HOLDS
    }
    return "".join(of["starts with"]), of["contains"], "".join(of["ends with"])


def _letters(passed: Passed) -> Iterator[str]:
    """Letters that occur in no test."""
    found = map(chr, range(ord("!"), 0x110000))
    every = "".join(test.text for test in passed)
    yield from (one for one in (*"-._ ", *map(str, range(10))) if one not in every)
    yield from (one for one in found if one.isalnum() and one not in every)
