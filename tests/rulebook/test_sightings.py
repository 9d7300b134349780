"""Sightings under questions, facts of former rulebooks, what values mean: read and told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine import Invalid
from engine.case.case import Case
from engine.case.intake import read_mapping
from tests.rulebook.tiny_workspace import FACTS, Fault, book, told, write

LATE = """\
    ask: When does it close?
    assume: false
"""
ASKED = LATE + "    under: shop.kind\n"

FAULTS = (
    Fault(
        "a question that is misspelt", FACTS, LATE, LATE + "    under: shop.knd\n",
        """\
rules/facts.yaml:28:12: error: unknown fact `shop.knd`
  | under: shop.knd
  |        ^^^^^^^^
  help: did you mean `shop.kind`?""",
    ),
    Fault(
        "a sighting under itself", FACTS, LATE, LATE + "    under: shop.open_late\n",
        """\
rules/facts.yaml:28:12: error: `shop.open_late` cannot be heard under itself
  | under: shop.open_late
  |        ^^^^^^^^^^^^^^
  help: name the question that brings it up""",
    ),
    Fault(
        "a sighting under another", FACTS, LATE, LATE + "    under: shop.sells\n",
        """\
rules/facts.yaml:28:12: error: `shop.sells` may be assumed itself, so nothing can be heard under it
  | under: shop.sells
  |        ^^^^^^^^^^
  help: name a fact that has to be asked for""",
    ),
    Fault(
        "a question above what is always asked for", FACTS, "    ask: What part was fresh?\n",
        "    ask: What part was fresh?\n    under: shop.kind\n",
        """\
rules/facts.yaml:23:12: error: `under` goes only with `assume`, and\
 `shop.fresh_share` is never assumed
  | under: shop.kind
  |        ^^^^^^^^^
  help: say what to `assume`, or take it out""",
    ),
    Fault(
        "a question that waits for what is heard under it", FACTS,
        "    derive: count(shop.days)\n", """\
    derive: if shop.open_late then 1 else 2
  shop.far:
    type: boolean
    ask: How far is it?
    assume: false
    under: shop.visits
  shop.near:
    type: boolean
    ask: How near is it?
    derive: not shop.far
""".replace("if shop.open_late then 1 else 2", "number of (shop.near)"),
        """\
rules/facts.yaml:24:12: error: whether `shop.far` is assumed decides what it is heard under
  | under: shop.visits
  |        ^^^^^^^^^^^
  help: name a question that does not depend on it""",
    ),
    Fault(
        "a circle through a fact that is heard under another", FACTS,
        "    derive: count(shop.days)\n", """\
    derive: count(shop.days)
  shop.far:
    type: boolean
    ask: How far is it?
    derive: not shop.near
    assume: false
    under: shop.kind
  shop.near:
    type: boolean
    ask: How near is it?
    derive: not shop.far
""",
        """\
rules/facts.yaml:23:13: error: derived from itself: `shop.far` from `shop.near` from `shop.far`
  | derive: not shop.near
  |         ^^^^^^^^^^^^^""",
    ),
    Fault(
        "words for a value that is misspelt", FACTS, "    ask: What does it sell?\n", """\
    ask: What does it sell?
    means:
      bakery: bread
      butcher: meat
      non: neither
""",
        """\
rules/facts.yaml:15:7: error: `means` has no words for `none`
  | bakery: bread
  | ^^^^^^^^^^^^^
rules/facts.yaml:17:7: error: `non` is not one of its values
  | non: neither
  | ^^^
  help: did you mean `none`?""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_with_its_place(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that is said, and nothing else."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is known of a shop, where closing late is heard under what it sells."""
    workspace = write(tmp_path, FACTS, LATE, ASKED)
    monkeypatch.chdir(tmp_path)
    shops = book(workspace)

    def read(**facts: object) -> Case:
        return read_mapping({"shop": facts}, shops)

    return read


@pytest.mark.parametrize(("kind", "late"), [
    ("bakery", False), (None, None), ({"status": "unknown"}, None), ({"status": "declined"}, None),
    ({"value": "none", "note": "seen"}, False),
])  # fmt: skip
def test_a_sighting_is_assumed_once_its_question_is_answered(
    asked: Any, kind: object, late: bool | None
) -> None:
    """Not asked, unknown and declined are no answers."""
    case = asked(kind=kind)
    assert case.value("shop.open_late") is late
    assert ("shop.open_late" in case.assumed) is (late is False)


def test_what_was_seen_or_asked_in_vain_is_not_assumed(asked: Any) -> None:
    """Whatever becomes of the question."""
    assert asked(open_late=True).value("shop.open_late") is True
    assert asked(kind="bakery", open_late={"status": "declined"}).value("shop.open_late") is None


def test_a_derived_question_is_answered_by_what_it_follows_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what follows from the sighting in turn is worked out."""
    derived = (
        LATE
        + """\
    under: shop.visits
  shop.early:
    type: boolean
    ask: Does it close early?
    derive: not shop.open_late
"""
    )
    workspace = write(tmp_path, FACTS, LATE, derived)
    monkeypatch.chdir(tmp_path)
    shops = book(workspace)
    seen = read_mapping({"shop": {"days": [{"day": 1}]}}, shops)
    assert seen.values["shop.visits"] == 1
    assert seen.values["shop.early"] is True
    assert read_mapping({"shop": {}}, shops).value("shop.early") is None


STANDING = """\
    ask: When does it close?
    derive: shop.visits > 3
    stands: true
"""


def test_what_is_stated_stands_where_it_is_meant_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `stands` the two would have to agree."""
    workspace = write(tmp_path, FACTS, LATE, STANDING)
    monkeypatch.chdir(tmp_path)
    shops = book(workspace)
    assert read_mapping({"shop": {"visits": 1, "open_late": True}}, shops).values["shop.open_late"]
    assert read_mapping({"shop": {"visits": 1}}, shops).values["shop.open_late"] is False
    write(tmp_path, FACTS, LATE, STANDING.replace("    stands: true\n", ""))
    with pytest.raises(Invalid, match="does not agree"):
        read_mapping({"shop": {"visits": 1, "open_late": True}}, book(workspace))


def test_a_renamed_fact_says_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of a guess."""
    workspace = write(
        tmp_path, FACTS, "constraints:\n",
        "renamed:\n  shop.late: write `shop.open_late`\nconstraints:\n",
    )  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Invalid) as raised:
        read_mapping({"shop": {"late": True}}, book(workspace))
    (finding,) = raised.value.findings
    assert finding.message == "`shop.late` is no fact of this rulebook any more"
    assert finding.help == "write `shop.open_late`"


def test_plain_true_still_keeps_a_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rulebooks written before reasons were asked for load as they are."""
    for written, kept in (("true", True), ("false", False), ("for the record", True)):
        workspace = write(tmp_path, FACTS, LATE, LATE + f"    kept: {written}\n")
        monkeypatch.chdir(tmp_path)
        assert bool(book(workspace).vocabulary.facts["shop.open_late"].kept) is kept
