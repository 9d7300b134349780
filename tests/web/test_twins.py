"""What the page's scripts and Python have to agree on: nodes, what they read, words, keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from engine.language.traverse import sources
from engine.language.tree import Expression
from engine.language.types import Type
from engine.rulebook.kinds.spelling import STATUSES
from engine.web.rulebook import rulebook_to_json
from engine.web.scripts import ASKING, PAGE, READING, script
from engine.web.trees import tree_to_json
from tests.domain.program import ROOT, rulebook
from tests.every_node import FLAGS, THRESHOLDS, conditions
from tests.web.under_node import inside, lacking

BOOK = rulebook().book
FLOW = "img_support"
WORDS = ROOT / "engine/web/js/words.js"
RECORDS = {"is": "records", "key": "year", "fields": {"size": {"is": "number"}}}
TYPES: dict[str, Any] = {
    "number": {"is": "number"}, "day": {"is": "day"}, "word": {"is": "word", "values": ["gme"]},
    "text": {"is": "text"}, "set": {"is": "set", "values": ["gme"]}, "rows": RECORDS,
}  # fmt: skip
FACTS = {
    **{name: {"type": {"is": "boolean"}} for name in FLAGS},
    **{f"{kind}.{letter}": {"type": found} for kind, found in TYPES.items() for letter in "ab"},
}
THRESHOLDS_TOLD = {name: str(value) for name, value in THRESHOLDS.items()}

READ = """
const rules = prepared({ facts: given.facts, thresholds: given.thresholds, constraints: [] });
const told = given.trees.map((tree) => {
  const found = new Case(rules, now());
  const reads = [...sourcesOf(tree)];
  valueOf(tree, found);
  truthOf(tree, found, null, new Map());
  try { new Encoder(found).condition(tree); } catch (error) {
    if (!(error instanceof NotLinear)) return String(error);
  }
  return reads;
});
process.stdout.write(JSON.stringify(told));
"""


def some_trees() -> list[Expression]:
    """Random conditions of every kind."""
    found: list[Expression] = []

    @settings(max_examples=300)
    @given(conditions)
    def collect(tree: Expression) -> None:
        found.append(tree)

    collect()
    return found


@pytest.mark.skipif(lacking(), reason="left out, not checked: there is no node")
def test_every_node_is_read_alike(tmp_path: Path) -> None:
    """All have a meaning, and none is unknown to what bounds it or makes a formula of it."""
    trees = some_trees()
    told = [*map(tree_to_json, trees)]
    asked = {"facts": FACTS, "thresholds": THRESHOLDS_TOLD, "trees": told}
    for tree, found in zip(trees, inside(BOOK, FLOW, asked, READ, tmp_path), strict=True):
        assert isinstance(found, list), (tree, found)
        assert {*found} == {*sources(tree)}, tree


def test_what_the_page_is_told_some_script_reads() -> None:
    """Beside the names that are data."""
    told = rulebook_to_json(BOOK, BOOK.flows[FLOW])
    code = script(*READING, *ASKING, *PAGE)
    assert [key for key in sorted(_keys(told)) if not re.search(rf"\b{key}\b", code)] == []


def _keys(told: Any) -> set[str]:
    """The keys of objects, but of those whose keys are names of a rulebook."""
    if isinstance(told, list):
        return {key for one in told for key in _keys(one)}
    if not isinstance(told, dict):
        return set()
    names = any(re.search(r"[.-]|^[0-9]", key) for key in told) or told.keys() <= NAMES
    own = set() if names else {*told}
    return own.union(*(_keys(inner) for inner in told.values()))


def _words(kind: Type) -> tuple[str, ...]:
    fields = getattr(kind, "fields", {}).values()
    return (*getattr(kind, "values", ()), *(word for one in fields for word in _words(one)))


NAMES = {
    *BOOK.gates, *BOOK.flows[FLOW].nodes, *BOOK.vocabulary.informants, *BOOK.numbers,
    *(word for gate in BOOK.gates.values() for word in (one.then for one in gate.every_rule)),
    *(word for fact in BOOK.vocabulary.facts.values() for word in fact.means),
    *(word for fact in BOOK.vocabulary.facts.values() for word in _words(fact.type)),
    *(name for fact in BOOK.vocabulary.facts.values() for name in getattr(fact.type, "fields", ())),
}  # fmt: skip


def test_every_word_of_the_page_is_used() -> None:
    words = WORDS.read_text(encoding="utf-8")
    code = script(*READING, *ASKING, *PAGE)
    names = re.findall(r"^  (\w+):", words, re.MULTILINE)
    assert names and [one for one in names if not re.search(rf"WORDS(\.{one}\b|\[)", code)] == []


def test_every_status_has_a_word() -> None:
    words = WORDS.read_text(encoding="utf-8")
    (told,) = re.findall(r"status: \{(.*)\}", words)
    assert {*re.findall(r"(\w+): ", told)} == {*STATUSES} - {"known"}
