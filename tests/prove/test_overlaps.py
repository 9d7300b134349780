"""Rules of which the order decides: told on request, with a fact file that anyone can evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from cli import main
from engine import Rulebook
from engine.case.intake import read_mapping
from engine.diagnostics.findings import Finding
from engine.language.interpret import truth
from engine.prove.check import overlap
from engine.prove.check.overlap import overlaps
from engine.rulebook.model import Gate
from tests.brute_force import completions, walk_through
from tests.prove.books import book, gate
from tests.search import trials
from tests.strategies import World, worlds

RULES = gate("first", """
    small: x.n < 3 -> no
    lucky: x.a and x.n < 5 -> yes
    large: x.n > 7 -> yes
    odd: x.b -> open
""")  # fmt: skip


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def told(found: list[Finding]) -> list[str]:
    return [f"{one.code}: {one.message}" for one in found]


def pairs(found: list[Finding]) -> set[tuple[str, ...]]:
    """The ids of the rules in each finding, the first that decides first."""
    return {
        tuple(one.message.split("`")[1:4:2]) for one in found if one.code == "overlapping-rules"
    }


def test_the_pairs_are_told_with_what_decides(tmp_path: Path) -> None:
    """Not those that lead to the same, nor those that never hold at once; `open` is another."""
    found = overlaps(book(tmp_path, RULES))
    assert pairs(found) == {
        ("small", "lucky"), ("small", "odd"), ("lucky", "odd"), ("large", "odd"),
    }  # fmt: skip
    first = found[0]
    assert first.severity == "warning" and first.line == 8
    assert first.help == "`small` (`no`) decides, since it stands first; `lucky` (`yes`) does not"
    assert first.witness == {"x": {"a": True, "n": 0}}


def test_an_ordinary_evaluation_shows_each_of_them(tmp_path: Path) -> None:
    rules = book(tmp_path, RULES)
    for one in overlaps(rules):
        first, second = one.message.split("`")[1:4:2]
        witness: Any = one.witness
        decision = Rulebook.load(tmp_path).evaluate(witness)
        assert decision.path[0].rule == first
        other = next(rule for rule in rules.gates["first"].rules if rule.id == second)
        assert truth(other.when, read_mapping(witness, rules)) is True


def test_where_a_third_rule_decides_first_a_pair_is_none(tmp_path: Path) -> None:
    """And where no case comes to the gate at all."""
    covered = "all: x.n >= 0 -> no\nsome: x.a -> yes\nothers: x.b -> no"
    assert pairs(overlaps(book(tmp_path / "one", gate("first", covered)))) == {("all", "some")}
    away = gate("first", "never: x.n < 0 -> yes"), gate("second", "a: x.a -> yes\nb: x.b -> no")
    assert overlaps(book(tmp_path / "two", *away)) == []


def test_rows_of_columns_do_not_compete_by_their_order() -> None:
    """The shipped archetypes: the row with the most matches fits, whatever stands first."""
    shipped = Rulebook.load().book
    rows = [one for one in shipped.gates.values() if any(rule.columns for rule in one.rules)]
    assert rows and [list(overlap.pairs(one)) for one in rows] == [[]] * len(rows)


@pytest.mark.parametrize(
    ("limit", "most", "shown"), [("MOST_ASKED", 2, 1), ("MOST_TOLD", 3, 3), ("MOST_STUCK", 0, 0)]
)
def test_what_was_not_looked_at_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, shown: int
) -> None:
    monkeypatch.setattr(overlap, limit, most)
    found = overlaps(book(tmp_path, RULES))
    assert len(pairs(found)) == shown
    left = {"MOST_ASKED": "3 pairs", "MOST_TOLD": "1 pair", "MOST_STUCK": "5 pairs"}[limit]
    assert told(found)[-1] == (
        f"not-decided: not decided: whether {left} of rules of gate `first` can hold at once"
    )


def test_what_the_solver_cannot_settle_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlap, "EFFORT", 1)
    hard = "a: x.s * x.s * x.t = 1/7 -> no\nb: x.t * x.t * x.s = 1/11 -> yes"
    assert told(overlaps(book(tmp_path, gate("first", hard)))) == [
        "not-decided: not decided: whether 1 pair of rules of gate `first` can hold at once"
    ]


def test_check_tells_them_on_request_only(tmp_path: Path) -> None:
    book(tmp_path, RULES)
    plain = run("check", tmp_path)
    asked = run("check", tmp_path, "--overlaps")
    assert plain.exit_code == asked.exit_code == 0
    assert "overlapping" not in plain.output and "at once" not in plain.output
    assert (
        "rules `small` and `lucky` can hold at once and lead to different outcomes" in asked.output
    )
    assert "  such as:\n    x: a true, n 0\n" in asked.output
    found = json.loads(run("check", tmp_path, "--overlaps", "--format", "json").output)["findings"]
    before = json.loads(run("check", tmp_path, "--format", "json").output)["findings"]
    assert found[: len(before)] == before
    assert {one["code"] for one in found[len(before) :]} == {"overlapping-rules"}
    assert found[len(before)]["witness"] == {"x": {"a": True, "n": 0}}


@settings(max_examples=trials(12), deadline=None)
@given(worlds(most=40))
def test_no_case_shows_a_pair_that_is_not_told(world: World) -> None:
    """Whatever completion comes to a gate and is decided there by the first of two that hold."""
    found = overlaps(world.book)
    undecided = {one.message.split("`")[1] for one in found if one.code == "not-decided"}
    every = pairs(found)
    for completion in completions(world.case):
        for name, deciders in walk_through(completion, world.flow).deciders.items():
            of = world.book.gates[name]
            if name not in undecided and len(deciders) == 1:
                for second in below(of, deciders[0].id):
                    if truth(second.when, completion) is True:
                        assert (
                            second.then == deciders[0].then or (deciders[0].id, second.id) in every
                        )


def below(of: Gate, first: str) -> list[Any]:
    places = [rule.id for rule in of.rules]
    return [*of.rules[places.index(first) + 1 :]] if first in places else []
