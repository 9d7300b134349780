"""The report stands alone: it loads nothing, runs nothing, and text in it stays text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from itertools import pairwise

import pytest

from engine import Decision
from engine.draw.report.markup import Markup, tag, written
from engine.draw.report.report import render
from engine.rulebook.model import Book, Flow
from tests.domain.program import VISA, decide, rulebook, unasked
from tests.draw.report_page import DAY, PICTURE, page
from tests.flows import with_nodes

HIGH = decide({"visa.attorney": "gme_linked"})
LOW = decide({"visa.had_to_fight": True, "visa.buffer_time": False})
INCOMPLETE = decide(unasked(VISA), {"evidence.img_informants": None})
CASES = {"high": HIGH, "low": LOW, "incomplete": INCOMPLETE}
HOSTILE = (
    '"><script>alert(1)</script>', "</style><img src=x onerror=alert(1)>", ']; evil [label="x',
    "%%{init}%%", "&lt;b&gt; &amp;amp; ' `", "{{ 7*7 }} ${x} {program.name}", "<!-- --> ]]>",
    "javascript:alert(1)", "مستشفى النور", "n" * 500,
)  # fmt: skip


@pytest.mark.parametrize("decision", CASES.values(), ids=CASES)
def test_nothing_is_loaded_or_run_and_every_link_stays_on_the_page(decision: Decision) -> None:
    found = page(decision).elements
    ids = {one.attributes["id"] or "" for one in found if "id" in one.attributes}
    links = [one.attributes["href"] or "" for one in found if "href" in one.attributes]
    assert {f"#{id_}" for id_ in ids} >= set(links) and len(links) > 8
    assert not {one.name for one in found} & {"script", "link", "img", "iframe", "form", "base"}
    every = {name for one in found for name in one.attributes}
    assert not [name for name in every if name.startswith("on") or name in ("src", "style")]


@pytest.mark.parametrize("decision", CASES.values(), ids=CASES)
def test_ids_are_unique_and_none_can_be_one_of_the_picture(decision: Decision) -> None:
    found = page(decision).elements
    ids = [one.attributes["id"] or "" for one in found if "id" in one.attributes]
    own = [id_ for id_ in ids if id_ not in rulebook().book.flows["img_support"].nodes]
    assert len(set(ids)) == len(ids) == len(own) + 1
    assert all(re.fullmatch(r"report(\.[\w-]+)+", id_) for id_ in own)


@pytest.mark.parametrize("decision", CASES.values(), ids=CASES)
def test_landmarks_and_headings_are_in_order(decision: Decision) -> None:
    read = page(decision)
    assert read.all("html")[0].attributes == {"lang": "en"}
    landmarks = [one.name for one in read.elements if one.above == ("html", "body")]
    assert landmarks == ["a", "header", "nav", "main", "footer"]
    levels = [int(one.name[1]) for one in read.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(one.text for one in read.headings)


def test_the_policy_lets_in_only_the_style_of_the_page_and_that_of_the_picture() -> None:
    read = page(LOW)
    styles = [unescape("".join(one.parts)) for one in read.all("style")]
    assert len(styles) == 2 and styles[1] == ".taken > path { fill: red }\n"
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert read.all("meta")[1].attributes == {
        "http-equiv": "Content-Security-Policy",
        "content": f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'",
    }


def test_the_style_fetches_nothing_and_knows_the_dark_narrow_screens_and_paper() -> None:
    style = page(LOW).all("style")[0].text
    assert not re.search(r"url\(|@import|</|\\", style)
    for wanted in ("prefers-color-scheme: dark", "max-width: 40rem", "@media print", "size: A4"):
        assert wanted in style


def test_the_picture_stands_in_the_page_once_and_without_its_prologue() -> None:
    html = render(LOW, rulebook().book, PICTURE, DAY)
    assert html.count("<svg") == 1 and "<?xml" not in html and "DTD SVG" not in html
    assert html.startswith("<!doctype html>\n<html") and html.count("<!") == 1
    assert PICTURE[PICTURE.index("<svg") :].strip() in html


def test_no_class_of_the_page_is_one_of_the_picture() -> None:
    node = {"taken", "open", "pale", "gate", "step", "verdict", "node", "edge", "graph", "cluster"}
    classes = {name for one in page(INCOMPLETE).elements for name in one.classes}
    assert classes & node == {"taken", "gate"}
    assert not [name for name in classes if name.startswith("outcome-")]


def test_the_same_decision_makes_the_same_page_but_for_the_day() -> None:
    first, second = (render(LOW, rulebook().book, PICTURE, DAY) for _ in range(2))
    assert first == second
    later = render(LOW, rulebook().book, PICTURE, date(2027, 4, 5))
    assert first.replace(DAY.isoformat(), "2027-04-05") == later
    assert date.today().isoformat() in render(LOW, rulebook().book, PICTURE)


def test_the_page_does_not_say_where_the_rulebook_lies() -> None:
    assert rulebook().book.origin.startswith("/")
    assert rulebook().book.origin not in render(LOW, rulebook().book, PICTURE, DAY)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_shown_and_leave_the_structure_as_it_is(hostile: str) -> None:
    harmless = "x" * len(hostile)
    bad, plain = (
        page(poisoned(INCOMPLETE, text), poisoned_book(rulebook().book, text))
        for text in (hostile, harmless)
    )
    assert bad.skeleton == plain.skeleton
    assert bad.all("h1")[0].text == hostile and bad.all("title")[0].text.startswith(hostile)
    assert bad.text.count(hostile) == plain.text.count(harmless) > 50


def test_a_name_of_any_direction_is_isolated() -> None:
    h1 = next(one for one in page(poisoned(LOW, "مستشفى")).elements if one.name == "bdi")
    assert h1.above[-1] == "h1" and h1.text == "مستشفى"


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("a < b & \"c\" 'd'", "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;"),
        ("two\nlines\tand\N{NO-BREAK SPACE}more", "two lines and more"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}\x00\x1b[31m", "\N{REPLACEMENT CHARACTER}" * 3 + "[31m"),
        ("می\N{ZERO WIDTH NON-JOINER}رود", "می\N{ZERO WIDTH NON-JOINER}رود"),
        (["a", None, ("b", Markup("<hr>"))], "ab<hr>"),
        (tag("a", aria_hidden="true", id=None), '<a aria-hidden="true"></a>'),
        (tag("a", "t", href='#"><b>'), '<a href="#&quot;&gt;&lt;b&gt;">t</a>'),
    ],
)  # fmt: skip
def test_markup_is_made_of_tags_and_of_nothing_else(
    raw: str | Markup | Iterable[str | Markup], html: str
) -> None:
    assert written(raw) == html


def poisoned(decision: Decision, text: str) -> Decision:
    """The decision with every text that people write replaced."""
    return replace(
        decision,
        program=text,
        path=tuple(replace(one, title=text, because=text) for one in decision.path),
        missing=tuple(replace(one, ask=text) for one in decision.missing),
        strengths=tuple(replace(one, text=text) for one in HIGH.strengths),
        cautions=tuple(replace(one, text=text) for one in LOW.cautions),
        labels={name: replace(one, title=text) for name, one in decision.labels.items()},
    )


def poisoned_book(book: Book, text: str) -> Book:
    """The rulebook with every text that people write replaced."""
    assert book.board is not None
    old = book.vocabulary
    vocabulary = replace(
        old,
        facts={name: replace(one, ask=text, unit=text) for name, one in old.facts.items()},
        sources=dict.fromkeys(old.sources, text),
        informants=dict.fromkeys(old.informants, text),
    )
    board = replace(book.board, signals=dict.fromkeys(book.board.signals, text))
    flows = {name: poisoned_flow(flow, text) for name, flow in book.flows.items()}
    return replace(book, vocabulary=vocabulary, board=board, flows=flows)


def poisoned_flow(flow: Flow, text: str) -> Flow:
    nodes = {name: replace(node, title=text) for name, node in flow.nodes.items()}
    return replace(with_nodes(flow, nodes.values()), title=text)
