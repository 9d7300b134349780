"""Running tests: each one's facts are decided, and the decision compared with what is expected."""

from __future__ import annotations

from collections.abc import Iterable

from ..case import intake
from ..decide.evaluate import Evaluator
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..matching import durable
from ..matching.matcher import MatcherMaker
from ..rulebook.model import Book
from . import expect
from .model import Result, Scenario


class Runner:
    """Decides tests by one rulebook; flows are made ready when a test first walks them."""

    def __init__(self, book: Book, make_matcher: MatcherMaker | None = None) -> None:
        self.book = book
        self._make_matcher = make_matcher or durable.preferred(book.numbers)
        self._evaluators: dict[str, Evaluator] = {}

    def run(self, scenario: Scenario) -> Result:
        """What comes of one test; raises Invalid when its facts contradict each other."""
        try:
            case = intake.read_mapping(scenario.facts, self.book, as_of=scenario.as_of)
            decision = self._evaluator(scenario.flow).decide(case)
        except Invalid as invalid:
            raise Invalid(one.told_at(scenario.trouble) for one in invalid.findings) from None
        expected = scenario.expected
        got = expect.got(decision, expected)
        wrong = (key for key in expected if not expect.fits(key, expected[key], got[key]))
        return Result(scenario, case, decision, got, tuple(wrong))

    def _evaluator(self, flow: str) -> Evaluator:
        if flow not in self._evaluators:
            self._evaluators[flow] = Evaluator(self.book, flow, self._make_matcher)
        return self._evaluators[flow]


def run_all(book: Book, scenarios: Iterable[Scenario]) -> tuple[Result, ...]:
    """What comes of every test; raises Invalid with every finding."""
    runner = Runner(book)
    results: list[Result] = []
    findings: list[Finding] = []
    for scenario in scenarios:
        try:
            results.append(runner.run(scenario))
        except Invalid as invalid:
            findings.extend(invalid.findings)
    if findings:
        raise Invalid(findings)
    return tuple(results)


def named(scenarios: Iterable[Scenario], words: str) -> tuple[Scenario, ...]:
    """The tests whose names hold all of `words`, in any order and whatever their capitals."""
    wanted = words.lower().split()
    return tuple(one for one in scenarios if all(word in one.name.lower() for word in wanted))
