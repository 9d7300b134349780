"""Rulebooks that are kept ready are those that their files make, whatever happens to the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings

from cli import main
from engine import Rulebook
from engine.diagnostics.invalid import Invalid
from engine.language.tree import Expression, Name
from engine.rulebook import cache
from engine.rulebook.graph import Drawn
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.stored import CLASSES, dumps, loads
from engine.rulebook.workspace import Workspace, find_workspace
from tests.domain.program import ROOT
from tests.rulebook.tiny_workspace import FILES
from tests.rulebooks import books
from tests.search import trials

FOLDERS = (ROOT, *sorted(path for path in (ROOT / "examples" / "workspaces").iterdir()))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for rulebooks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "backchannel"


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return find_workspace(tmp_path / "shop")


def files(kept: Path) -> list[Path]:
    return sorted(kept.iterdir()) if kept.is_dir() else []


# what is stored


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_stored_rulebook_is_the_one_that_was_read(folder: Path) -> None:
    book = load(find_workspace(folder))
    again = loads(dumps(book))
    assert again == book
    assert again.origin == book.origin and again.fingerprint == book.fingerprint
    assert dumps(again) == dumps(book)  # places and spans too, which take no part in equality
    for name, flow in book.flows.items():
        assert again.flows[name].graph.adj == flow.graph.adj
        assert dict(again.flows[name].graph.nodes(data=True)) == dict(flow.graph.nodes(data=True))
        assert again.flows[name].in_order == flow.in_order


@settings(max_examples=trials(30), deadline=None)
@given(books())
def test_so_are_random_ones(book: Book) -> None:
    again = loads(dumps(book))
    assert again == book and dumps(again) == dumps(book)


def test_everything_that_a_rulebook_can_hold_has_its_place_in_the_list() -> None:
    assert {*_held(Book, set())} - {*CLASSES} == {
        Drawn,
        Name,
    }  # a graph is told as what is read off it, and no names are left


def _held(kind: Any, met: set[Any]) -> Iterator[Any]:
    for one in (kind, *get_args(kind)):
        if one in met:
            continue
        met.add(one)
        if is_dataclass(one) or one is Drawn:
            yield one
        if is_dataclass(one):
            known = {"Expression": Expression, **vars(sys.modules[one.__module__])}
            hints = get_type_hints(one, known)
            for field in fields(one):
                yield from _held(hints[field.name], met)
        elif one is not kind:
            yield from _held(one, met)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[1, 2]", '["x", [0]]', '["x", [99]]', '["x", [1, 1, 0]]', '["x", [45]]',
     '["x", [2, "never"]]', '["x", {"a": 1}]', "[" * 5000, '["x", [6, [6, [6]]]]', "nothing"],
)  # fmt: skip
def test_what_is_no_stored_rulebook_is_no_crash(text: str) -> None:
    with pytest.raises(ValueError):
        loads(text)


# the folder


def test_the_second_time_no_file_is_parsed(
    kept: Path, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = cache.load(shop)
    assert [path.suffix for path in files(kept)] == [".json"]
    monkeypatch.setattr("engine.rulebook.load.load", None)
    assert cache.load(shop) == book


def test_a_changed_file_makes_another_rulebook(kept: Path, shop: Workspace) -> None:
    before = cache.load(shop)
    path = next(iter(sorted(shop.rules.glob("*.yaml"))))
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    assert cache.load(shop) == load(shop) == before
    assert len(files(kept)) == 2


def test_the_same_files_in_another_folder_are_told_by_their_own_places(
    kept: Path, shop: Workspace, tmp_path: Path
) -> None:
    cache.load(shop)
    moved = tmp_path / "moved"
    shop.rules.parent.rename(moved)
    found = cache.load(find_workspace(moved))
    places = {rule.place.file for gate in found.gates.values() for rule in gate.rules}
    assert all(place.startswith(str(moved)) for place in places)


def test_whatever_is_wrong_with_what_is_kept_the_rulebook_is_right(
    kept: Path, shop: Workspace
) -> None:
    book = cache.load(shop)
    path, random = files(kept)[0], Random(3)
    whole = path.read_bytes()
    foreign = b'["sha256:0", {"verdict": "high"}]'
    broken = [b"", whole[:1], foreign, sha256(foreign).hexdigest().encode() + foreign, whole + b" "]
    broken += [whole[: random.randrange(len(whole))] for _ in range(10)]
    for _ in range(20):
        place = random.randrange(len(whole))
        broken.append(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    for data in broken:
        path.write_bytes(data)
        assert cache.load(shop) == book
        assert path.read_bytes() == whole  # mended


def test_without_a_folder_it_is_merely_slower(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load(shop)
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file", Path("/proc/nowhere"), Path("/dev/full")):
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
        assert cache.load(shop) == book

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "full"))
    monkeypatch.setattr(Path, "write_bytes", full)
    assert cache.load(shop) == book
    assert files(tmp_path / "full" / "backchannel") == []


def test_no_more_are_kept_than_so_many(
    kept: Path, shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_KEPT", 3)
    path = next(iter(sorted(shop.rules.glob("*.yaml"))))
    for number in range(6):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        cache.load(shop)
    assert len(files(kept)) == 3


def test_a_broken_workspace_is_never_kept(kept: Path, shop: Workspace) -> None:
    path = next(iter(sorted(shop.rules.glob("*.yaml"))))
    path.write_text("gate: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Invalid):
            cache.load(shop)
    assert files(kept) == []


def test_several_processes_may_keep_it_at_once(kept: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "evaluate", "examples/community.json"]
    command += ["--format", "json"]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(4)]
    told = {process.communicate()[0] for process in running}
    assert len(told) == 1 and len(files(kept)) == 1


# the command line


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-cache", "evaluate", "examples/community.json"],
        ["evaluate", "examples/community.json", "--no-cache"],
    ],
)
def test_no_cache_keeps_nothing(
    arguments: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(arguments, standalone_mode=False)
    assert files(kept) == []
    main([one for one in arguments if one != "--no-cache"], standalone_mode=False)
    assert len(files(kept)) == 1


def test_what_is_kept_ready_needs_no_parser_and_no_networkx(kept: Path) -> None:
    asked = "print([name for name in ('networkx', 'lark', 'ruamel.yaml') if name in sys.modules])"
    script = f"""if True:
        import sys
        from cli import main
        main(['evaluate', 'examples/community.json', '--short'], standalone_mode=False)
        {asked}
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(kept.parent)}
    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]
    assert told == ["['networkx', 'lark', 'ruamel.yaml']", "[]"]


def test_a_graph_can_be_rerouted_all_the_same(kept: Path) -> None:
    shipped = find_workspace(ROOT)
    cache.load(shipped)
    rulebook = Rulebook.of(shipped, None, cache.load)
    graph = rulebook.graph()
    source, target, _ = next(edge for edge in graph.edges(data="outcome") if edge[2] == "no")
    to = next(one for one in graph if graph.nodes[one].get("verdict") == "high")
    graph.remove_edge(source, target, key="no")
    graph.add_edge(source, to, key="no", outcome="no")
    other = rulebook.with_graph(graph)
    assert other.book.flows[other.flow].onward[source]["no"] == to
    assert rulebook.book.flows[rulebook.flow].onward[source]["no"] == target
