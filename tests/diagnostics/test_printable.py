"""A path in a hint is one word for the shell, and never an option."""

from __future__ import annotations

import subprocess

import pytest

from engine.diagnostics.printable import for_shell


@pytest.mark.parametrize(
    ("path", "word"),
    [("a.json", "a.json"), ("-x.json", "./-x.json"), ("-", "-")]
    + [(name, name) for name in ("a b.json", "$(id).json", "it's.json", "a;b", "`id`", "*")],
)
def test_the_shell_reads_a_path_as_it_is(path: str, word: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"printf %s {for_shell(path)}"], capture_output=True, text=True, check=True
    )
    assert done.stdout == word
