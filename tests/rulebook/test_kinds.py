"""The table of files is what readers, schemas and formatter go by: generated files show it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.author.format import format_text, format_workspace
from engine.author.schema import MAKERS
from engine.diagnostics.findings import Finding
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.source import Source
from engine.rulebook.document import YamlList, YamlMapping, YamlNode, compose
from engine.rulebook.kinds.cases import TESTS
from engine.rulebook.kinds.files import FILES
from engine.rulebook.kinds.flows import FLOW, NODE
from engine.rulebook.kinds.keys import FileKind, ItemKind, items_of
from engine.rulebook.kinds.page import page
from engine.rulebook.kinds.rules import FACT, NOTE, PROMISE
from engine.rulebook.kinds.spelling import TYPES
from engine.rulebook.load import load
from engine.rulebook.model import Kind, Weight
from engine.rulebook.promise import Direction
from engine.rulebook.workspace import Workspace
from engine.scenario import read
from tests.rulebook import tiny_workspace as shops
from tests.rulebook.generated_files import Wanted, files, places, wanted, written, wrong_shapes
from tests.search import trials

SHAPE = {
    "bad-name",
    "bad-number",
    "missing-key",
    "note-weight",
    "promise-kind",
    "unknown-key",
    "unknown-kind",
    "unknown-type",
    "wrong-shape",
}
"""What is said of the shape of a file; every other finding is about what it means."""
NAMES = {
    "vocabulary": shops.FACTS,
    "gate": shops.GATE,
    "board": shops.BOARD,
    "notes": "rules/notes.yaml",
    "promises": "rules/promises.yaml",
    "flow": shops.FLOW,
    "tests": "rules/tests/shops.yaml",
}
WANTED = list(wanted())
WITH_SCHEMA = {str(want): want for want in WANTED if want.file is not TESTS}
QUICK = settings(deadline=None, max_examples=1, derandomize=True, phases=[Phase.generate])


def findings(kind: FileKind, text: str) -> list[Finding]:
    """What the reader says of the small workspace with this file in it."""
    with TemporaryDirectory() as folder:
        here = _workspace(Path(folder), kind, text)
        try:
            book = load(here)
            if kind is TESTS:
                read.load(here, book)
        except Invalid as invalid:
            return list(invalid.findings)
    return []


def _workspace(folder: Path, kind: FileKind, text: str) -> Workspace:
    shops.write(folder)
    path = folder / NAMES[kind.title]
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Workspace(folder / "rules", folder / "flows")


def shape_findings(kind: FileKind, data: Any) -> list[Finding]:
    return [one for one in findings(kind, written(data)) if one.code in SHAPE]


def _schemas() -> dict[str, Draft202012Validator]:
    with TemporaryDirectory() as folder:
        shops.write(Path(folder))
        book = load(Workspace(Path(folder, "rules"), Path(folder, "flows")))
    return {name: Draft202012Validator(MAKERS[name](book)) for name in ("rules", "flow")}


SCHEMAS = _schemas()


def accepted(kind: FileKind, data: Any) -> bool:
    """Whether the schema of a file has nothing against it; tests of rules have no schema."""
    found: bool = SCHEMAS["flow" if kind is FLOW else "rules"].is_valid(data)
    return found


def plain(node: YamlNode | None) -> Any:
    """A tree as data, without the places and the line breaks."""
    match node:
        case YamlMapping():
            return {key.value: plain(value) for key, value in node.entries}
        case YamlList():
            return [plain(item) for item in node.items]
        case None:
            return None
        case _:
            return " ".join(node.value.split())


@pytest.mark.parametrize("want", WANTED, ids=str)
def test_a_file_may_use_the_key(want: Wanted) -> None:
    """The reader finds no fault with its shape, the schema none at all, and `fmt` keeps it."""

    @QUICK
    @given(files(want))
    def holds(data: dict[str, Any]) -> None:
        assert any(want.key.name in one for one in places(want.file.root, data, want.item))
        assert shape_findings(want.file, data) == []
        assert want.file is TESTS or accepted(want.file, data)
        text = written(data)
        once = format_text(text)
        assert plain(compose(Source("", once))[0]) == plain(compose(Source("", text))[0])
        assert format_text(once) == once

    holds()


@dataclass(frozen=True)
class Damage:
    """A file with one thing wrong, and the code of what has to be said of it."""

    data: Any
    code: str = ""


def damages(want: Wanted, data: Any) -> Iterator[Damage]:
    """Every way to do wrong with the wanted key."""
    key, root = want.key, want.file.root
    if want.file is TESTS and want.item is root and key.name in ("flow", "base", "as_of"):
        return  # they are read where a test has none of its own
    if key.name in want.item.required() and key.name not in want.file.told_by:
        yield Damage(_changed(want, data, None), "missing-key")
    for shape in wrong_shapes(key.value):
        yield Damage(_changed(want, data, shape))


def _changed(want: Wanted, data: Any, value: Any) -> Any:
    """The file with another value under the wanted key, or without it, where it first stands."""
    found = deepcopy(data)
    spots = places(want.file.root, found, want.item)
    spot = next(one for one in spots if want.key.name in one)
    if value is None:
        del spot[want.key.name]
    else:
        spot[want.key.name] = value
    return found


@pytest.mark.parametrize("want", WANTED, ids=str)
def test_a_key_that_is_missing_or_of_another_shape_is_refused(want: Wanted) -> None:
    """By the reader, and by the schema."""

    @QUICK
    @given(files(want))
    def holds(data: dict[str, Any]) -> None:
        for damage in damages(want, data):
            said = {one.code for one in shape_findings(want.file, damage.data)}
            assert damage.code in said if damage.code else said, damage
            assert want.file is TESTS or not accepted(want.file, damage.data), damage

    holds()


CLOSED = [want for want in WANTED if want.key.name == max(want.item.names, key=len)]


@pytest.mark.parametrize("want", [one for one in CLOSED if one.item.rest is None], ids=str)
def test_an_unknown_key_is_refused_with_the_one_that_is_meant(want: Wanted) -> None:
    """By the reader with its place, by the schema, and by `fmt`, which writes nothing."""
    misspelt = f"{want.key.name}{want.key.name[-1]}"

    @QUICK
    @given(files(want))
    def holds(data: dict[str, Any]) -> None:
        next(places(want.file.root, data, want.item))[misspelt] = "word"
        said = [one for one in shape_findings(want.file, data) if one.code == "unknown-key"]
        assert [one.help for one in said] == [f"did you mean `{want.key.name}`?"]
        assert want.file is TESTS or not accepted(want.file, data)
        assert want.file is TESTS or _refused_by_fmt(want.file, written(data))

    holds()


def _refused_by_fmt(kind: FileKind, text: str) -> bool:
    with TemporaryDirectory() as folder:
        here = _workspace(Path(folder), kind, text)
        with pytest.raises(Invalid) as caught:
            format_workspace(here)
    return any(one.code == "unknown-key" for one in caught.value.findings)


@settings(deadline=None, max_examples=trials(40))
@given(st.data())
def test_schema_and_reader_agree(data: st.DataObject) -> None:
    """Of a file, sound or damaged in one place, both say the same: its shape is right or not."""
    want = WITH_SCHEMA[data.draw(st.sampled_from(sorted(WITH_SCHEMA)))]
    file = data.draw(files(want))
    damaged = [one.data for one in damages(want, file)]
    tried = data.draw(st.sampled_from([file, *damaged]))
    assert accepted(want.file, tried) is (shape_findings(want.file, tried) == [])


def test_the_table_has_the_words_of_the_model() -> None:
    """Weights of notes, directions of promises and kinds of nodes are spelled once more there."""
    assert NOTE.group("weight") == get_args(Weight)
    assert PROMISE.group("direction") == get_args(Direction)
    kind = NODE.find("kind")
    assert kind is not None
    assert getattr(kind.value, "words", None) == get_args(Kind)


def test_every_type_says_which_keys_go_with_it() -> None:
    """A type that is added is entered here, with the keys that only some types have."""
    means, span = {"means"}, {"means", "range"}
    words, records = {"combine", "means", "values"}, {"key", "fields", "testimony"}
    wanted: dict[str, set[str]] = {
        "boolean": {"combine", "means"}, "share": means, "integer": span, "number": span,
        "enumeration": words, "set": words, "text": set(), "date": set(), "records": records,
    }  # fmt: skip
    found = {kind: {key.name for key in FACT.keys if kind in key.goes_with} for kind in TYPES}
    assert found == wanted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.title)
def test_the_table_says_nothing_twice(file: FileKind) -> None:
    """Keys of an item are different, its ways are made of them, and a file has its own key."""
    assert file.told_by[0] in file.root.names
    for item in items_of(file.root):
        _sound(item)


def _sound(item: ItemKind) -> None:
    assert len(set(item.names)) == len(item.names)
    assert {name for way in item.ways for name in way} <= set(item.names)
    assert all(key.says for key in item.keys)
    assert not {key.name for key in item.keys if key.required and key.group}


def test_a_passage_named_like_a_condition_is_a_text() -> None:
    """`fmt` goes by where a key stands: what is called `never` under `sources` is no condition."""
    text = "sources:\n  never: Said in so many words.\nfacts: {}\n"
    assert format_text(text) == text


def test_the_page_of_files_is_current() -> None:
    """`make docs` writes docs/files.md; nobody writes it by hand."""
    written_down = Path(__file__).parents[2] / "docs" / "files.md"
    assert written_down.read_text(encoding="utf-8") == page()
