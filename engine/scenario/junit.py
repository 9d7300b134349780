"""Results as JUnit XML, for services that show the tests of a build."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath
from xml.etree import ElementTree as Xml

from ..diagnostics.printable import printable
from ..rulebook.model import Book
from .model import Result
from .text import failure


def render(results: Sequence[Result], book: Book) -> str:
    """One suite for each file, one case for each test."""
    root = Xml.Element("testsuites", _totals(results))
    for file, found in groupby(results, key=lambda result: result.scenario.place.file):
        tests = list(found)
        suite = Xml.SubElement(root, "testsuite", {"name": printable(file), **_totals(tests)})
        for result in tests:
            _case(suite, result, book)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=False)


def _totals(results: Sequence[Result]) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0"}


def _case(suite: Xml.Element, result: Result, book: Book) -> None:
    place = result.scenario.place
    case = Xml.SubElement(
        suite,
        "testcase",
        {
            "name": printable(result.scenario.name),
            "classname": printable(PurePath(place.file).stem),
            "file": printable(place.file),
            "line": str(place.line),
        },
    )
    if not result.passed:
        lines = [printable(line) for line in failure(result, book)]
        message = f"not as expected: {', '.join(result.wrong)}"
        Xml.SubElement(case, "failure", {"message": message}).text = "\n".join(lines)
