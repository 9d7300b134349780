"""Promises: proved, refuted with cases that replay, and refused when they say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics.findings import Finding
from engine.diagnostics.invalid import Invalid
from engine.prove.check.findings import prove
from engine.prove.space import counterexample
from engine.prove.space.prover import flat
from engine.prove.space.replay import Replay
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped
from tests.prove.books import book, gate, told

RULES = "few: x.n < 3 -> no\nspoilt: x.n > 8 -> no\ngood: x.a -> yes"


def promised(folder: Path, *lines: str, rules: str = RULES) -> Book:
    text = "\n".join(["- id: promise", "  flow: flow", *(f"  {line}" for line in lines),
                      "  because: So it is."])  # fmt: skip
    return book(folder, gate("first", rules), promises=text + "\n")


KEPT = [
    ("always: verdict != high or x.a",),
    ("always: x.n >= 3 or verdict = low",),
    ("always: verdict in [high, low]",),
    ("raising: x.m", "never: high to low"),
    ("changing: x.b", "never: low to high"),
]
BROKEN = [
    (("always: verdict != high or x.b",), "it says `verdict != high or x.b`"),
    (("always: x.n < 5 or verdict = high",), "it says `x.n < 5 or verdict = high`"),
    (("raising: x.n", "never: high to low"), "raising `x.n` turns high into low"),
    (("lowering: x.n", "never: high to low"), "lowering `x.n` turns high into low"),
    (("changing: x.a", "never: high to low"), "changing `x.a` turns high into low"),
]


@pytest.mark.parametrize("lines", KEPT, ids=str)
def test_a_promise_that_holds_is_not_mentioned(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert told(promised(tmp_path, *lines)) == []


@pytest.mark.parametrize(("lines", "why"), BROKEN, ids=[str(lines) for lines, _ in BROKEN])
def test_a_broken_promise_is_told_with_why(
    lines: tuple[str, ...], why: str, tmp_path: Path
) -> None:
    found = prove(promised(tmp_path, *lines))
    assert [(one.code, one.message, one.help, one.severity) for one in found] == [
        ("promise-broken", "promise `promise` is broken: So it is", why, "error")
    ]


def test_the_witness_against_a_promise_is_small_and_replays(tmp_path: Path) -> None:
    of = promised(tmp_path, "always: verdict != high or x.n > 5")
    (found,) = prove(of)
    assert found.witness == {"x": {"a": True, "n": 5}}
    replays(of, found)


def test_it_is_no_smaller_where_nothing_may_be_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large rulebook the tries come to an end, and what is found later stays as it is."""
    rules = "few: x.n < 3 -> no\ngood: x.a or x.b or x.m > 1 -> yes"
    of = promised(tmp_path, "always: verdict != high or x.n > 5", rules=rules)
    (small,) = prove(of)
    monkeypatch.setattr(counterexample, "MOST_TRIES", 0)
    (found,) = prove(of)
    assert small.witness is not None and found.witness is not None
    assert len(small.witness["x"]) < len(found.witness["x"])
    replays(of, found)


def replays(of: Book, found: Finding) -> None:
    """The witness is a case that the ordinary evaluation finds high."""
    assert found.witness is not None
    replay = Replay(of, of.flows["flow"])
    case = replay.case(flat(found.witness))
    assert case is not None
    assert replay.verdict(case) == "high"


def test_two_witnesses_against_a_direction_differ_in_one_fact(tmp_path: Path) -> None:
    of = promised(tmp_path, "raising: x.n", "never: high to low")
    (found,) = prove(of)
    assert found.witness is not None
    before, after = flat(found.witness["before"]), flat(found.witness["after"])
    assert {name for name in before if before[name] != after[name]} == {"x.n"}
    assert after["x.n"] > before["x.n"]
    replay = Replay(of, of.flows["flow"])
    verdicts = [replay.verdict(case) for one in (before, after) if (case := replay.case(one))]
    assert verdicts == ["high", "low"]


def test_a_direction_lets_what_is_derived_follow(tmp_path: Path) -> None:
    rules = "few: x.sum < 3 -> no\ngood: x.a -> yes"
    of = promised(tmp_path, "raising: x.n", "never: high to low", rules=rules)
    assert told(of) == []


def test_an_open_gate_is_no_verdict(tmp_path: Path) -> None:
    rules = "wait: x.n < 3 -> open\ngood: x.a -> yes"
    of = promised(tmp_path, "always: x.n >= 3 or verdict = incomplete", rules=rules)
    assert told(of) == []


BAD = [
    (("always: verdict = hihg",), "`hihg` is not one of its values"),
    (("always: x.a", "never: high to low"), "`never` does not go with `always`"),
    (("raising: x.n",), "this promises nothing that can be checked"),
    (("raising: x.a", "never: high to low"), "`x.a` is true or false; it has no up and down"),
    (("raising: x.q", "never: high to low"), "unknown fact `x.q`"),
    (("raising: x.n", "never: high"), "`high` is no turn of a verdict"),
    (("raising: x.n", "never: high to mid"), "no verdict `mid` in this flow"),
    (("always: x.n is known",),
     "a gate rule may not ask whether a fact is known or was declined"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "message"), BAD, ids=[message for _, message in BAD])
def test_a_promise_that_says_nothing_is_refused(
    lines: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    with pytest.raises(Invalid) as refused:
        promised(tmp_path, *lines)
    assert [one.message for one in refused.value.findings] == [message]


def test_the_shipped_rulebook_breaks_a_promise_when_a_rule_is_spoilt() -> None:
    from dataclasses import replace
    from fractions import Fraction

    of = load(shipped())
    two = of.thresholds["min_informants"]
    rules = of.gates["equal_treatment"].rules
    spoilt = replace(
        of.gates["equal_treatment"], rules=tuple(r for r in rules if r.id != "too-few-voices")
    )
    broken = replace(of, gates={**of.gates, "equal_treatment": spoilt})
    assert two.value == Fraction(2)
    assert [(one.code, one.message) for one in prove(broken)] == [
        (
            "promise-broken",
            "promise `no-high-on-one-voice` is broken: "
            "Nobody ranks a program high on what fewer than two of its IMGs have said",
        )
    ]
