"""Ranges of values in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ANYTHING, ANOTHER_TEXT = "anything", "another text"
FAILING = {
    "starts with": "does not start with",
    "ends with": "does not end with",
    "contains": "does not contain",
}


def below(end: str, included: bool) -> str:
    return f"{'at most' if included else 'below'} {end}"


def above(end: str, included: bool) -> str:
    return f"{'at least' if included else 'above'} {end}"


def until(day: str) -> str:
    return f"until {day}"


def since(day: str) -> str:
    return f"from {day}"


def between(low: str, high: str) -> str:
    return f"from {low} to {high}"


def within(lower: str, upper: str) -> str:
    return f"{lower} and {upper}"


def another_text(tests: Iterable[tuple[str, str, bool]]) -> str:
    """A text by what it is asked and whether it passes: `another text that starts with "a"`."""
    told = [f"{asked if passes else FAILING[asked]} {text}" for asked, text, passes in tests]
    return f"{ANOTHER_TEXT} that {' and '.join(told)}" if told else ANOTHER_TEXT


def one_of(ranges: Sequence[str]) -> str:
    return " or ".join(ranges)


def records_with(facts: Sequence[str]) -> str:
    return f"records with {', '.join(facts)}"
