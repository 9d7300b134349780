"""docs/findings.md is what the registry says, in sections that are all built alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.diagnostics.code import Code
from engine.diagnostics.page import WIDTH, page, paragraph, section
from engine.diagnostics.registry import EVERY, PARTS

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_the_page_is_current() -> None:
    """`make docs` writes it; nobody writes it by hand."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("code", EVERY, ids=lambda code: code.id)
def test_a_section_says_what_why_wrong_and_right(code: Code) -> None:
    """Each has its sentences, then one block with the wrong way before the right one."""
    heading, _, rest = section(code).partition("\n")
    words, _, block = rest.partition("```")
    assert heading == f"### {code.id}"
    assert words.strip().endswith(".")
    assert re.fullmatch(r"[a-z]+\n# wrong\n.+\n# right\n.+\n```", block, flags=re.DOTALL)


def test_parts_and_codes_stand_in_the_order_of_the_registry() -> None:
    """A code is found by eye: parts as they are listed, codes by the alphabet."""
    headings = re.findall(r"^##+ (.+)$", page(), flags=re.MULTILINE)
    assert headings == [one for part in PARTS for one in (part.title, *_sorted_ids(part.codes))]


def _sorted_ids(codes: tuple[Code, ...]) -> list[str]:
    return sorted(code.id for code in codes)


def test_what_stands_in_backticks_is_not_torn_apart() -> None:
    """A key with its value is found by searching the page for it."""
    words = "word " * (WIDTH // 5)
    assert paragraph(f"{words} `key: value` ends").splitlines()[1] == "`key: value` ends"
