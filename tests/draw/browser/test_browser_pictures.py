"""Pictures in a real browser: words fit and can be read by day and by night; Mermaid draws."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.draw.diagram.model import Diagram
from engine.draw.picture import mermaid, svg
from engine.draw.picture.layout import by_wheel
from tests.draw.browser.chromium import run, shared
from tests.draw.drawn_cases import STORIES, drawing, mixed

EMPTY = '<!doctype html><meta charset="utf-8"><title>empty</title>'
PAGE = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
READABLE = 4.5
"""The contrast that WCAG asks of words."""


@cache
def diagrams() -> dict[str, Diagram]:
    """Every story, the flow without facts, and hostile texts, by a name for files."""
    told = {name: drawing(decision) for name, decision in STORIES.items()}
    evil = {"name_of_one_word": mixed(3), "name_from_right_to_left": mixed(2), "script": mixed(12)}
    return told | {"flow": drawing()} | evil


def save(folder: Path, ending: str, texts: dict[str, str]) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return [folder / f"{name}.{ending}" for name in texts]


@cache
def looked_at(folder: Path) -> dict[str, Any]:
    """What a browser found in each picture."""
    pages = {
        name: PAGE + svg.render(diagram, layout=by_wheel) for name, diagram in diagrams().items()
    }
    found = shared(
        folder.parent, "pictures", lambda: run("picture.mjs", *save(folder, "html", pages))
    )
    return dict(zip(pages, found, strict=True))


@cache
def drawn(folder: Path) -> dict[str, Any]:
    """What Mermaid made of each flowchart."""
    texts = {name: mermaid.source(diagram) for name, diagram in diagrams().items()}

    def work() -> Any:
        (empty,) = save(folder, "html", {"empty": EMPTY})
        return run("mermaid.mjs", empty, *save(folder, "mmd", texts))

    found = shared(folder.parent, "mermaid", work)
    return dict(zip(texts, found, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("name", diagrams())
def test_words_stay_in_their_shapes_and_nothing_overlaps(folder: Path, name: str) -> None:
    """In every common font, however long the words are."""
    for font in looked_at(folder)[name]["found"]:
        assert (font["out"], font["overlaps"], font["beyond"]) == ([], [], 0), font["font"]


@pytest.mark.parametrize("name", diagrams())
def test_a_picture_loads_and_runs_nothing(folder: Path, name: str) -> None:
    """Not even with the worst of names."""
    heard = looked_at(folder)[name]
    assert heard["console"] == [] and heard["dialogs"] == []
    assert [request.rpartition("/")[2] for request in heard["requests"]] == [f"{name}.html"]


@pytest.mark.parametrize("name", [*STORIES, "flow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_can_be_read(folder: Path, name: str, scheme: str) -> None:
    """Also the pale ones."""
    for words, ground in looked_at(folder)[name]["colours"][scheme]:
        assert contrast(words, ground) >= READABLE, (words, ground)


def contrast(one: str, two: str) -> float:
    """As WCAG counts it, of colours as a browser prints them."""
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    red, green, blue = (part / 12.92 if part < 0.04 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts)  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_night_is_dark(folder: Path) -> None:
    """And day is light."""
    colours = looked_at(folder)["low"]["colours"]
    assert _light(colours["light"][0][1]) > 0.9 and _light(colours["dark"][0][1]) < 0.05


@pytest.mark.parametrize("name", diagrams())
def test_mermaid_draws_every_box_and_arrow_with_all_its_words(folder: Path, name: str) -> None:
    """The real one, which escapes and sanitises in ways of its own."""
    found, diagram = drawn(folder)[name], diagrams()[name]
    assert [plain(box) for box in found["boxes"]] == [
        plain(diagram.heading + diagram.about + diagram.result),
        *(plain(box.heading + "".join(map(str, box.notes))) for box in diagram.boxes),
    ]
    assert found["labels"] == [arrow.outcome for arrow in diagram.arrows if arrow.outcome]
    assert found["arrows"] == len(diagram.arrows) + 1  # one more holds the heading in its place


@pytest.mark.parametrize("name", diagrams())
def test_mermaid_runs_nothing(folder: Path, name: str) -> None:
    """No script, no image, no link, no word of complaint."""
    found = drawn(folder)[name]
    assert found["foreign"] == 0 and found["console"] == [] and found["dialogs"] == []


def plain(words: str) -> str:
    """Words without the spaces and line ends between them, of no width either."""
    return "".join(words.split()).replace(mermaid.APART, "")
