"""What is said of conditions that are misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.tiny_workspace import GATE, Fault, told, write

FAULTS = (
    Fault(
        "a misspelt fact", GATE, "shop.visits >= often", "shop.vists >= often",
        """\
rules/good.yaml:13:11: error: unknown fact `shop.vists`
  | when: shop.vists >= often
  |       ^^^^^^^^^^
  help: did you mean `shop.visits`?""",
    ),
    Fault(
        "a fact close to none", GATE, "shop.visits >= often", "shop.weather >= often",
        """\
rules/good.yaml:13:11: error: unknown fact `shop.weather`
  | when: shop.weather >= often
  |       ^^^^^^^^^^^^
  help: name it under `facts:` in facts.yaml""",
    ),
    Fault(
        "a fact without its group", GATE, "shop.visits >= often", "visits >= often",
        """\
rules/good.yaml:13:11: error: unknown threshold `visits`
  | when: visits >= often
  |       ^^^^^^
  help: did you mean `shop.visits`?""",
    ),
    Fault(
        "an operator the wrong way round", GATE, "shop.visits >= often", "shop.visits => often",
        """\
rules/good.yaml:13:23: error: `=>` does not fit here
  | when: shop.visits => often
  |                   ^^
  help: write `>=`""",
    ),
    Fault(
        "a doubled equals sign", GATE, "shop.visits >= often", "shop.visits == often",
        """\
rules/good.yaml:13:23: error: `==` does not fit here
  | when: shop.visits == often
  |                   ^^
  help: write `=`""",
    ),
    Fault(
        "a word for an operator", GATE, "shop.kind in [bakery, butcher]", "shop.kind is bakery",
        """\
rules/good.yaml:17:21: error: `is` does not fit here
  | when: shop.kind is bakery
  |                 ^^
  help: write `=`; `is` goes only with `known` and `empty`""",
    ),
    Fault(
        "capitals for `and`",
        GATE, "shop.visits >= often", "shop.visits >= often AND shop.open_late",
        """\
rules/good.yaml:13:32: error: `AND` does not fit here
  | when: shop.visits >= often AND shop.open_late
  |                            ^^^
  help: write `and`""",
    ),
    Fault(
        "single quotes", GATE, "shop.kind in [bakery, butcher]", "shop.kind = 'bakery'",
        """\
rules/good.yaml:17:23: error: `'` does not fit here
  | when: shop.kind = 'bakery'
  |                   ^
  help: quote with `"`""",
    ),
    Fault(
        "`in` without a list", GATE, "shop.kind in [bakery, butcher]", "shop.kind in bakery",
        """\
rules/good.yaml:17:21: error: `in` does not fit here
  | when: shop.kind in bakery
  |                 ^^
  help: `in` needs a list: `in [this, that]`""",
    ),
    Fault(
        "a percent sign", GATE, "< fresh_enough", "< 50%",
        """\
rules/good.yaml:8:32: error: `%` does not fit here
  | when: shop.fresh_share < 50%
  |                            ^
  help: write a share as a decimal, such as `0.3`""",
    ),
    Fault(
        "a decimal comma", GATE, "shop.visits >= often", "shop.visits >= 1,5",
        """\
rules/good.yaml:13:27: error: `,` does not fit here
  | when: shop.visits >= 1,5
  |                       ^
  help: a `,` belongs between values in brackets; write a decimal as `1.5`""",
    ),
    Fault(
        "a chained comparison", GATE, "shop.visits >= often", "1 <= shop.visits <= often",
        """\
rules/good.yaml:13:28: error: comparisons do not chain
  | when: 1 <= shop.visits <= often
  |                        ^
  help: compare twice and join with `and`: `0.3 <= x and x <= 0.6`""",
    ),
    Fault(
        "a condition that stops too early", GATE, "shop.visits >= often", "shop.visits >=",
        """\
rules/good.yaml:13:24: error: the condition stops too early
  | when: shop.visits >=
  |                    ^
  help: something is missing at the end""",
    ),
    Fault(
        "a parenthesis that is not closed", GATE, "shop.visits >= often", "(shop.visits >= often",
        """\
rules/good.yaml:13:31: error: the condition stops too early
  | when: (shop.visits >= often
  |                           ^
  help: a `)` is missing""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_misspelt_condition_is_told_with_place_and_remedy(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is one finding, which shows the line and says what would be right."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told
