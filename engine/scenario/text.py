"""Results as text: failures with their story, a line of totals, the coverage."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..present import phrases_work as work
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
    yield work.totals(passed, len(results))


def failure(result: Result, book: Book) -> Iterator[str]:
    """Expected and got, then how the decision came about."""
    place = result.scenario.place
    yield work.failed(shown(result.scenario.name))
    yield f"  {shown(place.file)}:{place.line}"
    for key in result.wrong:
        yield f"  {key}"
        yield f"    {work.EXPECTED} {plain(result.scenario.expected[key], key)}"
        yield f"    {work.GOT} {plain(result.got[key])}"
    yield f"  {work.CAME_ABOUT}"
    for line in story(result, book):
        yield f"    {line}"


def plain(value: Any, key: str = "") -> str:
    """A value as one would write it in the file."""
    if value is None or value == []:
        return work.NONE
    if isinstance(value, str):
        return shown(value)
    without = work.NONE_OF if key == "absent" else ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else ", ".join(value)
    return without + shown(text.replace('"', ""))


# coverage


def coverage(found: Coverage) -> Iterator[str]:
    """The four counts, what is uncovered, and what cannot be covered."""
    yield work.COVERAGE
    for name, count in found.counts.items():
        yield f"  {name:<11}{work.covered(count.covered, count.of, percent(count))}"
    yield from _listed(work.NOT_COVERED, [one for one in found.uncovered if one.counted])
    yield from _listed(work.LEFT_OUT, [one for one in found.uncovered if not one.counted])


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
            yield work.coverage_below(name, least)
