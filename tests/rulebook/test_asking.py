"""What a vocabulary says of how people are asked."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from engine.diagnostics.codes.conditions import UNKNOWN_FACT, VALUE_OUT_OF_RANGE
from engine.diagnostics.codes.vocabulary import UNKNOWN_INFORMANT
from engine.diagnostics.invalid import Invalid
from engine.rulebook.about import Asking
from engine.rulebook.load import load
from engine.rulebook.workspace import find_workspace

FACTS = """
informants: {friend: a friend, web: the web}
facts:
  a.seen: {type: boolean, ask: What did you see?, whom: [friend]}
"""
GATE = """
gate: g
question: Is it so?
rules: [{id: r, when: a.seen, then: yes, because: It was seen.}]
otherwise: {then: no, because: Nothing was.}
"""
FLOW = """
flow: f
title: F
start: g
nodes:
  - {id: g, kind: gate, title: G, to: {yes: good, no: bad}}
  - {id: good, kind: verdict, title: Good, verdict: good}
  - {id: bad, kind: verdict, title: Bad, verdict: bad}
"""


def asking(folder: Path, text: str) -> Asking:
    for name, content in {
        "rules/facts.yaml": FACTS + text, "rules/g.yaml": GATE, "flows/f.yaml": FLOW,
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return load(find_workspace(folder)).vocabulary.asking


def test_everything_can_be_left_out(tmp_path: Path) -> None:
    assert asking(tmp_path, "") == Asking(frozenset(), frozenset(), Fraction(1, 10), ())


def test_everything_can_be_said(tmp_path: Path) -> None:
    text = "asking: {without_talk: [web], after_talk: [a.seen], seen: 0.25, manners: [Be kind.]}"
    expected = Asking(frozenset({"web"}), frozenset({"a.seen"}), Fraction(1, 4), ("Be kind.",))
    assert asking(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("without_talk: [wep]", UNKNOWN_INFORMANT),
        ("after_talk: [a.sean]", UNKNOWN_FACT),
        ("seen: 0", VALUE_OUT_OF_RANGE),
        ("seen: 1", VALUE_OUT_OF_RANGE),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, code: object) -> None:
    with pytest.raises(Invalid) as raised:
        asking(tmp_path, f"asking: {{{text}}}")
    assert [one.entry for one in raised.value.findings] == [code]
