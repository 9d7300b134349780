"""`backchannel test`: what it prints, in each format, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from cli import main
from tests.scenario.tiny_shop import write

WRONG = "{verdict: high, rule: stale, possible: [low, high], strengths: [bread], absent: [bread]}"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def backchannel_test(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", *arguments])


def test_all_passed(tmp_path: Path) -> None:
    """One line and status 0."""
    write(tmp_path)
    found = backchannel_test()
    assert (found.exit_code, found.output) == (0, "2 tests: 2 passed, 0 failed\n")


def test_a_failure_tells_its_story(tmp_path: Path) -> None:
    """Expected and got, the path, and the facts behind the gate that decided."""
    write(tmp_path, "{verdict: low, rule: stale}", WRONG)
    found = backchannel_test()
    assert found.exit_code == 1
    assert (
        found.output
        == """\
FAILED: Old bread is a reason to leave
  rules/tests/shops.yaml:11
  verdict
    expected: high
    got:      low
  possible
    expected: low, high
    got:      low
  absent
    expected: none of bread
    got:      bread
  how it came about
    no: Is it good? (rule stale)
      Only 25 % was fresh.
      shop.fresh_share < fresh_enough: true
        shop.fresh_share = 25 % (below 50 %, fresh_enough)
    the remark bread is true
      shop.kind = bakery: true
        shop.kind = bakery

2 tests: 1 passed, 1 failed
"""
    )


def test_a_failure_says_why_the_expected_rule_did_not_decide(tmp_path: Path) -> None:
    """Where another rule decided, the one expected is taken apart as well."""
    write(tmp_path, "decided_at: pleasant, rule: quiet", "rule: noisy")
    assert (
        backchannel_test().output
        == """\
FAILED: The shop at the corner is good
  rules/tests/shops.yaml:9
  rule
    expected: noisy
    got:      quiet
  how it came about
    yes: Is it good? (rule well-known)
      You know it well.
    yes: Is it pleasant? (rule quiet)
      Nothing is against it.
      rule noisy is false
      shop.loud: false
        shop.loud = no

2 tests: 1 passed, 1 failed
"""
    )


def test_an_open_gate_names_what_is_unknown(tmp_path: Path) -> None:
    """An incomplete decision is explained by the rules that are unknown."""
    write(tmp_path, "with: {shop.fresh_share: 0.25}", "with: {shop.visits: null}")
    assert (
        backchannel_test().output
        == """\
FAILED: Old bread is a reason to leave
  rules/tests/shops.yaml:11
  verdict
    expected: low
    got:      incomplete
  rule
    expected: stale
    got:      none
  how it came about
    open: Is it good?
      What is known so far does not decide this.
      rule well-known is unknown
      shop.visits >= often: unknown
        shop.visits = an unknown number (at least 3, often)
    the expected rule stale is false
      shop.fresh_share < fresh_enough: false
        shop.fresh_share = 75 % (not below 50 %, fresh_enough)

2 tests: 1 passed, 1 failed
"""
    )


def test_otherwise_is_explained_by_what_did_not_hold(tmp_path: Path) -> None:
    """When no rule held, those that would have led elsewhere are shown."""
    write(tmp_path, "with: {shop.fresh_share: 0.25}", "with: {shop.visits: 2}")
    assert (
        backchannel_test().output
        == """\
FAILED: Old bread is a reason to leave
  rules/tests/shops.yaml:11
  rule
    expected: stale
    got:      otherwise
  how it came about
    no: Is it good? (rule otherwise)
      Nothing speaks for it.
      rule well-known is false
      shop.visits >= often: false
        shop.visits = 2 (not at least 3, often)
    the expected rule stale is false
      shop.fresh_share < fresh_enough: false
        shop.fresh_share = 75 % (not below 50 %, fresh_enough)

2 tests: 1 passed, 1 failed
"""
    )


def test_rules_passed_over_are_not_explained(tmp_path: Path) -> None:
    """Where a rule held, those above it that did not are left out."""
    write(tmp_path, "  - id: noisy\n", """\
  - id: cheerful
    when: shop.visits > 100
    then: yes
    because: They know you.
  - id: noisy
""", file="rules/pleasant.yaml")  # fmt: skip
    tests = tmp_path / "rules/tests/shops.yaml"
    tests.write_text(tests.read_text().replace("fresh_share: 0.25", "loud: true"))
    found = backchannel_test()
    assert "no: Is it pleasant? (rule noisy)" in found.output
    assert "cheerful" not in found.output


def test_json_keeps_its_contract(tmp_path: Path) -> None:
    """Tests with what was expected and got; counts of four kinds; what is uncovered."""
    write(tmp_path, "{verdict: low, rule: stale}", "{verdict: high, missing: [shop.kind]}")
    found = backchannel_test("--format", "json")
    data = json.loads(found.output)
    assert found.exit_code == 1
    assert list(data) == ["tests", "coverage"]
    assert data["tests"][1] == {
        "name": "Old bread is a reason to leave", "file": "rules/tests/shops.yaml", "line": 11,
        "passed": False, "expected": {"verdict": "high", "missing": ["shop.kind"]},
        "got": {"verdict": "low", "missing": []},
    }  # fmt: skip
    assert list(data["coverage"]) == ["rules", "edges", "verdicts", "conditions", "uncovered"]
    assert data["coverage"]["rules"] == {"covered": 3, "of": 5}
    assert data["coverage"]["uncovered"][0] == {
        "kind": "rule", "what": "`good/otherwise`",
        "why": "in every test a rule above it decides",
        "file": "rules/good.yaml", "line": 16, "counted": True,
    }  # fmt: skip


def test_json_of_a_broken_file(tmp_path: Path) -> None:
    """Findings on standard output, as for every command."""
    write(tmp_path, "rule: stale", "rule: stal")
    found = backchannel_test("--format", "json")
    data = json.loads(found.stdout)
    assert found.exit_code == 1
    assert [(one["code"], one["line"], one["column"]) for one in data["findings"]] == [
        ("unknown-rule", 13, 34)
    ]


def test_junit_can_be_parsed(tmp_path: Path) -> None:
    """One suite a file, one case a test, a failure with its story; markup is escaped."""
    write(tmp_path, "Old bread is a reason to leave", '"<Old> & stale bread"')
    text = (
        (tmp_path / "rules/tests/shops.yaml").read_text().replace("verdict: low", "verdict: high")
    )
    (tmp_path / "rules/tests/shops.yaml").write_text(text)
    found = backchannel_test("--format", "junit")
    root = ElementTree.fromstring(found.stdout)
    assert found.exit_code == 1
    assert root.attrib == {"tests": "2", "failures": "1", "errors": "0"}
    (suite,) = root
    assert suite.get("name") == "rules/tests/shops.yaml"
    sound, wrong = suite
    assert sound.get("name") == "The shop at the corner is good"
    assert len(sound) == 0
    assert wrong.get("name") == "<Old> & stale bread"
    assert wrong.get("line") == "11"
    assert wrong[0].get("message") == "not as expected: verdict"
    assert "expected: high" in (wrong[0].text or "")


@pytest.mark.parametrize(("words", "told"), [
    ("bread leave", "1 test: 1 passed, 0 failed\n"),
    ("THE", "1 test: 1 passed, 0 failed\n"),
    ("i", "2 tests: 2 passed, 0 failed\n"),
])  # fmt: skip
def test_words_choose_tests(tmp_path: Path, words: str, told: str) -> None:
    """All of the words, in any order, whatever their capitals."""
    write(tmp_path)
    assert backchannel_test("-k", words).output == told


def test_words_that_fit_no_test_are_wrong_usage(tmp_path: Path) -> None:
    """Nothing run is nothing passed."""
    write(tmp_path)
    found = backchannel_test("-k", "cheese")
    assert found.exit_code == 2
    assert "no test has all of 'cheese' in its name" in found.output


@pytest.mark.parametrize(("least", "status"), [("42", 0), ("43", 1), ("101", 2), ("much", 2)])
def test_coverage_has_to_be_reached(tmp_path: Path, least: str, status: int) -> None:
    """Every one of the four counts has to; the status says so."""
    write(tmp_path)
    assert backchannel_test("--min-coverage", least).exit_code == status


def test_falling_short_is_said(tmp_path: Path) -> None:
    """The counts that fall short are named."""
    write(tmp_path)
    assert backchannel_test("--min-coverage", "80").output.splitlines()[-2:] == [
        "coverage of rules is below 80 %",
        "coverage of conditions is below 80 %",
    ]


def test_a_folder_that_is_not_there_is_wrong_usage() -> None:
    """Status 2, as for every command."""
    assert backchannel_test("nowhere").exit_code == 2


def test_a_folder_is_tested(tmp_path: Path) -> None:
    """DIR is a workspace."""
    write(tmp_path / "shop")
    found = backchannel_test("shop")
    assert (found.exit_code, found.output) == (0, "2 tests: 2 passed, 0 failed\n")


def test_a_broken_rulebook_is_told_first(tmp_path: Path) -> None:
    """Tests of rules with mistakes are not run."""
    write(tmp_path, "when: shop.loud", "when: shop.lod", file="rules/pleasant.yaml")
    found = backchannel_test()
    assert found.exit_code == 1
    first = found.output.splitlines()[0]
    assert first == "rules/pleasant.yaml:5:11: error: unknown fact `shop.lod`"
