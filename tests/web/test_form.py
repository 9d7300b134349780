"""The page as a file: small, whole by itself, and no text of a rulebook is markup in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from engine.commands.main import main
from engine.rulebook.load import load
from engine.rulebook.workspace import find_workspace
from engine.web.first import Asked
from engine.web.page import embedded, page
from tests.domain.program import rulebook

BOOK = rulebook().book
FLOW = BOOK.flows["img_support"]
LARGEST = 300_000
HOSTILE = "</script><script>hostile=1</script><b>\"'&\u2028"


class Elements(HTMLParser):
    """The elements of a page, and what its scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = dict(attrs).get("id") or tag

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


def test_the_shipped_form_is_small_and_loads_nothing() -> None:
    text = page(BOOK, FLOW, Asked())
    assert len(text.encode()) < LARGEST
    elements = Elements(text).found
    assert not [one for _, told in elements for one in told if one in ("src", "href", "action")]
    assert not {"img", "link", "iframe", "object"} & {tag for tag, _ in elements}
    assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|\binnerHTML\b|\beval\(", text)


def test_the_policy_lets_only_the_page_itself_do_anything() -> None:
    elements = Elements(page(BOOK, FLOW, Asked())).found
    (policy,) = [told["content"] for _, told in elements if "http-equiv" in told]
    assert policy is not None and policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'sha256-" in policy and "unsafe" not in policy


def test_hostile_names_stay_texts() -> None:
    found = Elements(page(BOOK, FLOW, Asked(HOSTILE)))
    plain = Elements(page(BOOK, FLOW, Asked("x")))
    assert [tag for tag, _ in found.found] == [tag for tag, _ in plain.found]
    assert json.loads(found.texts["form"])["program"] == HOSTILE
    assert json.loads(embedded([HOSTILE])) == [HOSTILE] and "<" not in embedded([HOSTILE])


def test_the_rulebook_is_in_the_page() -> None:
    data = json.loads(Elements(page(BOOK, FLOW, Asked())).texts["rulebook"])
    assert data["hash"] == BOOK.fingerprint
    assert [*data["gates"]] == [*FLOW.gates()] and [*data["facts"]] == [*BOOK.vocabulary.facts]


def test_the_command_writes_the_form_for_one_program(tmp_path: Path) -> None:
    out = tmp_path / "form.html"
    asked = ["--program", "Riverbend & Co", "--about", "smooth_visa", "--for", "img_resident"]
    done = CliRunner().invoke(main, ["form", "-o", str(out), *asked])
    assert (done.exit_code, done.output) == (0, "")
    told = json.loads(Elements(out.read_text(encoding="utf-8")).texts["form"])
    assert told.pop("first")["next"] in BOOK.vocabulary.facts
    assert told == {
        "program": "Riverbend & Co",
        "about": "smooth_visa",
        "role": "img_resident",
    }


def test_the_command_says_what_it_does_not_know(tmp_path: Path) -> None:
    out = str(tmp_path / "form.html")
    for option, told in (
        ("--about", "no gate `nothing`"),
        ("--for", "unknown informant `nothing`"),
    ):
        done = CliRunner().invoke(main, ["form", "-o", out, option, "nothing"])
        assert done.exit_code == 1 and told in done.output
    assert not Path(out).exists()


def test_a_flow_without_a_diagram_has_a_form() -> None:
    """Its rules ask what is known; the page then goes by Kleene's logic."""
    data = json.loads(Elements(page(BOOK, BOOK.flows["archetype"], Asked())).texts["rulebook"])
    assert data["diagram"] is None and [*data["gates"]] == ["archetype_row"]


def test_another_workspace_has_a_form(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "mine")]).exit_code == 0
    book = load(find_workspace(tmp_path / "mine"))
    assert book.fingerprint in page(book, next(iter(book.flows.values())), Asked())
