"""What is said of flows that are no sound decision graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.tiny_workspace import FLOW, GATE, Fault, told, write

FAULTS = (
    Fault(
        "a flow without a start", FLOW, "start: look\n", "",
        """\
flows/shops.yaml:1:1: error: the flow has no `start`
  | flow: shops
  | ^^^^
  help: add `start: ..`""",
    ),
    Fault(
        "a start that is no node", FLOW, "start: look", "start: lok",
        """\
flows/shops.yaml:3:8: error: no node `lok` to start at
  | start: lok
  |        ^^^
  help: did you mean `look`?""",
    ),
    Fault(
        "an edge to nowhere", FLOW, "yes: buy", "yes: by",
        """\
flows/shops.yaml:9:15: error: no node `by`
  | to: {yes: by, no: leave}
  |           ^^
  help: did you mean `buy`?""",
    ),
    Fault(
        "an edge to nothing like a node", FLOW, "yes: buy", "yes: heaven",
        """\
flows/shops.yaml:9:15: error: no node `heaven`
  | to: {yes: heaven, no: leave}
  |           ^^^^^^
  help: nodes: look, good, buy, leave""",
    ),
    Fault(
        "an outcome without an edge",
        GATE, "    then: yes\n    because: You know", "    then: maybe\n    because: You know",
        """\
rules/good.yaml:14:11: error: rule `well-known`: gate `good` has no edge `maybe` in flow `shops`
  | then: maybe
  |       ^^^^^
  help: edges there: yes, no""",
    ),
    Fault(
        "`true` is a word like any other",
        GATE, "    then: yes\n    because: You know", "    then: true\n    because: You know",
        """\
rules/good.yaml:14:11: error: rule `well-known`: gate `good` has no edge `true` in flow `shops`
  | then: true
  |       ^^^^
  help: edges there: yes, no""",
    ),
    Fault(
        "a circle", FLOW, "no: leave", "no: look",
        """\
flows/shops.yaml:5:5: error: the flow runs in a circle: look → good → look
  | - {id: look, kind: step, title: Look around, to: good}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
flows/shops.yaml:11:5: error: no path leads to `leave`
  | - {id: leave, kind: verdict, title: Leave, verdict: low}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "a node that no path leads to", FLOW, "no: leave", "no: buy",
        """\
flows/shops.yaml:11:5: error: no path leads to `leave`
  | - {id: leave, kind: verdict, title: Leave, verdict: low}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "a step that leads nowhere", FLOW, "to: good}", "}",
        """\
flows/shops.yaml:5:5: error: the path ends at `look` without a verdict
  | - {id: look, kind: step, title: Look around, }
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: add `to: ..`""",
    ),
    Fault(
        "a gate that leads nowhere", FLOW, "    to: {yes: buy, no: leave}\n", "",
        """\
flows/shops.yaml:6:5: error: the path ends at `good` without a verdict
  | - id: good
  |   ^^^^^^^^
  help: add `to: ..`""",
    ),
    Fault(
        "a verdict that leads on", FLOW, "verdict: low}", "verdict: low, to: look}",
        """\
flows/shops.yaml:11:64: error: a verdict leads nowhere
  | erdict, title: Leave, verdict: low, to: look}
  |                                         ^^^^
  help: leave out `to`""",
    ),
    Fault(
        "an edge for `open`", FLOW, "no: leave", "no: leave, open: look",
        """\
flows/shops.yaml:9:31: error: `open` is no outcome that leads anywhere
  | to: {yes: buy, no: leave, open: look}
  |                           ^^^^
  help: a gate that stays open ends the walk""",
    ),
    Fault(
        "a node written twice", FLOW, "{id: leave,", "{id: buy,",
        """\
flows/shops.yaml:9:24: error: no node `leave`
  | to: {yes: buy, no: leave}
  |                    ^^^^^
  help: nodes: look, good, buy
flows/shops.yaml:11:5: error: node `buy` is written twice
  | - {id: buy, kind: verdict, title: Leave, verdict: low}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "a gate without rules", GATE, "gate: good", "gate: god",
        """\
flows/shops.yaml:6:5: error: no rules for gate `good`
  | - id: good
  |   ^^^^^^^^
  help: did you mean `god`?""",
    ),
    Fault(
        "an unknown kind of node", FLOW, "kind: gate", "kind: gat",
        """\
flows/shops.yaml:7:11: error: unknown kind `gat`
  | kind: gat
  |       ^^^
  help: did you mean `gate`?""",
    ),
    Fault(
        "a verdict node without a verdict", FLOW, ", verdict: low", "",
        """\
flows/shops.yaml:11:5: error: verdict node `leave` has no `verdict`
  | - {id: leave, kind: verdict, title: Leave}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: add `verdict: ..`""",
    ),
    Fault(
        "the word for no verdict as a verdict", FLOW, "verdict: low", "verdict: incomplete",
        """\
flows/shops.yaml:11:55: error: `incomplete` is what is said while there is no verdict
  | , kind: verdict, title: Leave, verdict: incomplete}
  |                                         ^^^^^^^^^^
  help: use another word""",
    ),
    Fault(
        "an unknown flow for a label", FLOW, "start: look", "start: look\nlabels: [archetype]",
        """\
flows/shops.yaml:4:10: error: no flow `archetype` for a label
  | labels: [archetype]
  |          ^^^^^^^^^
  help: there is no other flow""",
    ),
    Fault(
        "a flow that is a label of itself", FLOW, "start: look", "start: look\nlabels: [shops]",
        """\
flows/shops.yaml:4:10: error: flow `shops` cannot be a label of itself
  | labels: [shops]
  |          ^^^^^
  help: there is no other flow""",
    ),
    Fault(
        "a verdict to rank by that there is not", FLOW, "start: look",
        "start: look\nbest_first: [hihg, low]",
        """\
flows/shops.yaml:4:14: error: no verdict `hihg`
  | best_first: [hihg, low]
  |              ^^^^
  help: did you mean `high`?""",
    ),
    Fault(
        "a verdict that is ranked twice", FLOW, "start: look",
        "start: look\nbest_first: [high, low, high]",
        """\
flows/shops.yaml:4:25: error: `high` is listed twice
  | best_first: [high, low, high]
  |                         ^^^^""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_of_a_flow_is_told_with_place_and_remedy(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is one finding, which shows the line and says what would be right."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told
