"""What is said of a vocabulary that does not hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.tiny_workspace import FACTS, Fault, told, write

FAULTS = (
    Fault(
        "an unknown type close to a known one",
        FACTS, "type: integer\n    range", "type: integr\n    range",
        """\
rules/facts.yaml:16:11: error: unknown type `integr`
  | type: integr
  |       ^^^^^^
  help: did you mean `integer`?""",
    ),
    Fault(
        "a fact without its group in the vocabulary", FACTS, "  shop.open_late:", "  open_late:",
        """\
rules/facts.yaml:24:3: error: `open_late` is no name for a fact
  | open_late:
  | ^^^^^^^^^
  help: write `group.fact`
rules/good.yaml:25:11: error: unknown fact `shop.open_late`
  | when: shop.open_late is known
  |       ^^^^^^^^^^^^^^
  help: did you mean `open_late`?""",
    ),
    Fault(
        "a range for a share", FACTS, "type: share", "type: share\n    range: [0, 30]",
        """\
rules/facts.yaml:22:12: error: `range` does not go with type `share`
  | range: [0, 30]
  |        ^^^^^^^
  help: it goes with integer and number""",
    ),
    Fault(
        "a range with its ends the wrong way round", FACTS, "[0, 1000]", "[1000, 0]",
        """\
rules/facts.yaml:17:12: error: the range ends before it begins
  | range: [1000, 0]
  |        ^^^^^^^^^""",
    ),
    Fault(
        "a range with one end", FACTS, "[0, 1000]", "[0]",
        """\
rules/facts.yaml:17:12: error: a range has two ends
  | range: [0]
  |        ^^^
  help: write `[0, 60]` or `[0, ~]`""",
    ),
    Fault(
        "an enumeration without values", FACTS, "    values: [bakery, butcher, none]\n", "",
        """\
rules/facts.yaml:11:11: error: fact `shop.kind` has no `values`
  | type: enumeration
  |       ^^^^^^^^^^^
  help: add `values: [..]`""",
    ),
    Fault(
        "a value listed twice", FACTS, "values: [bread, cake]", "values: [bread, bread]",
        """\
rules/facts.yaml:30:21: error: `bread` is listed twice
  | values: [bread, bread]
  |                 ^^^^^""",
    ),
    Fault(
        "an assumed value that is none", FACTS, "assume: []", "assume: [tea]",
        """\
rules/facts.yaml:32:14: error: `tea` is not one of its values
  | assume: [tea]
  |          ^^^
  help: a set of bread, cake""",
    ),
    Fault(
        "an assumed word for a boolean", FACTS, "assume: false", "assume: perhaps",
        """\
rules/facts.yaml:27:13: error: `assume` has to be `true` or `false`
  | assume: perhaps
  |         ^^^^^^^""",
    ),
    Fault(
        "an unknown informant", FACTS, "whom: [owner]", "whom: [ownr]",
        """\
rules/facts.yaml:14:12: error: unknown informant `ownr`
  | whom: [ownr]
  |        ^^^^
  help: did you mean `owner`?""",
    ),
    Fault(
        "an unknown source", FACTS, "source: house", "source: hous",
        """\
rules/facts.yaml:23:13: error: unknown source `hous`
  | source: hous
  |         ^^^^
  help: did you mean `house`?""",
    ),
    Fault(
        "a field with a word of the language for its name", FACTS, "sold: {type", "in: {type",
        """\
rules/facts.yaml:39:7: error: `in` is no name for a field
  | in: {type: integer}
  | ^^""",
    ),
    Fault(
        "what shows a rating that weighs nothing",
        FACTS, "    range: [0", "    shown_by: [shop.visit, shop.kind]\n    range: [0",
        """\
rules/facts.yaml:17:15: error: `shown_by` goes only with `weight`, and `shop.visits` has none
  | shown_by: [shop.visit, shop.kind]
  |           ^^^^^^^^^^^^^^^^^^^^^^^
  help: say what it weighs, or take it out
rules/facts.yaml:17:16: error: unknown fact `shop.visit`
  | shown_by: [shop.visit, shop.kind]
  |            ^^^^^^^^^^
  help: did you mean `shop.visits`?
rules/facts.yaml:17:28: error: `shop.kind` is one of bakery, butcher, none; none of that is more
  | shown_by: [shop.visit, shop.kind]
  |                        ^^^^^^^^^
  help: name facts that are numbers, or true or false""",
    ),
    Fault(
        "a key that is no whole number", FACTS, "key: day", "key: days",
        """\
rules/facts.yaml:36:10: error: `days` is no field that holds whole numbers
  | key: days
  |      ^^^^
  help: did you mean `day`?""",
    ),
    Fault(
        "a derivation of another type", FACTS, "assume: false", "derive: shop.visits",
        """\
rules/facts.yaml:27:13: error: this is a number, not true or false
  | derive: shop.visits
  |         ^^^^^^^^^^^
  help: compare it with something""",
    ),
    Fault(
        "a fact derived from itself", FACTS, "derive: count(shop.days)", "derive: shop.visits + 1",
        """\
rules/facts.yaml:19:13: error: derived from itself: `shop.visits` from `shop.visits`
  | derive: shop.visits + 1
  |         ^^^^^^^^^^^^^^^""",
    ),
    Fault(
        "an unknown subject", FACTS, "subject: shop.name", "subject: shop.nam",
        """\
rules/facts.yaml:1:10: error: unknown fact `shop.nam`
  | subject: shop.nam
  |          ^^^^^^^^
  help: did you mean `shop.name`?""",
    ),
    Fault(
        "no vocabulary", FACTS, "facts:\n", "fact:\n",
        """\
rules/facts.yaml:1:1: error: this is no file of rules
  | subject: shop.name
  | ^^^^^^^
  help: a file under rules/ has the key `facts`, `gate`, `notes`, `promises` or `board`""",
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_of_the_vocabulary_is_told_with_place_and_remedy(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is one finding, which shows the line and says what would be right."""
    workspace = write(tmp_path, fault.file, fault.old, fault.new)
    monkeypatch.chdir(tmp_path)
    assert told(workspace) == fault.told
