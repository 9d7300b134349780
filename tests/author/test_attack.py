"""The shipped workspace, mutated at random: always findings, never a traceback."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cli import main
from engine.rulebook.workspace import shipped
from tests.author.corpus_case import GOOD
from tests.search import trials

TEXTS = {
    path: path.read_text(encoding="utf-8")
    for root in (GOOD, shipped().rules.parent)
    for part in ("rules", "flows")
    for path in sorted((root / part).glob("*.yaml"))
}
PATHS = sorted(TEXTS)
SCRAPS = [
    *"\t\n:-,[]{}()'\"#&*!|>%@`=<\\?~", " ", "  ", ": ", "- ", "\n- ", "\r\n", "\x00", "\x85",
    "\u2028", "\ufeff", "🏥", "---\n", "<<: ", "*a", "&a ", "!!int ", "not ", " and ", "1/0",
    "0.1.2", "999999999999999999999", "{x}", "{{", "{visa.handler}", "null", "''", "open",
    "otherwise", "when: ", "id: ", "\n  - id: x\n",
]  # fmt: skip
SPOT = st.integers(0, 30_000)
EDIT = st.one_of(
    st.tuples(st.just("put"), SPOT, st.sampled_from(SCRAPS)),
    st.tuples(st.just("cut"), SPOT, st.integers(1, 30)),
    st.tuples(st.just("swap"), SPOT, SPOT),
)


def mutated(text: str, edit: tuple[str, int, str | int]) -> str:
    """The text with a scrap put in, some characters cut out, or two lines swapped."""
    kind, at, what = edit
    at %= len(text) + 1
    if isinstance(what, str):
        return text[:at] + what + text[at:]
    if kind == "cut":
        return text[:at] + text[at + what :]
    lines = text.split("\n")
    one, other = at % len(lines), what % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


@settings(deadline=None, max_examples=trials(20))
@given(path=st.sampled_from(PATHS), edits=st.lists(EDIT, min_size=1, max_size=3))
def test_a_mutated_workspace_never_breaks_check(
    path: Path, edits: list[tuple[str, int, str | int]]
) -> None:
    """Exit status 0 or 1, and every finding has its place inside the file."""
    text = TEXTS[path]
    for edit in edits:
        text = mutated(text, edit)
    with tempfile.TemporaryDirectory() as folder:
        root = path.parent.parent
        for part in ("rules", "flows"):
            shutil.copytree(root / part, Path(folder, part), ignore=shutil.ignore_patterns("tests"))
        target = Path(folder, path.parent.name, path.name)
        target.write_bytes(text.encode("utf-8", "surrogatepass"))
        command = ["check", folder, "--no-prove", "--format", "json"]
        result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code in (0, 1)
    found = json.loads(result.output)["findings"]
    assert bool(result.exit_code) == any(one["severity"] == "error" for one in found)
    assert all(one["line"] <= text.count("\n") + text.count("\r") + 1
               for one in found if one["file"] == str(target))  # fmt: skip
