"""What is said of tests and expectations with mistakes: whole messages, each in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics.invalid import Invalid
from engine.scenario.session import run
from tests.scenario.tiny_shop import TESTS, Fault, told, write

FAULTS = (
    Fault(
        "an unknown key",
        "    with:",
        "    wiht:",
        """\
rules/tests/shops.yaml:12:5: error: unknown key `wiht` in a test
  | wiht: {shop.fresh_share: 0.25}
  | ^^^^
  help: did you mean `with`?""",
    ),
    Fault(
        "no name",
        "name: Old bread is a reason to leave",
        "nam: Old bread is a reason to leave",
        """\
rules/tests/shops.yaml:11:5: error: unknown key `nam` in a test
  | - nam: Old bread is a reason to leave
  |   ^^^
  help: did you mean `name`?""",
    ),
    Fault(
        "a name of one word",
        "Old bread is a reason to leave",
        "stale",
        """\
rules/tests/shops.yaml:11:11: error: `stale` is no sentence
  | - name: stale
  |         ^^^^^
  help: say in a few words what the test shows""",
    ),
    Fault(
        "a name twice",
        "Old bread is a reason to leave",
        "The shop at the corner is good",
        """\
rules/tests/shops.yaml:11:11: error: another test has this name
  | - name: The shop at the corner is good
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: the other one is at rules/tests/shops.yaml:9""",
    ),
    Fault(
        "nothing expected",
        "    expect: {verdict: low, rule: stale}\n",
        "",
        """\
rules/tests/shops.yaml:11:5: error: a test has no `expect`
  | - name: Old bread is a reason to leave
  |   ^^^^
  help: add `expect: ..`""",
    ),
    Fault(
        "an empty expectation",
        "{verdict: low, rule: stale}",
        "{}",
        """\
rules/tests/shops.yaml:13:13: error: this expects nothing
  | expect: {}
  |         ^^
  help: add `verdict: ..`""",
    ),
    Fault(
        "an unknown verdict",
        "verdict: low",
        "verdict: lwo",
        """\
rules/tests/shops.yaml:13:23: error: there is no verdict `lwo`
  | expect: {verdict: lwo, rule: stale}
  |                   ^^^
  help: it can be: high, low, incomplete""",
    ),
    Fault(
        "an unknown expectation",
        "rule: stale",
        "rul: stale",
        """\
rules/tests/shops.yaml:13:28: error: unknown key `rul` in `expect`
  | expect: {verdict: low, rul: stale}
  |                        ^^^
  help: did you mean `rule`?""",
    ),
    Fault(
        "a rule of another gate",
        "decided_at: pleasant, rule: quiet",
        "decided_at: pleasant, rule: stale",
        """\
rules/tests/shops.yaml:10:57: error: there is no rule `stale`
  | dict: high, decided_at: pleasant, rule: stale, strengths: [bread]}
  |                                         ^^^^^
  help: it can be: noisy, quiet""",
    ),
    Fault(
        "an unknown gate",
        "decided_at: pleasant",
        "decided_at: pleasent",
        """\
rules/tests/shops.yaml:10:41: error: there is no gate `pleasent`
  | expect: {verdict: high, decided_at: pleasent, rule: quiet, strengths: [bread]}
  |                                     ^^^^^^^^
  help: did you mean `pleasant`?""",
    ),
    Fault(
        "a strength among the cautions",
        "strengths: [bread]",
        "cautions: [bread]",
        """\
rules/tests/shops.yaml:10:75: error: there is no caution `bread`
  | d_at: pleasant, rule: quiet, cautions: [bread]}
  |                                         ^^^^^""",
    ),
    Fault(
        "a word for a list",
        "strengths: [bread]",
        "strengths: bread",
        """\
rules/tests/shops.yaml:10:75: error: `strengths` has to be a list
  | d_at: pleasant, rule: quiet, strengths: bread}
  |                                         ^^^^^""",
    ),
    Fault(
        "an unknown missing fact",
        "rule: stale",
        "missing: [shop.visit]",
        """\
rules/tests/shops.yaml:13:38: error: there is no fact `shop.visit`
  | expect: {verdict: low, missing: [shop.visit]}
  |                                  ^^^^^^^^^^
  help: did you mean `shop.visits`?""",
    ),
    Fault(
        "an unknown label",
        "rule: stale",
        "labels: {kind: x}",
        """\
rules/tests/shops.yaml:13:37: error: there is no label `kind`
  | expect: {verdict: low, labels: {kind: x}}
  |                                 ^^^^""",
    ),
    Fault(
        "an unknown flow",
        "flow: shops",
        "flow: shop",
        """\
rules/tests/shops.yaml:1:7: error: no flow `shop`
  | flow: shop
  |       ^^^^
  help: did you mean `shops`?""",
    ),
    Fault(
        "tests that are no list",
        "tests:\n  - name: The shop at the corner is good",
        "tests:\n    name: The shop at the corner is good",
        """\
rules/tests/shops.yaml:11:3: error: this does not fit what stands before it
  | - name: Old bread is a reason to leave
  | ^
  help: put a text that begins with `{`, `[` or a quote in quotes; check the indentation""",
    ),
    Fault(
        "a test that is a text",
        "  - name: Old bread is a reason to leave\n"
        "    with: {shop.fresh_share: 0.25}\n"
        "    expect: {verdict: low, rule: stale}",
        "  - Old bread",
        """\
rules/tests/shops.yaml:11:5: error: a test has to be a mapping of keys to values
  | - Old bread
  |   ^^^^^^^^^""",
    ),
    Fault(
        "a tab",
        "    with:",
        "\twith:",
        """\
rules/tests/shops.yaml:12:1: error: a tab stands here
  | with: {shop.fresh_share: 0.25}
  | ^
  help: indent with spaces, not with tabs""",
    ),
    Fault(
        "an anchor",
        "expect: {verdict: low",
        "expect: &x {verdict: low",
        """\
rules/tests/shops.yaml:13:13: error: `&x` names this place
  | expect: &x {verdict: low, rule: stale}
  |         ^^
  help: leave it out; anchors and aliases are not read""",
    ),
    Fault(
        "a list for the file",
        "",
        "- a\n",
        """\
rules/tests/shops.yaml:1:1: error: the file has to be a mapping of keys to values
  | - a
  | ^^^""",
    ),
    Fault(
        "an empty file",
        "",
        "\n",
        """\
rules/tests/shops.yaml: error: the file is empty""",
    ),
    Fault(
        "no test at all",
        "",
        "bases: {}\n",
        """\
rules/tests: error: there is no test in this folder
  help: write one as docs/tests.md shows""",
    ),
)


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in messages count from the workspace."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_slip_is_told_in_its_place(fault: Fault, tmp_path: Path) -> None:
    """Nothing but the mistake is told, with its line underlined and a remedy where there is one."""
    assert told(write(tmp_path, fault.old, fault.new)) == fault.told


def test_the_sound_file_has_nothing_wrong(tmp_path: Path) -> None:
    """The file that the mistakes are made in is sound."""
    assert told(write(tmp_path)) == "nothing is wrong"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """Mistakes in two places of a file come together, in the order of the file."""
    workspace = write(tmp_path, "{verdict: low, rule: stale}", "{verdict: lwo, rule: stal}")
    assert (
        told(workspace)
        == """\
rules/tests/shops.yaml:13:23: error: there is no verdict `lwo`
  | expect: {verdict: lwo, rule: stal}
  |                   ^^^
  help: it can be: high, low, incomplete
rules/tests/shops.yaml:13:34: error: there is no rule `stal`
  | expect: {verdict: lwo, rule: stal}
  |                              ^^^^
  help: did you mean `stale`?"""
    )


def test_a_remark_that_is_not_there_is_an_unknown_note(tmp_path: Path) -> None:
    """Whatever its weight: that is the code that the page explains."""
    expected = "strengths: [bread]", "strengths: [bred], cautions: [bred], ignored: [bred]"
    with pytest.raises(Invalid) as refused:
        run(write(tmp_path, *expected))
    assert [one.code for one in refused.value.findings] == ["unknown-note"] * 3


def test_a_workspace_without_tests(tmp_path: Path) -> None:
    """A folder that is missing is told as such."""
    workspace = write(tmp_path)
    (tmp_path / TESTS).unlink()
    (tmp_path / TESTS).parent.rmdir()
    assert (
        told(workspace)
        == """\
rules/tests: error: there is no such folder
  help: write one as docs/tests.md shows"""
    )
