"""The commands that prove, as a person runs them."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.case.intake import read_file
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.source import read
from engine.prove.space.replay import Replay
from engine.prove.thresholds.breakpoints import turns
from engine.prove.thresholds.elsewhere import with_threshold
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped
from tests.prove.books import book, gate

RULES = "few: x.n < 3 -> no\ngood: x.a and x.s >= most -> yes"
GATE = gate("first", RULES, thresholds="most: 0.5")
EDITED = gate("first", RULES, thresholds="most: 0.4")
EXAMPLES = Path(__file__).parents[2] / "examples"


UNCHANGED = """\
no case's verdict can change

Told of cases without open facts; --cases looks at yours.
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def page(done: Result) -> list[str]:
    """The lines printed, up to which rules were used."""
    lines, _, rules = done.stdout.partition("\n\nRules:")
    assert "(sha256:" in rules
    return lines.splitlines()


def program(folder: Path, name: str = "program", **facts: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"x": facts}))
    return path


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    book(tmp_path / "old", GATE)
    book(tmp_path / "new", EDITED)
    return tmp_path / "old", tmp_path / "new"


def workspace(folder: Path) -> list[str]:
    return ["--rules", str(folder / "rules"), "--flows", str(folder / "flows"), "--flow", "flow"]


# diff


def test_diff_of_the_same_is_0_and_says_so(sides: tuple[Path, Path]) -> None:
    done = run("diff", sides[0], sides[0], "--flow", "flow")
    assert (done.exit_code, done.stdout) == (0, UNCHANGED)


def test_diff_tells_change_region_place_and_who_moves(
    sides: tuple[Path, Path], tmp_path: Path
) -> None:
    moving = program(tmp_path, "moving", a=True, n=3, s=0.45)
    staying = program(tmp_path, "staying", a=True, n=3, s=0.3)
    done = run("diff", *sides, "--flow", "flow", "--programs", moving, "--programs", staying)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "low -> high",
        "  made by    threshold most",
        "  where      gate first, rule good",
        "  only when  x.a",
        "             and x.s >= 0.4",
        "             and x.s < 0.5",
        "  such as    x  a true, n 5, s 0.4",
        "",
        "1 of 2 cases move",
        "  moving: low -> high, parting at gate first",
    ]


def test_diff_as_json_has_the_promised_form(sides: tuple[Path, Path], tmp_path: Path) -> None:
    moving = program(tmp_path, "moving", a=True, n=3, s=0.45)
    done = run("diff", *sides, moving, "--flow", "flow", "--format", "json")
    part = {"kind": "threshold", "name": "most", "gate": None, "how": "changed"}
    edits = [{"edit": "threshold most", "parts": [part]}]
    assert json.loads(done.stdout) == {
        "edits": edits,
        "changes": [
            {
                "from": "low", "to": "high", "region": "x.a and x.s >= 0.4 and x.s < 0.5",
                "witness": {"x": {"a": True, "n": 5, "s": 0.4}}, "gate": "first", "rule": "good",
                "edits": edits,
            }
        ],
        "programs": [
            {"program": "moving", "from": "low", "to": "high", "gate": "first", "edits": edits}
        ],
        "undecided": [],
    }  # fmt: skip


def test_diff_tells_which_edits_move_a_case_and_which_are_needed_for_nothing(
    tmp_path: Path,
) -> None:
    rules = "few: x.n < low -> no\ngood: x.a and x.s >= most -> yes"
    thresholds = "low: 3\n  most: 0.5"
    book(tmp_path / "old", gate("first", rules, thresholds=thresholds))
    more = rules + "\nnever: x.n < 1 -> yes"
    after = gate("first", more, thresholds="low: 3\n  most: 0.4")
    book(tmp_path / "new", after)
    moving = program(tmp_path, "moving", a=True, n=3, s=0.45)
    done = run("diff", tmp_path / "old", tmp_path / "new", moving, "--flow", "flow")
    assert done.stdout.splitlines() == [
        "low -> high",
        "  made by    threshold most, by itself",
        "  where      gate first, rule good",
        "  only when  x.a",
        "             and x.s >= 0.4",
        "             and x.s < 0.5",
        "             and x.n >= 3",
        "  such as    x  a true, n 5, s 0.4",
        "",
        "Needed for none of these changes: rule never of gate first (added).",
        "",
        "the case moves",
        "  moving: low -> high, parting at gate first, by threshold most, by itself",
    ]


def test_diff_says_what_cannot_be_compared(tmp_path: Path) -> None:
    from tests.prove.books import FACTS

    book(tmp_path / "old", GATE)
    more = FACTS.replace("range: [0, 10], ask: How many?", "range: [0, 20], ask: How many?")
    more += "  x.extra: {type: boolean, ask: Is it extra?}\n"
    book(tmp_path / "new", GATE, facts=more)
    done = run("diff", tmp_path / "old", tmp_path / "new", "--flow", "flow")
    assert done.stderr.splitlines() == [
        "notice: fact `x.n` is a whole number from 0 to 10 in OLD, a whole number from 0 to 20 in "
        "NEW; only values that both know are compared",
        "notice: fact `x.extra` is only in NEW",
    ]
    assert done.exit_code == 1
    assert done.stdout.startswith("no verdict can change, as far as the two can be compared\n")


def test_diff_compares_git_revisions_without_checking_them_out(tmp_path: Path) -> None:
    book(tmp_path, GATE)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *arguments], check=True)
    (tmp_path / "rules" / "gate0.yaml").write_text(EDITED)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert run("diff", "HEAD", "HEAD", "--flow", "flow").exit_code == 0
        assert run("diff", "HEAD", ".", "--flow", "flow").exit_code == 1
    assert "0.4" in (tmp_path / "rules" / "gate0.yaml").read_text()


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nosuch", "nosuch: error: this is no such folder, and no git revision here\n"),
        ("--upload-pack=x", None),
        ("", ": error: this is a folder without `rules` and `flows`, and no git revision here\n"),
    ],
)
def test_diff_with_an_unknown_side_is_trouble(
    old: str, said: str | None, sides: tuple[Path, Path]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(sides[0].parent)
        done = run("diff", "--flow", "flow", "--", old, sides[0])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert said is None or done.stderr == said


def test_diff_with_an_unreadable_side_is_trouble(sides: tuple[Path, Path]) -> None:
    (sides[1] / "rules" / "gate0.yaml").write_text("gate: [")
    done = run("diff", *sides, "--flow", "flow")
    assert done.exit_code == 2
    assert "gate0.yaml:1:8: error: this is no YAML" in done.stderr


def test_diff_with_a_flow_that_one_side_lacks_is_trouble(sides: tuple[Path, Path]) -> None:
    done = run("diff", *sides, "--flow", "flaw")
    assert done.exit_code == 2
    assert done.stderr == f"{sides[0]}: error: no flow `flaw`\n  help: did you mean `flow`?\n"


# whatif


def test_whatif_tells_flips_reasons_and_distances(sides: tuple[Path, Path], tmp_path: Path) -> None:
    facts = program(tmp_path, a=True, n=5, s=0.45)
    done = run("whatif", facts, *workspace(sides[0]))
    assert done.exit_code == 0
    assert page(done) == [
        "program",
        "LOW",
        "",
        "It would be another verdict if one fact were",
        "  high  x.s: at least 0.5 (now 0.45)",
        "",
        "What makes it low",
        "This fact forces it, whatever all others are.",
        "  x.s: 0.45",
        "",
        "Thresholds that would turn it, the nearest first",
        "  most  now 0.5  high at 0.45",
    ]


def test_whatif_as_json_has_the_promised_form(sides: tuple[Path, Path], tmp_path: Path) -> None:
    facts = program(tmp_path, a=True, n=5, s=0.45)
    done = run("whatif", facts, "--format", "json", *workspace(sides[0]))
    assert json.loads(done.stdout) == {
        "verdict": "low",
        "flips": [
            {
                "changes": [
                    {
                        "fact": "x.s",
                        "from": 0.45,
                        "to": "at least 0.5",
                        "cells": [{"from": 0.5, "to": 1, "open": []}],
                        "learning": False,
                    }
                ],
                "verdict": "high",
            }
        ],
        "reasons": ["x.s"],
        "distances": [{"threshold": "most", "value": 0.5, "turns_at": 0.45}],
        "undecided": [],
    }


def test_whatif_keeps_learning_apart_from_reversing(
    sides: tuple[Path, Path], tmp_path: Path
) -> None:
    facts = program(tmp_path, a=True, s=0.45)
    done = run("whatif", facts, *workspace(sides[0]))
    assert done.stdout.splitlines()[:2] == ["program", "LOW"]
    facts = program(tmp_path, a=True, s=0.6)
    done = run("whatif", facts, *workspace(sides[0]))
    assert page(done) == [
        "program",
        "INCOMPLETE",
        "",
        "One answer would settle it",
        "  high  x.n: at least 3 (now not known)",
        "  low   x.n: at most 2 (now not known)",
        "",
        "It would be another verdict if one fact were",
        "  low  x.a: false (now true)",
        "  low  x.s: below 0.5 (now 0.6)",
        "",
        "Thresholds that would turn it, the nearest first",
        "  most  now 0.5  low at 0.61",
    ]


def test_whatif_leaves_fixed_facts_alone_unless_told(tmp_path: Path) -> None:
    from tests.prove.books import FACTS

    fixed = FACTS.replace("ask: What part?", "ask: What part?, fixed: true")
    book(tmp_path, GATE, facts=fixed)
    facts = program(tmp_path, a=True, n=5, s=0.45)
    alone = run("whatif", facts, *workspace(tmp_path))
    assert "--any looks at those too." in alone.stdout
    assert (
        "high  x.s: at least 0.5 (now 0.45)"
        in run("whatif", facts, "--any", *workspace(tmp_path)).stdout
    )


def test_whatif_to_an_unknown_verdict_is_refused(sides: tuple[Path, Path], tmp_path: Path) -> None:
    facts = program(tmp_path, a=True)
    done = run("whatif", facts, "--to", "hihg", *workspace(sides[0]))
    assert done.exit_code == 1
    assert done.stderr == (
        f"{sides[0].resolve()}: error: flow `flow` has no verdict `hihg`\n"
        "  help: did you mean `high`?\n"
    )


def test_whatif_on_contradictory_facts_is_refused(tmp_path: Path) -> None:
    book(tmp_path, GATE, constraints="- {id: no, never: x.n > 5 and x.a, because: Not both.}\n")
    done = run("whatif", program(tmp_path, a=True, n=7), *workspace(tmp_path))
    assert done.exit_code == 1
    assert ": error: not both\n" in done.stderr


# sensitivity


def test_sensitivity_names_programs_within_one_step(
    sides: tuple[Path, Path], tmp_path: Path
) -> None:
    near = program(tmp_path, "near", a=True, n=5, s=0.47)
    far = program(tmp_path, "far", a=True, n=5, s=0.3)
    done = run("sensitivity", near, far, *workspace(sides[0]))
    assert page(done) == [
        "most 0.5 (one step: 0.05)",
        "  near: low now, high at 0.47",
    ]
    done = run("sensitivity", near, far, "--format", "json", *workspace(sides[0]))
    programs = [{"program": "near", "turns_at": 0.47, "to": "high"}]
    assert json.loads(done.stdout) == {
        "thresholds": [{"threshold": "most", "value": 0.5, "programs": programs}]
    }


def test_sensitivity_of_the_examples_turns_where_it_says() -> None:
    of = load(shipped())
    flow = of.flows["img_support"]
    for path in sorted(EXAMPLES.glob("*.json")):
        case = read_file(read(path), of)
        verdict = Replay(of, flow).verdict(case)
        assert verdict is not None
        for turn in turns(case, flow, verdict):
            found = _verdict_at(path, of, turn.threshold, turn.turns_at)
            assert found == turn.verdict != verdict
            for near in _between(turn.value, turn.turns_at):
                assert _verdict_at(path, of, turn.threshold, near) in (verdict, None)


def _verdict_at(path: Path, book: Book, threshold: str, value: Fraction) -> str | None:
    edited = with_threshold(book, threshold, value)
    try:
        case = read_file(read(path), edited)
    except Invalid:
        return None
    return Replay(edited, edited.flows["img_support"]).verdict(case)


def _between(value: Fraction, turn: Fraction) -> list[Fraction]:
    """Numbers a little nearer than where it turns, and half way."""
    step = 1 if value.denominator == turn.denominator == 1 and abs(value) > 1 else Fraction(1, 100)
    sign = 1 if turn > value else -1
    found = [turn - sign * step * count for count in (1, 2, 3)]
    return [one for one in found if (one - value) * sign > 0]
