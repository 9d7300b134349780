"""What is said of rule files that cannot be read, and of several faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics import source
from engine.diagnostics.codes.conditions import SYNTAX
from engine.diagnostics.rendering import as_text
from engine.rulebook.workspace import Workspace
from tests.rulebook.tiny_workspace import FACTS, FLOW, GATE, Fault, told, write


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The tiny workspace, in the current folder."""
    found = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return found


def change(file: str, old: str, new: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def test_every_fault_of_every_file_is_told_at_once(workspace: Workspace) -> None:
    """Four files, five faults, one run; by file, line and column."""
    change(GATE, "shop.visits >= often", "shop.vists >= oftn")
    change(GATE, "then: no\n    because: Only", "then: nein\n    because: Only")
    change(FACTS, "type: share", "type: shar")
    change(FLOW, "yes: buy", "yes: by")
    assert told(workspace).splitlines()[::4] == [
        "flows/shops.yaml:9:15: error: no node `by`",
        "rules/facts.yaml:21:11: error: unknown type `shar`",
        "rules/good.yaml:9:11: error: rule `stale`: gate `good` has no edge `nein` in flow `shops`",
        "rules/good.yaml:13:11: error: unknown fact `shop.vists`",
        "rules/good.yaml:13:25: error: unknown threshold `oftn`",
    ]


def test_a_file_that_cannot_be_read_blames_no_other(workspace: Workspace) -> None:
    """One tab in the vocabulary does not make every fact of every rule unknown."""
    change(FACTS, "  shop.visits:", "\tshop.visits:")
    assert told(workspace) == (
        "rules/facts.yaml:15:1: error: a tab stands here\n"
        "  | shop.visits:\n"
        "  | ^\n"
        "  help: indent with spaces, not with tabs"
    )


def test_a_gate_that_cannot_be_read_blames_no_flow(workspace: Workspace) -> None:
    """Its rules are not missing; they are only misspelt."""
    Path(GATE).write_text("gate: [good\n", encoding="utf-8")
    assert told(workspace) == (
        "rules/good.yaml:1:7: error: this bracket is not closed rightly\n"
        "  | gate: [good\n"
        "  |       ^\n"
        "  help: a `,` or a closing bracket is missing"
    )


def test_bytes_that_are_no_text_are_shown_in_their_line(workspace: Workspace) -> None:
    """A file saved as Latin-1 says what to do; the column counts characters."""
    Path(GATE).write_bytes("# cafés naïfs\n# ß".encode() + "é".encode("latin-1") + b" x\n")
    assert told(workspace) == (
        "rules/good.yaml:2:4: error: byte 0xe9 is not UTF-8 text\n"
        "  | # ß� x\n"
        "  |    ^\n"
        "  help: save the file as UTF-8"
    )


def test_a_byte_order_mark_does_no_harm(workspace: Workspace) -> None:
    """Some editors put one at the start; places still count from the first letter."""
    Path(GATE).write_bytes(b"\xef\xbb\xbf" + Path(GATE).read_bytes())
    assert told(workspace) == "nothing is wrong"
    change(GATE, "gate: good", "gatt: good\ngate: good")
    assert told(workspace).startswith("rules/good.yaml:1:1: error: unknown key `gatt`")


def test_line_ends_of_any_system_are_counted(workspace: Workspace) -> None:
    """Lines are those of an editor, also where other marks of Unicode break lines."""
    change(GATE, "question: Is it", "question: Is\u2028 it")
    change(GATE, "shop.visits >= often", "shop.visits >= oftn")
    text = Path(GATE).read_text(encoding="utf-8")
    Path(GATE).write_text(text, encoding="utf-8", newline="\r\n")
    assert told(workspace).startswith("rules/good.yaml:13:26: error: unknown threshold `oftn`")


def test_a_file_too_large_is_not_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bound on what is read, whatever the file system says of its size."""
    monkeypatch.setattr(source, "LARGEST", 300)
    Path(FACTS).unlink()
    Path(GATE).write_text("#" * 301, encoding="utf-8")
    assert "rules/good.yaml: error: larger than 2 MB\n  help: split it" in told(workspace)


def test_a_file_nested_too_deeply_is_refused(workspace: Workspace) -> None:
    """A bound on depth, far beyond what any rule needs."""
    Path(GATE).write_text(f"gate: {'[' * 5000}", encoding="utf-8")
    assert told(workspace).startswith("rules/good.yaml:1:37: error: nested more than 30 deep\n")


def test_a_folder_that_ends_in_yaml_cannot_be_read(workspace: Workspace) -> None:
    """The system's own words, in lower case."""
    Path("rules/x.yaml").mkdir()
    assert told(workspace) == "rules/x.yaml: error: cannot be read: is a directory"


def test_a_workspace_without_a_vocabulary_says_so(workspace: Workspace) -> None:
    """Not every fact of every rule is blamed for it."""
    Path(FACTS).unlink()
    assert told(workspace) == "rules: error: no file here has the key `facts`"


def test_a_threshold_in_two_files_names_both_places(workspace: Workspace) -> None:
    """Thresholds are known by name in the whole rulebook."""
    text = Path(GATE).read_text(encoding="utf-8")
    again = text[: text.index("rules:")].replace("gate: good", "gate: other")
    Path("rules/other.yaml").write_text(again, encoding="utf-8")
    first = (
        "rules/other.yaml:4:3: error: threshold `fresh_enough` is taken\n"
        "  | fresh_enough: 0.5\n"
        "  | ^^^^^^^^^^^^\n"
        "  help: the other one is at rules/good.yaml:4\n"
    )
    assert first in told(workspace)


def test_a_long_line_is_cut_around_the_place() -> None:
    """The carets stay below the word they are about."""
    line = "x" * 500 + " here " + "y" * 500
    finding = source.Source("f", line).finding(SYNTAX, "look", 501, 505)
    shown = [one[4:] for one in as_text(finding).splitlines()[1:]]
    assert shown[0][shown[1].index("^") :].startswith("here y") and len(shown[0]) == 100
    assert shown[1].strip() == "^^^^"


def test_what_could_steer_a_terminal_is_made_harmless(workspace: Workspace) -> None:
    """Names and excerpts are printed without control characters or overrides of direction."""
    change(GATE, "question:", '"quest\\e[31mion\u202e": x\nquestion:')
    text = told(workspace)
    assert "\x1b" not in text and "\u202e" not in text
    assert "unknown key `quest�[31mion�` in the gate" in text


def test_a_fault_prints_as_its_name() -> None:
    """So that a failing case of these tests tells which it is."""
    assert str(Fault("a name", GATE, "", "", "")) == "a name"
