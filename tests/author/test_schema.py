"""JSON Schemas made from the rulebook: valid, fitting what is shipped, and strict."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cli import main
from engine.author.schema import DIALECT, MAKERS
from engine.rulebook.load import load
from engine.rulebook.workspace import find_workspace, shipped

ROOT = Path(__file__).parents[2]
TRIAGE = ROOT / "examples" / "workspaces" / "triage"
FILES = [
    *(("rules", path) for path in sorted((ROOT / "rules").glob("*.yaml"))),
    *(("flow", path) for path in sorted((ROOT / "flows").glob("*.yaml"))),
    *(("facts", path) for path in sorted((ROOT / "examples").glob("*.json"))),
]
TRIAGE_FILES = [
    *(("rules", path) for path in sorted((TRIAGE / "rules").glob("*.yaml"))),
    *(("flow", path) for path in sorted((TRIAGE / "flows").glob("*.yaml"))),
    *(("facts", path) for path in sorted((TRIAGE / "cases").glob("*.json"))),
]


@cache
def schema(kind: str, folder: Path | None = None) -> Draft202012Validator:
    """The validator of one kind of file in a workspace; without one, the shipped."""
    book = load(find_workspace(folder) if folder is not None else shipped())
    return Draft202012Validator(MAKERS[kind](book))


def read(path: Path) -> Any:
    """What a program reads in a YAML 1.2 or JSON file."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", MAKERS)
def test_a_schema_is_printed_and_valid_by_its_metaschema(kind: str) -> None:
    """As the command prints it."""
    result = CliRunner().invoke(main, ["schema", kind], catch_exceptions=False)
    found = json.loads(result.output)
    assert found["$schema"] == DIALECT
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("flags", [[], ["--redact"], ["--strict"]])
def test_every_decision_fits_its_schema(flags: list[str]) -> None:
    """As `evaluate` prints it, of every example, and with names out of it."""
    schema_ = json.loads(CliRunner().invoke(main, ["schema", "decision"]).output)
    Draft202012Validator.check_schema(schema_)
    examples = [str(path) for kind, path in FILES if kind == "facts"]
    result = CliRunner().invoke(main, ["evaluate", *examples, "--format", "json", *flags])
    found = [json.loads(line) for line in result.output.splitlines()]
    assert len(found) == len(examples)
    validator = Draft202012Validator(schema_)
    assert [error.message for one in found for error in validator.iter_errors(one)] == []


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "name", value))
def test_a_shipped_file_fits(kind: str, path: Path) -> None:
    """Rules, flows and examples."""
    assert [error.message for error in schema(kind).iter_errors(read(path))] == []


@pytest.mark.parametrize(
    ("kind", "path"), TRIAGE_FILES, ids=lambda value: getattr(value, "name", value)
)
def test_a_file_from_another_field_fits(kind: str, path: Path) -> None:
    """The schemas are made from the rulebook at hand."""
    assert [error.message for error in schema(kind, TRIAGE).iter_errors(read(path))] == []


@pytest.mark.parametrize("facts", [
    {"visa": {"handeler": "gme"}},
    {"visas": {"handler": "gme"}},
    {"visa": {"handler": "somebody"}},
    {"visa": {"handler": {"status": "dodged"}}},
    {"visa": {"handler": {"valeu": "gme"}}},
    {"visa": {"paperwork_lead_months": "6"}},
    {"visa": {"had_to_fight": "yes"}},
    {"history": {"img_share": 54}},
    {"history": {"intake": [{"year": 2024, "imgs": 3}]}},
    {"culture": {"coded_language": "fit"}},
    [],
], ids=str)  # fmt: skip
def test_a_wrong_fact_file_is_flagged(facts: Any) -> None:
    """Names, values, ranges and shapes."""
    assert not schema("facts").is_valid(facts)


@pytest.mark.parametrize("facts", [
    {}, {"$schema": "../schemas/facts.json"}, {"visa": {}}, {"visa": {"handler": None}},
    {"visa": {"handler": {"value": "gme", "status": None, "note": None}}},
    {"visa": {"handler": {"value": "gme", "source": "a resident", "note": "by name"}}},
    {"visa": {"handler": {"status": "declined"}}},
    {"history": {"img_share": {"value": 0.5, "as_of": "2024"}}},
], ids=str)  # fmt: skip
def test_a_right_fact_file_is_not(facts: Any) -> None:
    """Little, nothing and the long form are all fine."""
    assert schema("facts").is_valid(facts)


GATE = {"gate": "g", "question": "Q?", "rules": [], "otherwise": {"then": "no", "because": "B."}}
NOTE = {"id": "n", "when": "true", "caution": "C.", "signal": 1}
RULE = {"id": "r", "when": "visa.had_to_fight", "then": "no", "because": "B."}


@pytest.mark.parametrize(("change", "valid"), [
    ({}, True),
    ({"rules": [RULE]}, True),
    ({"rules": [RULE | {"then": True}]}, False),
    ({"rules": [RULE | {"becuase": "B."}]}, False),
    ({"rules": [{key: RULE[key] for key in ("when", "then", "because")}]}, False),
    ({"rules": [RULE | {"source": "nowhere"}]}, False),
    ({"rules": {"r": RULE}}, False),
    ({"otherwise": {"then": "no"}}, False),
    ({"thresholds": {"few": 3, "part": "1/3", "long": {"value": 0.5, "unit": "years"}}}, True),
    ({"thresholds": {"few": "three"}}, False),
    ({"queston": "Q?"}, False),
    ({"notes": [NOTE]}, True),
    ({"notes": [NOTE | {"strength": "S."}]}, False),
])  # fmt: skip
def test_a_gate_is_checked_to_its_leaves(change: dict[str, Any], valid: bool) -> None:
    """A gate file with one change."""
    assert schema("rules").is_valid(GATE | change) is valid


@pytest.mark.parametrize(("promise", "valid"), [
    ({"always": "visa.had_to_fight"}, True),
    ({"raising": "visa.paperwork_lead_months", "never": "high to low"}, True),
    ({"raising": "visa.paperwork_lead_months"}, False),
    ({"raising": "visa.paperwork"}, False),
    ({}, False),
])  # fmt: skip
def test_a_promise_is_checked(promise: dict[str, Any], valid: bool) -> None:
    """Either `always`, or a direction with `never`."""
    whole = {"id": "p", "flow": "img_support", "because": "B."} | promise
    assert schema("rules").is_valid({"promises": [whole]}) is valid
