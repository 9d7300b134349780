"""Several sources of one program: what they differ on is testimony, and nothing is overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.place import Place
from engine.tables.cells import Leaf
from engine.tables.draft import Draft
from engine.tables.merge import merged
from tests.tables.samples import FACTS, VOCABULARY
from tests.tables.tables import facts_of, gathered, run, written


def test_what_sources_differ_on_becomes_testimony(tmp_path: Path) -> None:
    """Both are told with who and when, and neither stands as the fact."""
    mine = written(tmp_path, "mine.csv", "program.name,visa.j1_sponsored,program.state\nA,yes,TX\n")
    site = written(tmp_path, "site.csv", "n,j1,s\nA,no,TX\nB,yes,OK\n")
    mapping = written(
        tmp_path,
        "m.yaml",
        "files: site.csv\nsource: the website\nas_of: 2026-09-20\n"
        "columns: {n: program.name, j1: visa.j1_sponsored, s: program.state}",
    )
    programs, rejects, ledger = gathered(mine, site, mapping=mapping)
    assert ([one.key for one in programs], rejects, ledger.rows) == (["A", "B"], [], 3)
    stamp = {"source": "the website", "as_of": "2026-09-20"}
    assert facts_of(programs[0]) == {
        "program": {"name": {"value": "A", **stamp}, "state": {"value": "TX", **stamp}},
        "evidence": {"sources": [
            {"who": "mine.csv", "said": {"visa": {"j1_sponsored": True}}},
            {"who": "the website", "on": "2026-09-20", "said": {"visa": {"j1_sponsored": False}}},
        ]},
    }  # fmt: skip


def test_the_decision_knows_that_voices_differ(tmp_path: Path) -> None:
    """What comes out is what `evaluate` reads as testimony."""
    one = written(tmp_path, "one.csv", "program.name,visa.j1_sponsored\nA,yes\n")
    two = written(tmp_path, "two.csv", "program.name,visa.j1_sponsored\nA,no\n")
    assert run("import", one, two, "-o", tmp_path / "out").exit_code == 0
    told = run("evaluate", tmp_path / "out" / "A.json", "--format", "json").stdout
    (contested,) = json.loads(told)["contested"]
    assert contested["fact"] == "visa.j1_sponsored"
    assert {one["value"]: one["who"] for one in contested["values"]} == {
        True: ["one.csv"], False: ["two.csv"]}  # fmt: skip


def test_a_fact_file_joins_the_rows_of_its_name(tmp_path: Path) -> None:
    """Who does not know says nothing beside one who does; talks are kept."""
    table = written(tmp_path, "t.csv", "program.name,visa.j1_sponsored,program.state\nA,yes,OK\n")
    file = written(
        tmp_path,
        "mine.json",
        """
        {"program": {"name": "A", "state": {"status": "unknown"}},
         "evidence": {"interviews": [{"who": "X", "is_img": true}]},
         "visa": {"j1_sponsored": {"value": true, "note": "heard it"}, "had_to_fight": false}}""",
    )
    (program,), rejects, _ = gathered(table, file)
    assert rejects == []
    assert facts_of(program) == {
        "program": {"name": "A", "state": "OK"},
        "visa": {"j1_sponsored": {"value": True, "note": "heard it"}, "had_to_fight": False},
        "evidence": {"interviews": [{"who": "X", "is_img": True}]},
    }


def test_two_fact_files_are_two_programs(tmp_path: Path) -> None:
    """Whatever they are called; so are those of a folder."""
    for name in ("a.json", "b.json"):
        written(tmp_path, name, '{"program": {"name": "A"}}')
    programs, _, ledger = gathered(tmp_path)
    assert [one.key for one in programs] == ["a", "b"]
    assert (ledger.rows, ledger.files) == (0, 2)


def test_a_folder_may_hold_tables(tmp_path: Path) -> None:
    """And what is neither a fact file nor a table is left alone."""
    written(tmp_path, "a.json", '{"program": {"name": "A"}}')
    written(tmp_path, "t.csv", "program.name\nB\n")
    written(tmp_path, "m.yaml", "columns: {}")
    programs, _, _ = gathered(tmp_path)
    assert [one.key for one in programs] == ["a", "B"]


def test_without_a_list_of_sources_a_difference_is_a_reject() -> None:
    """Nothing is overwritten where both have no place to stand."""
    facts = {name: one for name, one in VOCABULARY.facts.items() if name != "evidence.sources"}
    book = replace(VOCABULARY, facts=facts)
    one, two = (Draft("A", {"visa.j1_sponsored": {"value": value}}, Place(f"{value}.csv", 2, 1))
                for value in (True, False))  # fmt: skip
    assert [found.code for found in merged([one, two], book).found] == ["nowhere-to-differ"]


def _without_talks(facts: dict[str, Leaf]) -> dict[str, Leaf]:
    return {name: leaf for name, leaf in facts.items() if not VOCABULARY.facts[name].testimony}


PLAIN = FACTS.map(_without_talks)


@given(PLAIN, PLAIN)
def test_every_value_of_every_source_is_kept(one: dict[str, Leaf], two: dict[str, Leaf]) -> None:
    """As the fact, or as what its source said; unless it is not known beside one that is."""
    drafts = [Draft("A", one, Place("one.csv", 2)), Draft("A", two, Place("two.csv", 2))]
    found = merged(drafts, VOCABULARY)
    said = [record["said"] for record in found.facts.get("evidence.sources", {}).get("value", [])]
    for facts in (one, two):
        for name, leaf in facts.items():
            group, _, short = name.partition(".")
            voices = [record.get(group, {}).get(short) for record in said]
            kept = [found.facts.get(name, {}), *map(_long, voices)]
            assert leaf.get("status") == "unknown" or any(
                each.get("value") == leaf.get("value") and each.get("status") == leaf.get("status")
                for each in kept
            )


def _long(said: object) -> Leaf:
    return said if isinstance(said, dict) else {"value": said}


@given(st.permutations([("a", True), ("b", True), ("c", False)]))
def test_the_order_of_sources_changes_no_voice(order: list[tuple[str, bool]]) -> None:
    drafts = [Draft("A", {"visa.j1_sponsored": {"value": value}}, Place(f"{name}.csv", 2))
              for name, value in order]  # fmt: skip
    records = merged(drafts, VOCABULARY).facts["evidence.sources"]["value"]
    assert sorted((one["who"], one["said"]["visa"]["j1_sponsored"]) for one in records) == [
        ("a.csv", True), ("b.csv", True), ("c.csv", False)]  # fmt: skip
