"""Values are put into the text of a fact file, and nothing else in it changes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.interview.edit import put

KEYS = st.sampled_from(["a", "b", "é", 'with "quotes"'])
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5)
DATA: st.SearchStrategy[Any] = st.dictionaries(
    KEYS,
    LEAVES | st.dictionaries(KEYS, LEAVES | st.lists(LEAVES, max_size=2), max_size=3),
    max_size=3,
)


@given(DATA, st.tuples(KEYS, KEYS), LEAVES, st.sampled_from([None, 2, 4]))
def test_only_what_was_put_changes(
    data: dict[str, Any], path: tuple[str, str], new: Any, indent: int | None
) -> None:
    """Whatever the layout; a plain value on the way would be lost, so there is none."""
    data = {key: one if isinstance(one, dict) or one is None else {} for key, one in data.items()}
    found = json.loads(put(json.dumps(data, indent=indent), path, new))
    group = data.get(path[0]) or {}
    assert found == data | {path[0]: {**group, path[1]: new}}


def test_the_layout_stays() -> None:
    text = '{\n    "visa": {"handler": "gme"},\n\n    "notes" : [1,   2]\n}\n'
    assert put(text, ("visa", "lead"), Decimal("2.50")) == (
        '{\n    "visa": {"handler": "gme", "lead": 2.50},\n\n    "notes" : [1,   2]\n}\n'
    )


def test_a_new_group_has_its_facts_on_lines_of_their_own() -> None:
    text = put("{}\n", ("visa", "handler"), "gme")
    text = put(text, ("visa", "had_to_fight"), False)
    assert text == '{\n  "visa": {\n    "handler": "gme",\n    "had_to_fight": false\n  }\n}\n'


def test_records_are_added_at_the_end_of_a_list() -> None:
    text = put('{"list": [{"n": 1}]}', ("list", 1, "said", "visa", "x"), 3)
    assert json.loads(text) == {"list": [{"n": 1}, {"said": {"visa": {"x": 3}}}]}


@pytest.mark.parametrize("old", ["null", "3", '"x"', "[1]", '{"value": 1}'])
def test_what_stands_there_is_replaced(old: str) -> None:
    assert json.loads(put(f'{{"a": {{"b": {old}}}}}', ("a", "b"), [])) == {"a": {"b": []}}
