"""Results as text: failures with their story, a line of totals, the coverage."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..present.words import shown
from ..rulebook.model import Book
from .coverage import Count, Coverage, Uncovered
from .model import Result
from .story import story


def report(results: Sequence[Result], book: Book) -> Iterator[str]:
    """Each failure, and how many tests passed."""
    for result in results:
        if not result.passed:
            yield from failure(result, book)
            yield ""
    passed = sum(result.passed for result in results)
    noun = "test" if len(results) == 1 else "tests"
    yield f"{len(results)} {noun}: {passed} passed, {len(results) - passed} failed"


def failure(result: Result, book: Book) -> Iterator[str]:
    """Expected and got, then how the decision came about."""
    place = result.scenario.place
    yield f"FAILED: {shown(result.scenario.name)}"
    yield f"  {shown(place.file)}:{place.line}"
    for key in result.wrong:
        yield f"  {key}"
        yield f"    expected: {_plain(result.scenario.expected[key], key)}"
        yield f"    got:      {_plain(result.got[key])}"
    yield "  how it came about"
    for line in story(result, book):
        yield f"    {line}"


def _plain(value: Any, key: str = "") -> str:
    """A value as one would write it in the file."""
    if value is None or value == []:
        return "none"
    if isinstance(value, str):
        return shown(value)
    without = "none of " if key == "absent" else ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else ", ".join(value)
    return without + shown(text.replace('"', ""))


# coverage


def coverage(found: Coverage) -> Iterator[str]:
    """The four counts, what is uncovered, and what cannot be covered."""
    yield "coverage"
    for name, count in found.counts.items():
        yield f"  {name:<11}{count.covered} of {count.of} ({percent(count)} %)"
    yield from _listed("not covered", [one for one in found.uncovered if one.counted])
    yield from _listed("left out of the count", [one for one in found.uncovered if not one.counted])


def _listed(title: str, found: Sequence[Uncovered]) -> Iterator[str]:
    if found:
        yield title
    for one in found:
        place = f"{shown(one.place.file)}:{one.place.line}"
        yield f"  {place}: {one.kind} {shown(one.what)}: {one.why}"


def percent(count: Count) -> str:
    """A percentage with one decimal where it has one, never rounded up."""
    whole, rest = divmod(count.tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def short_of(found: Coverage, least: int) -> Iterator[str]:
    """Which of the four counts fall short."""
    for name, count in found.counts.items():
        if not count.reaches(least):
            yield f"coverage of {name} is below {least} %"
