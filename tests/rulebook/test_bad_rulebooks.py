"""What is said of rule files that are no sound YAML or not in the right shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.tiny_workspace import BOARD, FLOW, GATE, Fault, told, write

FAULTS = (
    Fault(
        "a tab in the indentation", GATE, "  often: {", "\toften: {",
        """\
rules/good.yaml:5:1: error: a tab stands here
  | often: {value: 3, unit: visits}
  | ^
  help: indent with spaces, not with tabs""",
    ),
    Fault(
        "a quote that is not closed",
        GATE, "because: You know it well.", "because: 'You know it well.",
        """\
rules/good.yaml:15:14: error: this quote is not closed
  | because: 'You know it well.
  |          ^
  help: put the same quote at the end of the text""",
    ),
    Fault(
        "a bracket that is not closed", FLOW, "{yes: buy, no: leave}", "{yes: buy, no: leave",
        """\
flows/shops.yaml:9:9: error: this bracket is not closed rightly
  | to: {yes: buy, no: leave
  |     ^
  help: a `,` or a closing bracket is missing""",
    ),
    Fault(
        "a colon inside a text", GATE, "because: You know it well.", "because: You know: it well.",
        """\
rules/good.yaml:15:22: error: a `:` does not fit here
  | because: You know: it well.
  |                  ^
  help: put a text that holds `: ` in quotes, and check the indentation""",
    ),
    Fault(
        "a text that begins with a brace",
        GATE, "because: You know it well.", "because: {shop.visits} visits.",
        """\
rules/good.yaml:15:28: error: this does not fit what stands before it
  | because: {shop.visits} visits.
  |                        ^
  help: put a text that begins with `{`, `[` or a quote in quotes; check the indentation""",
    ),
    Fault(
        "a text that begins with a mark of YAML", GATE, "You know it well.", "@you know it well.",
        """\
rules/good.yaml:15:14: error: a text cannot begin with `@`
  | because: @you know it well.
  |          ^
  help: put it in quotes""",
    ),
    Fault(
        "an escape that means nothing", GATE, "You know it well.", '"You \\q"',
        """\
rules/good.yaml:15:20: error: a `\\` with this letter means nothing inside double quotes
  | because: "You \\q"
  |                ^
  help: use single quotes""",
    ),
    Fault(
        "an escape beyond all characters", GATE, "You know it well.", '"You \\U00110000"',
        """\
rules/good.yaml:15:19: error: `\\U00110000` is no character
  | because: "You \\U00110000"
  |               ^^^^^^^^^^""",
    ),
    Fault(
        "a control character", GATE, "You know it well.", "You \x07",
        """\
rules/good.yaml:15:18: error: a control character (U+0007) stands here
  | because: You �
  |              ^
  help: delete it""",
    ),
    Fault(
        "a list instead of a mapping", GATE, "", "- gate\n- rules\n",
        """\
rules/good.yaml:1:1: error: the file has to be a mapping of keys to values
  | - gate
  | ^^^^^^""",
    ),
    Fault(
        "a word instead of a mapping", FLOW, "", "hello\n",
        """\
flows/shops.yaml:1:1: error: the file has to be a mapping of keys to values
  | hello
  | ^^^^^""",
    ),
    Fault(
        "nothing but comments", GATE, "", "# later\n",
        """\
rules/good.yaml: error: the file holds nothing but comments""",
    ),
    Fault(
        "nothing at all", GATE, "", " \n",
        """\
rules/good.yaml: error: the file is empty""",
    ),
    Fault(
        "two documents in a file", GATE, "notes:\n", "---\nnotes:\n",
        """\
rules/good.yaml:23:1: error: a second document begins here
  | ---
  | ^^^
  help: put it in a file of its own""",
    ),
    Fault(
        "an unknown key close to a known one", GATE, "question:", "queston:",
        """\
rules/good.yaml:2:1: error: unknown key `queston` in the gate
  | queston: Is it a good shop?
  | ^^^^^^^
  help: did you mean `question`?""",
    ),
    Fault(
        "an unknown key, from a comma in flow style",
        FLOW, "title: Look around", "title: Look around, later",
        """\
flows/shops.yaml:5:48: error: unknown key `later` in a node
  | : look, kind: step, title: Look around, later, to: good}
  |                                         ^^^^^
  help: put a text that holds a comma in quotes""",
    ),
    Fault(
        "an unknown key close to none",
        GATE, "    signal: 1\n  - id: well-known", "    colour: red\n  - id: well-known",
        """\
rules/good.yaml:11:5: error: unknown key `colour` in a rule
  | colour: red
  | ^^^^^^
  help: keys here: id, when, columns, needs, then, because, reasons, source, signal""",
    ),
    Fault(
        "an anchor", GATE, "You know it well.", "&well You know it well.",
        """\
rules/good.yaml:15:14: error: `&well` names this place
  | because: &well You know it well.
  |          ^^^^^
  help: leave it out; anchors and aliases are not read""",
    ),
    Fault(
        "an alias", GATE, "You know it well.", "*well",
        """\
rules/good.yaml:15:14: error: `*well` stands for another place
  | because: *well
  |          ^^^^^
  help: write it out; anchors and aliases are not read""",
    ),
    Fault(
        "a tag", GATE, "question: Is it", "question: !!str Is it",
        """\
rules/good.yaml:2:11: error: `!!str` is a tag
  | question: !!str Is it a good shop?
  |           ^^^^^
  help: leave it out; tags are not read""",
    ),
    Fault(
        "a key written twice", GATE, "question:", "gate: bad\nquestion:",
        """\
rules/good.yaml:2:1: error: `gate` is written twice
  | gate: bad
  | ^^^^
  help: keep one of the two""",
    ),
    Fault(
        "a key that is a list", GATE, "question:", "? [a]\n: b\nquestion:",
        """\
rules/good.yaml:2:3: error: a key has to be a word
  | ? [a]
  |   ^^^""",
    ),
    Fault(
        "a file under rules that holds no rules", BOARD, "board:", "bord:",
        """\
rules/signals.yaml:1:1: error: this is no file of rules
  | bord:
  | ^^^^
  help: a file under rules/ has the key `facts`, `gate`, `notes`, `promises` or `board`""",
    ),
    Fault(
        "a word where a list belongs", BOARD, "good: [yes]", "good: yes",
        """\
rules/signals.yaml:2:9: error: `good` has to be a list
  | good: yes
  |       ^^^""",
    ),
    Fault(
        "a list where a text belongs", GATE, "question: Is it a good shop?", "question: [Is it?]",
        """\
rules/good.yaml:2:11: error: `question` has to be a single text
  | question: [Is it?]
  |           ^^^^^^^^""",
    ),
    Fault(
        "a key without a value", GATE, "question: Is it a good shop?", "question:",
        """\
rules/good.yaml:2:10: error: `question` is empty
  | question:
  |          ^""",
    ),
    Fault(
        "a gate without `otherwise`",
        GATE, "otherwise:\n  then: no\n  because: Nothing speaks for it.\n", "",
        """\
rules/good.yaml:1:1: error: the gate has no `otherwise`
  | gate: good
  | ^^^^
  help: add `otherwise: ..`""",
    ),
    Fault(
        "a name with a blank", GATE, "id: well-known", "id: well known",
        """\
rules/good.yaml:12:9: error: `well known` is no name
  | - id: well known
  |       ^^^^^^^^^^
  help: use letters, digits, `_` and `-`, beginning with a letter""",
    ),
    Fault(
        "a rule that takes the name of the last resort", GATE, "id: well-known", "id: otherwise",
        """\
rules/good.yaml:12:9: error: `otherwise` cannot be the id of a rule
  | - id: otherwise
  |       ^^^^^^^^^
  help: that is what the gate's last resort is called""",
    ),
    Fault(
        "a rule id that another rule has", GATE, "id: well-known", "id: stale",
        """\
rules/good.yaml:12:9: error: rule id `stale` is taken
  | - id: stale
  |       ^^^^^
  help: the other one is at rules/good.yaml:7""",
    ),
    Fault(
        "a note id that a rule has", GATE, "id: late", "id: stale",
        """\
rules/good.yaml:24:9: error: note id `stale` is taken
  | - id: stale
  |       ^^^^^
  help: the other one is at rules/good.yaml:7""",
    ),
    Fault(
        "a note without a weight", GATE, "    strength: It is open late.\n", "",
        """\
rules/good.yaml:24:5: error: a note with no weight
  | - id: late
  |   ^^^^^^^^
  help: give it one of `caution`, `strength`, `ignored`""",
    ),
    Fault(
        "an unknown signal",
        GATE, "    signal: 1\n  - id: well-known", "    signal: 2\n  - id: well-known",
        """\
rules/good.yaml:11:13: error: unknown signal `2`
  | signal: 2
  |         ^
  help: signals: 1""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_of_form_is_told_with_place_and_remedy(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is one finding, which shows the line and says what would be right."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told
