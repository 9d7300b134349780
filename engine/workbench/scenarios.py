"""The scenario tests of a folder, run; and which rules no test has seen."""

from __future__ import annotations

from typing import Any

from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..facade import Rulebook
from ..present.words import shown
from ..scenario.coverage import Coverage
from ..scenario.model import Result
from ..scenario.read import load
from ..scenario.run import run_all
from ..scenario.session import Session
from ..scenario.text import plain
from .desk import Desk, Texts

MOST_TOLD = 1_000


def run(desk: Desk, rulebook: Rulebook, texts: Texts) -> dict[str, Any]:
    """What came of the tests, unsaved ones among them, and what they have not seen.

    Without tests, or with mistakes in them, the findings instead.
    """
    try:
        scenarios = load(desk.folder.workspace, rulebook.book, desk.unsaved(texts))
        session = Session(rulebook.book, run_all(rulebook.book, scenarios))
    except Invalid as invalid:
        return {"findings": [desk.renamed(one).to_dict() for one in invalid.findings]}
    failed = [_result(desk, one) for one in session.results if not one.passed]
    return {
        "findings": [],
        "of": len(session.results),
        "failed": failed[:MOST_TOLD],
        "passed": len(session.results) - len(failed),
        "coverage": _coverage(desk, session.coverage),
    }


def findings(desk: Desk, rulebook: Rulebook, texts: Texts) -> list[Finding]:
    """What is wrong with the tests, with unsaved texts in place of their files."""
    try:
        load(desk.folder.workspace, rulebook.book, desk.unsaved(texts))
    except Invalid as invalid:
        return [desk.renamed(one) for one in invalid.findings]
    return []


def _result(desk: Desk, result: Result) -> dict[str, Any]:
    scenario = result.scenario
    wrong = [
        {"key": key, "expected": plain(scenario.expected[key], key), "got": plain(result.got[key])}
        for key in result.wrong
    ]
    return {
        "name": shown(scenario.name),
        "file": desk.folder.name(scenario.place.file),
        "line": scenario.place.line,
        "wrong": wrong,
    }


def _coverage(desk: Desk, coverage: Coverage) -> dict[str, Any]:
    """The counts, and each rule and edge that no test has shown."""
    return {
        "counts": {name: count.to_dict() for name, count in coverage.counts.items()},
        "uncovered": [
            {
                "kind": one.kind,
                "what": one.what,
                "why": one.why,
                "file": desk.folder.name(one.place.file),
                "line": one.place.line,
            }
            for one in coverage.uncovered
            if one.counted and one.kind in ("rule", "edge")
        ],
    }
