"""What coverage counts, and why something is not covered, on a tiny workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.rulebook.workspace import find_workspace
from engine.scenario.coverage import Count, Coverage
from engine.scenario.session import run
from engine.scenario.text import coverage as as_text
from engine.scenario.text import percent
from tests.scenario.tiny_shop import session, write

GOOD = "{shop.kind: bakery, shop.visits: 4, shop.fresh_share: 0.75}"
HIGH = f"{{name: A good shop, with: {GOOD}, expect: {{verdict: high}}}}"
STALE = "{name: An old loaf, with: {shop.fresh_share: 0.25}, expect: {verdict: low}}"
RARE = "{name: A new one, with: {shop.visits: 1, shop.fresh_share: 0.5}, expect: {verdict: low}}"
UNASKED = "{name: Nobody was there, expect: {verdict: incomplete}}"
LOUD = (
    "{name: A loud shop, with: {shop.kind: butcher, shop.visits: 4, shop.fresh_share: 0.75,"
    " shop.loud: true}, expect: {verdict: low}}"
)
DEAF = (
    "{name: Whether it is loud nobody knows, with: {shop.kind: butcher, shop.visits: 4,"
    " shop.fresh_share: 0.75, shop.loud: {status: unknown}}, expect: {verdict: incomplete}}"
)
LOUD_UNASKED = "{name: A loud unknown, with: {shop.loud: true}, expect: {verdict: low}}"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def counts(found: Coverage) -> dict[str, tuple[int, int]]:
    return {name: (count.covered, count.of) for name, count in found.counts.items()}


def test_one_test_covers_its_path(tmp_path: Path) -> None:
    """Two gates passed, three edges, one verdict; four conditions, each seen one way."""
    found = session(tmp_path, HIGH).coverage
    assert counts(found) == {
        "rules": (2, 5), "edges": (3, 5), "verdicts": (1, 2), "conditions": (5, 14),
    }  # fmt: skip
    assert (
        "\n".join(as_text(found))
        == """\
coverage
  rules      2 of 5 (40 %)
  edges      3 of 5 (60 %)
  verdicts   1 of 2 (50 %)
  conditions 5 of 14 (35.7 %)
not covered
  rules/good.yaml:7: rule `good/stale`: in every test that reads it, it does not hold
  rules/good.yaml:16: rule `good/otherwise`: in every test a rule above it decides
  rules/pleasant.yaml:4: rule `pleasant/noisy`: in every test that reads it, it does not hold
  flows/shops.yaml:6: edge `good` by `no` to `leave` in flow `shops`: no test walks it
  flows/shops.yaml:10: edge `pleasant` by `no` to `leave` in flow `shops`: no test walks it
  flows/shops.yaml:15: verdict `low` of flow `shops`: no test ends there
  rules/good.yaml:7: condition `shop.fresh_share < fresh_enough` true in rule `good/stale`: no \
test has it so
  rules/good.yaml:7: condition `shop.fresh_share < fresh_enough` unknown in rule `good/stale`: no \
test has it so
  rules/good.yaml:11: condition `shop.visits >= often` false in rule `good/well-known`: no test \
has it so
  rules/good.yaml:11: condition `shop.visits >= often` unknown in rule `good/well-known`: no test \
has it so
  rules/good.yaml:11: condition `shop.fresh_share >= fresh_enough` unknown in rule \
`good/well-known`: no test has it so
  rules/pleasant.yaml:4: condition `shop.loud` true in rule `pleasant/noisy`: no test has it so
  rules/pleasant.yaml:4: condition `shop.loud` unknown in rule `pleasant/noisy`: no test has it so
  rules/good.yaml:19: condition `shop.kind = bakery` false in note `bread`: no test has it so
  rules/good.yaml:19: condition `shop.kind = bakery` unknown in note `bread`: no test has it so
left out of the count
  rules/good.yaml:11: condition `shop.fresh_share >= fresh_enough` false in rule \
`good/well-known`: in no case that comes to this rule"""
    )


def test_everything_covered(tmp_path: Path) -> None:
    """What a condition cannot be where it stands is left out of the count, and named."""
    found = session(tmp_path, HIGH, STALE, RARE, UNASKED, LOUD, DEAF).coverage
    assert counts(found) == {
        "rules": (5, 5), "edges": (5, 5), "verdicts": (2, 2), "conditions": (14, 14),
    }  # fmt: skip
    assert (
        "\n".join(as_text(found))
        == """\
coverage
  rules      5 of 5 (100 %)
  edges      5 of 5 (100 %)
  verdicts   2 of 2 (100 %)
  conditions 14 of 14 (100 %)
left out of the count
  rules/good.yaml:11: condition `shop.fresh_share >= fresh_enough` false in rule \
`good/well-known`: in no case that comes to this rule"""
    )


def test_an_edge_passed_by_looking_ahead_does_not_count(tmp_path: Path) -> None:
    """Loud is low either way: the verdict counts, the edges of the open gate do not."""
    found = session(tmp_path, LOUD_UNASKED).coverage
    assert found.verdicts == Count(1, 2)
    missing = [one for one in found.uncovered if one.kind == "edge" and one.what[:6] == "`good`"]
    assert [one.why for one in missing] == [
        "tests pass this gate only by looking ahead, or leave it another way"
    ] * 2


def reasons(found: Coverage, kind: str, where: str) -> set[str]:
    return {one.why for one in found.uncovered if one.kind == kind and where in one.what}


def test_a_gate_that_no_test_comes_to(tmp_path: Path) -> None:
    """Its rules are uncovered for that reason, and nobody has read their conditions."""
    found = session(tmp_path, STALE).coverage
    assert reasons(found, "rule", "pleasant/") == {"no test comes to `pleasant`"}
    assert reasons(found, "condition", "pleasant/") == {"no test reads this rule"}


def test_a_rule_that_never_decides(tmp_path: Path) -> None:
    """No facts satisfy it, so no test can; it stays in the count, for it is a mistake."""
    write(tmp_path, "  - id: well-known\n", """\
  - id: impossible
    when: shop.visits > 5 and shop.visits < 4
    then: no
    because: Nobody can say.
  - id: well-known
""", file="rules/good.yaml")  # fmt: skip
    found = run(find_workspace(tmp_path)).coverage
    assert reasons(found, "rule", "impossible") == {"it cannot decide, whatever the facts"}
    assert found.rules == Count(3, 6)


@pytest.mark.parametrize(("covered", "of", "told"), [
    (0, 0, "100"), (0, 7, "0"), (1, 3, "33.3"), (2, 3, "66.6"),
    (999, 1000, "99.9"), (9999, 10000, "99.9"), (10000, 10000, "100"),
])  # fmt: skip
def test_percentages_are_never_rounded_up(covered: int, of: int, told: str) -> None:
    """Only all is a hundred percent."""
    assert percent(Count(covered, of)) == told
    assert Count(covered, of).reaches(100) == (told == "100")
