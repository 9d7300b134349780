"""What is said of a gate that collects and of rules that count, where they do not fit."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from engine import Rulebook
from engine.diagnostics.invalid import Invalid
from engine.prove.check.findings import prove
from engine.rulebook.lint import lint
from engine.rulebook.load import load
from engine.rulebook.workspace import Workspace

FLAT = Path(__file__).with_name("flat")
ITEMS = """\
  - id: mouldy
    when: flat.mould
    because: There is mould.
    signal: 2
    speaks: against
"""
NUMBER, NAMED, NONE = "number of collected >= 2", "when: collected.mouldy\n", "none of collected"


def changed(folder: Path, *changes: tuple[str, str]) -> Workspace:
    """The example with changes to the file of its gate; each old text stands there once."""
    copytree(FLAT, folder, dirs_exist_ok=True)
    file = folder / "rules" / "warnings.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return Workspace(Path("rules"), Path("flows"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


FAULTS = {
    "an item that there is none of": (
        (NAMED, "when: collected.moldy\n"),
        ["unknown-item:25:11: nothing called `moldy` is collected (did you mean `mouldy`?)"],
    ),
    "an item with the id of a rule": (
        ("- id: dark\n", "- id: nothing\n"),
        ["unknown-item:33:38: nothing called `dark` is collected "
         "(items: too-dear, long-notice, mouldy, nothing)",
         "duplicate-id:35:9: rule id `nothing` is taken "
         "(the other one is at rules/warnings.yaml:20)"],
    ),
    "an item that is called as the last resort": (
        ("- id: mouldy\n", "- id: otherwise\n"),
        ["bad-name:15:9: `otherwise` cannot be the id of an item "
         "(that is what the gate's last resort is called)",
         "unknown-item:25:11: nothing called `mouldy` is collected "
         "(items: too-dear, long-notice, otherwise, dark)"],
    ),
    "more items wanted than there are": (
        (NUMBER, "at least 5 of collected"),
        ["impossible-count:29:11: `at least 5` of 4 can never hold (None)"],
    ),
    "an item that asks what is known": (
        ("when: flat.mould\n", "when: flat.mould is known\n"),
        ["status-in-rule:16:11: a gate rule may not ask whether a fact is known or was declined "
         "(learning a fact must never turn one verdict into another; notes may ask this)"],
    ),
    "an item that counts items": (
        ("when: flat.mould\n", "when: any of collected\n"),
        ["nothing-collected:16:11: `collected` has no meaning here (it stands for what a gate has "
         "under `collect`, in the `when` of its rules)"],
    ),
    "a signal that is not known which way to color": (
        ("    signal: 2\n    speaks: against\n", "    signal: 2\n"),
        ["item-without-side:18:13: an item with a signal and no `speaks` "
         "(add `speaks: for` or `speaks: against`)"],
    ),
    "a side that there is not": (
        ("    signal: 2\n    speaks: against\n", "    signal: 2\n    speaks: no\n"),
        ["wrong-shape:19:13: `speaks` has to be `for` or `against` (None)"],
    ),
    "an unknown key of an item": (
        ("    because: There is mould.\n", "    because: There is mould.\n    then: no\n"),
        ["unknown-key:18:5: unknown key `then` in an item (did you mean `when`?)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_at_its_place(here: Path, change: tuple[str, str], told: list[str]) -> None:
    assert said(changed(here, change)) == told


def said(workspace: Workspace) -> list[str]:
    with pytest.raises(Invalid) as raised:
        load(workspace)
    return [
        f"{one.code}:{one.line}:{one.column}: {one.message} ({one.help})"
        for one in raised.value.findings
    ]


def test_a_gate_that_collects_nothing_has_nothing_to_count(here: Path) -> None:
    """Neither with an empty list nor without one."""
    changed(here)
    file = here / "rules" / "warnings.yaml"
    text = file.read_text(encoding="utf-8")
    head, rules = text[: text.index("collect:")], text[text.index("rules:") :]
    file.write_text(head + "collect: []\n" + rules, encoding="utf-8")
    workspace = Workspace(Path("rules"), Path("flows"))
    assert said(workspace)[0].startswith("nothing-collected:5:10: `collect` lists nothing")
    file.write_text(head + rules, encoding="utf-8")
    found = said(workspace)
    assert len(found) == 5 and all(
        "nothing-collected" in one and "`collected` has no meaning here" in one for one in found
    )


def test_what_is_written_out_is_bounded(here: Path) -> None:
    """In one condition, and for the gate as a whole; each is told once."""
    many = " or ".join(["flat.mould"] * 250)
    twenty = f"any of ({', '.join(['any of collected'] * 20)})"
    (found,) = said(changed(here, ("when: flat.mould\n", f"when: {many}\n"), (NUMBER, twenty)))
    assert found.startswith("condition-too-large:29:")
    assert "`collected` makes this a condition of more than 4000 parts" in found
    items = "".join(f"  - {{id: item{one}, when: {many}, because: So.}}\n" for one in range(20))
    rest = "  - id: mouldy\n"
    assert said(changed(here, (rest, items + rest))) == [
        "condition-too-large:6:3: `collect` has conditions of more than 4000 parts (collect less)"
    ]


def test_deep_items_in_deep_rules_are_read(here: Path) -> None:
    """Each may be nested sixty deep; both together still work everywhere."""
    deep = "not (" * 56 + "{}" + ")" * 56
    workspace = changed(
        here, ("when: flat.mould\n", f"when: {deep.format('flat.mould')}\n"),
        (NUMBER, deep.format(NUMBER)),
    )  # fmt: skip
    rules = load(workspace)
    assert prove(rules) == [] and lint(rules) == []
    facts = {"flat": {"mould": True, "floor": "ground", "notice_months": None}}
    assert Rulebook.load(here).evaluate(facts).rule == "unhealthy"


def test_notes_and_derivations_have_nothing_to_count(here: Path) -> None:
    text = "\nnotes:\n  - {id: many, when: all of collected, caution: Oh., signal: 1}\n"
    last = "  because: One warning is not too much.\n"
    assert [one.partition(":")[0] for one in said(changed(here, (last, last + text)))] == [
        "nothing-collected"
    ]


def test_a_fact_may_be_in_a_group_of_that_name(here: Path) -> None:
    """Unless an item is called as it is; then nobody could tell them apart."""
    changed(here, (NUMBER, "collected.stamps > 3"))
    facts = here / "rules" / "facts.yaml"
    more = "  collected.stamps: {type: integer, ask: How many stamps?}\n"
    facts.write_text(facts.read_text(encoding="utf-8") + more, encoding="utf-8")
    workspace = Workspace(Path("rules"), Path("flows"))
    assert load(workspace).gates["warnings"].collect
    file = here / "rules" / "warnings.yaml"
    text = file.read_text(encoding="utf-8").replace("- id: long-notice\n", "- id: stamps\n")
    file.write_text(text, encoding="utf-8")
    assert said(workspace) == [
        "bad-name:11:9: `collected.stamps` is a fact already (give the item another id)"
    ]


# what is suspect


def suspected(folder: Path, *changes: tuple[str, str]) -> list[str]:
    return [f"{one.code}: {one.message}" for one in lint(load(changed(folder, *changes)))]


def test_an_item_that_no_rule_counts_is_suspect(here: Path) -> None:
    found = suspected(here, (NUMBER, "collected.too-dear"), (NONE, "collected.long-notice"))
    assert found == []  # `dark` is read in a reason
    found = suspected(here, (NUMBER, "collected.too-dear"), (NONE, "not collected.dark"))
    assert found == ["unused-item: no rule of gate `warnings` counts item `long-notice`"]


def test_items_that_say_the_same_would_count_twice(here: Path) -> None:
    found = suspected(here, ("when: flat.floor = ground", "when: flat.mould"))
    assert "repeated-rule: item `dark` repeats the condition of `mouldy`" in found


def test_a_constant_item_is_suspect(here: Path) -> None:
    found = suspected(here, ("when: flat.floor = ground", "when: true"))
    assert "constant-condition: item `dark` is always true" in found


def proved(folder: Path, *changes: tuple[str, str]) -> list[str]:
    found = prove(load(changed(folder, *changes)))
    return [f"{one.code}:{one.line}: {one.message} ({one.help})" for one in found]


def test_an_item_that_comes_out_one_way_only_is_told_once(here: Path) -> None:
    """Though several rules count it; a part of it is looked at too."""
    when = "when: flat.notice_months > 3"
    assert proved(here, (when, f"{when} and flat.notice_months < 2")) == [
        "always-false:11: `flat.notice_months > 3 and flat.notice_months < 2` is always false "
        "where it stands (in item `long-notice`, which it is the whole condition of)"
    ]
    assert proved(here, (when, f"{when} and flat.notice_months > 1")) == [
        "always-true:11: `flat.notice_months > 1` is always true where it stands "
        "(in item `long-notice`; it can be left out)"
    ]


def test_an_item_that_changes_no_outcome_is_told(here: Path) -> None:
    """Where it holds another one does that counts alike."""
    assert proved(here, (NUMBER, "collected.too-dear or collected.long-notice")) == [
        "idle-item:20: item `dark` changes no outcome "
        "(gate `warnings` always comes out as it would without it)"
    ]


def test_every_item_of_the_example_changes_an_outcome(here: Path) -> None:
    assert proved(here) == []
