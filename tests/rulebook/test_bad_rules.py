"""What is said of conditions, thresholds and texts that make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.tiny_workspace import GATE, Fault, told, write

FAULTS = (
    Fault(
        "a number in quotes", GATE, "shop.visits >= often", 'shop.visits >= "3"',
        """\
rules/good.yaml:13:11: error: a number cannot be compared with text
  | when: shop.visits >= "3"
  |       ^^^^^^^^^^^^^^^^^^
  help: write the number without quotes""",
    ),
    Fault(
        "a number against a word", GATE, "shop.visits >= often", "shop.visits >= shop.kind",
        """\
rules/good.yaml:13:11: error: a number cannot be compared with a word
  | when: shop.visits >= shop.kind
  |       ^^^^^^^^^^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "`yes` for true", GATE, "shop.visits >= often", "shop.open_late = yes",
        """\
rules/good.yaml:13:28: error: `yes` is neither true nor false
  | when: shop.open_late = yes
  |                        ^^^
  help: write `true`""",
    ),
    Fault(
        "a set compared", GATE, "shop.kind in [bakery, butcher]", "shop.sells = bread",
        """\
rules/good.yaml:17:11: error: a set of words cannot be compared
  | when: shop.sells = bread
  |       ^^^^^^^^^^^^^^^^^^
  help: write `has any of [..]` or `is empty`""",
    ),
    Fault(
        "a set in a list", GATE, "shop.kind in [bakery, butcher]", "shop.sells in [bread]",
        """\
rules/good.yaml:17:11: error: `in` needs a single value
  | when: shop.sells in [bread]
  |       ^^^^^^^^^^^^^^^^^^^^^
  help: write `has any of [..]` for a set""",
    ),
    Fault(
        "a set for a condition", GATE, "shop.kind in [bakery, butcher]", "shop.sells",
        """\
rules/good.yaml:17:11: error: this is a set of words, not true or false
  | when: shop.sells
  |       ^^^^^^^^^^
  help: write `has any of [..]` or `is empty`""",
    ),
    Fault(
        "a list of records compared", GATE, "shop.visits >= often", "shop.days > 3",
        """\
rules/good.yaml:13:11: error: a list of records cannot be compared
  | when: shop.days > 3
  |       ^^^^^^^^^^^^^
  help: use `count(..)`, `sum(..)`, `share(..)` or another aggregate""",
    ),
    Fault(
        "an unknown field", GATE, "shop.visits >= often", "count(shop.days where sld > 3) > 1",
        """\
rules/good.yaml:13:33: error: no field or threshold `sld`
  | when: count(shop.days where sld > 3) > 1
  |                             ^^^
  help: did you mean `sold`?""",
    ),
    Fault(
        "a sum of nothing", GATE, "shop.visits >= often", "sum(sold) > 3",
        """\
rules/good.yaml:13:15: error: this names no field of a list
  | when: sum(sold) > 3
  |           ^^^^
  help: write `sum(group.list.field)`""",
    ),
    Fault(
        "a missing threshold", GATE, "  fresh_enough: 0.5\n", "",
        """\
rules/good.yaml:7:30: error: unknown threshold `fresh_enough`
  | when: shop.fresh_share < fresh_enough
  |                          ^^^^^^^^^^^^
  help: name it under `thresholds:`, or quote it if it is a value""",
    ),
    Fault(
        "a misspelt threshold", GATE, "shop.visits >= often", "shop.visits >= oftn",
        """\
rules/good.yaml:13:26: error: unknown threshold `oftn`
  | when: shop.visits >= oftn
  |                      ^^^^
  help: did you mean `often`?""",
    ),
    Fault(
        "a value where a condition belongs",
        GATE, "shop.kind in [bakery, butcher]", "shop.kind = bakery or butcher",
        """\
rules/good.yaml:17:33: error: unknown threshold `butcher`
  | when: shop.kind = bakery or butcher
  |                             ^^^^^^^
  help: it is a value of `shop.kind`: write `shop.kind in [.., butcher]`""",
    ),
    Fault(
        "a threshold out of range", GATE, "fresh_enough: 0.5", "fresh_enough: 1.5",
        """\
rules/good.yaml:8:30: error: threshold `fresh_enough` of 1.5 is out of range here
  | when: shop.fresh_share < fresh_enough
  |                          ^^^^^^^^^^^^
  help: it is compared with a number from 0 to 1""",
    ),
    Fault(
        "a share of 30", GATE, "< fresh_enough", "< 30",
        """\
rules/good.yaml:8:30: error: `30` is out of range here
  | when: shop.fresh_share < 30
  |                          ^^
  help: it is compared with a number from 0 to 1; write 30 % as `0.3`""",
    ),
    Fault(
        "a value close to an allowed one", GATE, "[bakery, butcher]", "[bakry, butcher]",
        """\
rules/good.yaml:17:25: error: `bakry` is not one of its values
  | when: shop.kind in [bakry, butcher]
  |                     ^^^^^
  help: did you mean `bakery`?""",
    ),
    Fault(
        "a value close to none", GATE, "[bakery, butcher]", "[florist]",
        """\
rules/good.yaml:17:25: error: `florist` is not one of its values
  | when: shop.kind in [florist]
  |                     ^^^^^^^
  help: it can be: bakery, butcher, none""",
    ),
    Fault(
        "a threshold that is no number", GATE, "value: 3", "value: three",
        """\
rules/good.yaml:5:18: error: `three` is no number
  | often: {value: three, unit: visits}
  |                ^^^^^
  help: write `3`, `0.35` or `1/3`, without quotes""",
    ),
    Fault(
        "a threshold in quotes", GATE, "value: 3", 'value: "3"',
        """\
rules/good.yaml:5:18: error: `3` is no number
  | often: {value: "3", unit: visits}
  |                ^^^
  help: write `3`, `0.35` or `1/3`, without quotes""",
    ),
    Fault(
        "a division by zero", GATE, "< fresh_enough", "< 1 / 0",
        """\
rules/good.yaml:8:30: error: this divides by zero
  | when: shop.fresh_share < 1 / 0
  |                          ^^^^^""",
    ),
    Fault(
        "more conditions wanted than there are",
        GATE, "shop.visits >= often", "at least 3 of (shop.open_late, shop.visits > 3)",
        """\
rules/good.yaml:13:11: error: `at least 3` of 2 can never hold
  | when: at least 3 of (shop.open_late, shop.visits > 3)
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "a gate rule that asks whether a fact is known",
        GATE, "shop.visits >= often", "shop.visits is known",
        """\
rules/good.yaml:13:11: error: a gate rule may not ask whether a fact is known or was declined
  | when: shop.visits is known
  |       ^^^^^^^^^^^^^^^^^^^^
  help: learning a fact must never turn one verdict into another; notes may ask this""",
    ),
    Fault(
        "a gate rule over what is known of a list",
        GATE, "shop.visits >= often", "sum(known shop.days.sold) > often",
        """\
rules/good.yaml:13:11: error: a gate rule may not ask whether a fact is known or was declined
  | when: sum(known shop.days.sold) > often
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^
  help: learning a fact must never turn one verdict into another; notes may ask this""",
    ),
    Fault(
        "a note on the dodging of a sum",
        GATE, "shop.open_late is known", "shop.visits + 1 was declined",
        """\
rules/good.yaml:25:11: error: only a fact can be declined
  | when: shop.visits + 1 was declined
  |       ^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "an unknown fact in a text", GATE, "{shop.fresh_share}", "{shop.fresh_shar}",
        """\
rules/good.yaml:10:19: error: unknown fact `shop.fresh_shar`
  | because: Only {shop.fresh_shar} was fresh.
  |               ^^^^^^^^^^^^^^^^^
  help: did you mean `shop.fresh_share`?""",
    ),
    Fault(
        "a brace without its partner",
        GATE, "because: You know it well.", 'because: "You {shop.visits} know} it."',
        """\
rules/good.yaml:15:37: error: `}` without its partner
  | because: "You {shop.visits} know} it."
  |                                 ^
  help: braces hold the name of a fact: `{group.fact}`""",
    ),
    Fault(
        "a condition over several lines",
        GATE, "shop.visits >= often", "\n      shop.visits >= often\n      and shop.vists < 9",
        """\
rules/good.yaml:15:11: error: unknown fact `shop.vists`
  | and shop.vists < 9
  |     ^^^^^^^^^^
  help: did you mean `shop.visits`?""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_rule_without_sense_is_told_with_place_and_remedy(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is one finding, which shows the line and says what would be right."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told
