"""Files are written whole or not at all, in the form that their ending asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics.invalid import Invalid
from engine.draw.output import BINARY, FORMS, Picture, form_of
from tests.draw.drawn_cases import STORIES, shipped

STARTS = {
    "svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF-", "dot": b"digraph ", "mmd": b"---\n",
    "html": b"<!doctype html>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [None, "low", "incomplete"])
def test_every_form_can_be_made_with_facts_and_without(form: str, name: str | None) -> None:
    """And is what its ending says."""
    flow, book = shipped()
    made = Picture(book, flow.name, STORIES[name] if name else None).form(form)
    assert made.startswith(STARTS[form]) and len(made) > 1000


def test_what_is_no_text_is_known() -> None:
    """So that it is not printed on a terminal."""
    flow, book = shipped()
    picture = Picture(book, flow.name)
    assert {form for form in FORMS if b"\x00" in picture.form(form)} <= BINARY == {"png", "pdf"}


def test_the_page_without_facts_has_every_question_and_rule() -> None:
    """In words, below the picture."""
    flow, book = shipped()
    page = Picture(book, flow.name).form("html").decode()
    words = page.partition("</svg>")[2]
    for gate in flow.gates():
        assert book.gates[gate].question in words
        assert all(f"<code>{rule.id}</code>" in words for rule in book.gates[gate].every_rule)


@pytest.mark.parametrize("name", ["a.svg", "A.SVG", "dir.png/a.svg", "a.b.svg"])
def test_the_ending_says_the_form(name: str) -> None:
    """However it is written."""
    assert form_of(Path(name)) == "svg"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.gif", "a.gif: error: `.gif` is no picture's ending\n  help: endings: .svg, .png, .pdf, "
                  ".dot, .mmd, .html"),
        ("a.htm", "a.htm: error: `.htm` is no picture's ending\n  help: did you mean `html`?"),
        ("a", "a: error: the name has no ending\n  help: endings: .svg, .png, .pdf, .dot, .mmd, "
              ".html"),
    ],
)  # fmt: skip
def test_an_unknown_ending_is_told(name: str, told: str) -> None:
    """With the endings there are."""
    with pytest.raises(Invalid) as caught:
        form_of(Path(name))
    assert str(caught.value) == told
