"""What is said of facts and bases of tests with mistakes: whole messages, each in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.tiny_shop import EXAMPLE, TESTS, Fault, told, write

FAULTS = (
    Fault(
        "a misspelt fact",
        "{shop.fresh_share: 0.25}",
        "{shop.fresh_shar: 0.25}",
        """\
rules/tests/shops.yaml:12:12: error: unknown fact `shop.fresh_shar`
  | with: {shop.fresh_shar: 0.25}
  |        ^^^^^^^^^^^^^^^
  help: did you mean `shop.fresh_share`?""",
    ),
    Fault(
        "a fact without its group",
        "{shop.fresh_share: 0.25}",
        "{fresh_share: 0.25}",
        """\
rules/tests/shops.yaml:12:12: error: unknown fact `fresh_share`
  | with: {fresh_share: 0.25}
  |        ^^^^^^^^^^^
  help: did you mean `shop.fresh_share`?""",
    ),
    Fault(
        "a percentage",
        "{shop.fresh_share: 0.25}",
        "{shop.fresh_share: 25%}",
        """\
rules/tests/shops.yaml:12:30: shop.fresh_share: error: `"25%"` is not a number from 0 to 1
  | with: {shop.fresh_share: 25%}
  |                          ^^^
  help: write a share as a part of 1, such as `0.35`""",
    ),
    Fault(
        "a share above one",
        "{shop.fresh_share: 0.25}",
        "{shop.fresh_share: 25}",
        """\
rules/tests/shops.yaml:12:30: shop.fresh_share: error: `25` is not a number from 0 to 1
  | with: {shop.fresh_share: 25}
  |                          ^^
  help: write a share as a part of 1, such as `0.35`""",
    ),
    Fault(
        "a number in quotes",
        "{shop.fresh_share: 0.25}",
        '{shop.visits: "4"}',
        """\
rules/tests/shops.yaml:12:25: shop.visits: error: `"4"` is not a whole number from 0 to 1000
  | with: {shop.visits: "4"}
  |                     ^^^
  help: write the number without quotes""",
    ),
    Fault(
        "division by zero",
        "{shop.fresh_share: 0.25}",
        "{shop.fresh_share: 1/0}",
        """\
rules/tests/shops.yaml:12:30: error: `1/0` divides by zero
  | with: {shop.fresh_share: 1/0}
  |                          ^^^""",
    ),
    Fault(
        "yes for true",
        "{shop.fresh_share: 0.25}",
        "{shop.loud: yes}",
        """\
rules/tests/shops.yaml:12:23: shop.loud: error: `"yes"` is not true or false
  | with: {shop.loud: yes}
  |                   ^^^
  help: write `true`, without quotes""",
    ),
    Fault(
        "an unknown word",
        "shop.kind: bakery",
        "shop.kind: bakry",
        """\
rules/tests/shops.yaml:4:16: shop.kind: error: `"bakry"` is not one of its values
  | shop.kind: bakry
  |            ^^^^^
  help: did you mean `bakery`?""",
    ),
    Fault(
        "an unknown field",
        "{shop.fresh_share: 0.25}",
        "{shop.days: [{sold: 1}, {sld: 2}]}",
        """\
rules/tests/shops.yaml:12:36: shop.days[1].sld: error: unknown field `sld`
  | with: {shop.days: [{sold: 1}, {sld: 2}]}
  |                                ^^^
  help: did you mean `sold`?""",
    ),
    Fault(
        "a wrong field",
        "{shop.fresh_share: 0.25}",
        "{shop.days: [{sold: 1}, {sold: many}]}",
        """\
rules/tests/shops.yaml:12:42: shop.days[1].sold: error: `"many"` is not a whole number
  | with: {shop.days: [{sold: 1}, {sold: many}]}
  |                                      ^^^^""",
    ),
    Fault(
        "an unknown status",
        "{shop.fresh_share: 0.25}",
        "{shop.kind: {status: dodged}}",
        """\
rules/tests/shops.yaml:12:32: shop.kind.status: error: `"dodged"` is no status
  | with: {shop.kind: {status: dodged}}
  |                            ^^^^^^
  help: statuses: known, unknown, declined""",
    ),
    Fault(
        "facts that contradict each other in a base",
        "shop.visits: 4",
        "shop.visits: 0",
        """\
rules/tests/shops.yaml:6:23: shop.fresh_share: error: nobody was there to see it
  | shop.fresh_share: 0.75
  |                   ^^^^
  help: look again at `shop.fresh_share` = `0.75`, `shop.visits` = `0`""",
    ),
    Fault(
        "facts that contradict the base",
        "{shop.fresh_share: 0.25}",
        "{shop.visits: 0}",
        """\
rules/tests/shops.yaml:12:12: shop.fresh_share: error: nobody was there to see it
  | with: {shop.visits: 0}
  |        ^^^^^^^^^^^
  help: look again at `shop.fresh_share` = `0.75`, `shop.visits` = `0`""",
    ),
    Fault(
        "a base that is not there",
        "base: corner",
        "base: cornr",
        """\
rules/tests/shops.yaml:7:7: error: there is no base `cornr`
  | base: cornr
  |       ^^^^^
  help: did you mean `corner`?""",
    ),
    Fault(
        "a base in no file",
        "base: corner",
        "base: ../../examples/cornr.json",
        """\
rules/tests/shops.yaml:7:7: error: there is no file `../../examples/cornr.json`
  | base: ../../examples/cornr.json
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^
  help: the path counts from the folder of this file""",
    ),
    Fault(
        "a base outside the workspace",
        "base: corner",
        "base: ../../../corner.json",
        """\
rules/tests/shops.yaml:7:7: error: `../../../corner.json` lies outside the workspace
  | base: ../../../corner.json
  |       ^^^^^^^^^^^^^^^^^^^^
  help: a base stays inside the folder that holds `rules`""",
    ),
    Fault(
        "an absolute base",
        "base: corner",
        "base: /etc/passwd.json",
        """\
rules/tests/shops.yaml:7:7: error: `/etc/passwd.json` lies outside the workspace
  | base: /etc/passwd.json
  |       ^^^^^^^^^^^^^^^^
  help: a base stays inside the folder that holds `rules`""",
    ),
    Fault(
        "a base that builds on itself",
        "    shop.kind: bakery",
        "    base: corner\n    shop.kind: bakery",
        """\
rules/tests/shops.yaml:4:11: error: base `corner` builds on itself
  | base: corner
  |       ^^^^^^
  help: let one of them stand on its own""",
    ),
    Fault(
        "a base twice",
        "    shop.fresh_share: 0.75\n",
        "    shop.fresh_share: 0.75\n  corner:\n    shop.visits: 1\n",
        """\
rules/tests/shops.yaml:7:3: error: `corner` is written twice
  | corner:
  | ^^^^^^
  help: keep one of the two""",
    ),
    Fault(
        "a mapping for a base",
        "base: corner",
        "base: [corner]",
        """\
rules/tests/shops.yaml:7:7: error: `base` has to be a single text
  | base: [corner]
  |       ^^^^^^^^""",
    ),
)


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in messages count from the workspace."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_mistake_is_told_in_its_place(fault: Fault, tmp_path: Path) -> None:
    """Nothing but the mistake is told, with its line underlined and a remedy where there is one."""
    assert told(write(tmp_path, fault.old, fault.new)) == fault.told


def test_a_base_of_another_file_is_taken(tmp_path: Path) -> None:
    """Names of bases are shared by all files of the folder."""
    workspace = write(tmp_path)
    (tmp_path / "rules/tests/more.yaml").write_text("bases:\n  corner:\n    shop.visits: 1\n")
    assert (
        told(workspace)
        == """\
rules/tests/shops.yaml:3:3: error: base `corner` is taken
  | corner:
  | ^^^^^^
  help: the other one is at rules/tests/more.yaml:2"""
    )


def test_a_mistake_in_a_fact_file_is_told_there(tmp_path: Path) -> None:
    """A base that is a fact file is checked like any fact file."""
    workspace = write(tmp_path, "base: corner", "base: ../../examples/corner.json")
    (tmp_path / EXAMPLE).write_text('{"shop": {"visits": "four"}}\n')
    assert (
        told(workspace)
        == """\
examples/corner.json:1:21: shop.visits: error: `"four"` is not a whole number from 0 to 1000
  | {"shop": {"visits": "four"}}
  |                     ^^^^^^"""
    )


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    """What counts is where a path leads, not how it is written."""
    outside = tmp_path / "outside.json"
    outside.write_text("{}")
    (tmp_path / "shop").mkdir()
    workspace = write(tmp_path / "shop", "base: corner", "base: ../../examples/link.json")
    (tmp_path / "shop/examples/link.json").symlink_to(outside)
    inside = type(workspace)(Path("shop/rules"), Path("shop/flows"))
    assert (
        told(inside)
        == """\
shop/rules/tests/shops.yaml:7:7: error: `../../examples/link.json` lies outside the workspace
  | base: ../../examples/link.json
  |       ^^^^^^^^^^^^^^^^^^^^^^^^
  help: a base stays inside the folder that holds `rules`"""
    )


def test_facts_that_only_together_are_impossible(tmp_path: Path) -> None:
    """No single check sees it, but no value of the open fact fits both limits."""
    workspace = write(tmp_path, "constraints:", """\
  shop.opens:
    type: integer
    ask: When does it open?
  shop.noon:
    type: integer
    ask: When is its break?
  shop.closes:
    type: integer
    ask: When does it close?
constraints:
  - id: morning
    never: shop.opens > shop.noon
    because: The break comes after opening.
  - id: afternoon
    never: shop.noon > shop.closes
    because: The break comes before closing.""", file="rules/facts.yaml")  # fmt: skip
    tests = (tmp_path / TESTS).read_text()
    tests = tests.replace("{shop.fresh_share: 0.25}", "{shop.opens: 18, shop.closes: 9}")
    (tmp_path / TESTS).write_text(tests)
    assert (
        told(workspace)
        == """\
rules/tests/shops.yaml:12:12: shop.opens: error: these cannot all be true: \
`shop.opens` = `18`, `shop.closes` = `9`
  | with: {shop.opens: 18, shop.closes: 9}
  |        ^^^^^^^^^^
  help: look again at one of them"""
    )
