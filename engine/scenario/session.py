"""One run of the tests of a workspace, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..diagnostics.printable import json_text
from ..rulebook.load import load as load_book
from ..rulebook.model import Book
from ..rulebook.workspace import Workspace
from . import junit, text
from .coverage import Coverage, measure
from .model import Result, Scenario
from .read import load
from .run import named, run_all

Watch = Callable[[tuple[Scenario, ...]], Iterable[Scenario]]


@dataclass(frozen=True)
class Session:
    """What came of the tests; coverage is worked out when it is asked for."""

    book: Book
    results: tuple[Result, ...]

    @cached_property
    def coverage(self) -> Coverage:
        return measure(self.book, self.results)

    def passed(self, least: int | None = None) -> bool:
        """Whether every test passed, and each part of the coverage reaches `least` percent."""
        passed = all(result.passed for result in self.results)
        return passed and (least is None or self.coverage.reaches(least))

    def told(self, form: str, coverage: bool = False, least: int | None = None) -> str:
        """The run as text, JSON or JUnit XML."""
        if form == "json":
            tests = [result.to_dict() for result in self.results]
            found = {"tests": tests, "coverage": self.coverage.to_dict()}
            return json_text(found)
        if form == "junit":
            return junit.render(self.results, self.book)
        return "\n".join(self._lines(coverage, least))

    def _lines(self, coverage: bool, least: int | None) -> Iterator[str]:
        yield from text.report(self.results, self.book)
        if coverage or least is not None:
            yield ""
            yield from text.coverage(self.coverage)
        if least is not None and not self.coverage.reaches(least):
            yield from text.short_of(self.coverage, least)


def run(workspace: Workspace, words: str = "", watch: Watch = iter) -> Session:
    """Run the tests of a workspace whose names hold `words`; raises Invalid with every finding."""
    book = load_book(workspace)
    scenarios = named(load(workspace, book), words)
    return Session(book, run_all(book, watch(scenarios)))
