"""A share that is stated rounded may stand beside what it was worked out from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from tests.prove.books import book, gate

FACTS = """\
  p.some: {type: integer, range: [0, 10], ask: How many of them?}
  p.all: {type: integer, range: [1, 10], ask: How many in all?}
  p.share: {type: share, derive: p.some / p.all, ask: Which share?}
  p.good: {type: boolean, ask: Good?}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    book(tmp_path, gate("first", "fine: p.share >= 0.3 and p.good -> yes"), facts=FACTS)
    return tmp_path


def asked(place: Path, **facts: object) -> dict[str, Any]:
    path = place / "facts.json"
    path.write_text(json.dumps({"p": facts}))
    options = ["--rules", place / "rules", "--flows", place / "flows", "--flow", "flow"]
    arguments = ["whatif", path, *options, "--format", "json"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def changes(found: dict[str, Any]) -> list[list[str]]:
    return [[one["fact"] for one in flip["changes"]] for flip in found["flips"]]


def test_a_rounded_share_is_not_in_the_way(place: Path) -> None:
    found = asked(place, share=0.33, some=1, all=3, good=True)
    assert changes(found) == [["p.good"]]
    assert found["reasons"] == ["p.share", "p.good"]


def test_nor_where_what_it_comes_from_is_known_in_part(place: Path) -> None:
    found = asked(place, share=0.33, some=1, good=False)
    assert changes(found) == [["p.good"]]
    assert found["reasons"] == ["p.good"]


GAPS = """\
  p.l: {type: records, key: y, ask: Who?, fields: {y: {type: integer}, c: {type: boolean}, d: {type: boolean}}}
  p.one: {type: share, derive: share(c in p.l), ask: Which share?}
  p.other: {type: share, derive: share(d in p.l), ask: Which other?}
  p.gap: {type: number, range: [-1, 1], derive: p.one - p.other, ask: How far apart?}
"""  # noqa: E501 - a fact on its own line


def test_a_told_number_counts_as_rounded_once_it_is_written_down(tmp_path: Path) -> None:
    """A gap of 0 in a fact file is one from -0.5 to 0.5, and the share may then be below 0.5."""
    rule = "fine: p.gap >= 0 and p.one >= 0.5 -> yes"
    book(tmp_path, gate("first", rule), facts=GAPS)
    found = asked(tmp_path, other=0.5)
    for flip in found["flips"]:
        told = {one["fact"]: one["cells"][0] for one in flip["changes"]}
        for end in ("from", "to"):
            facts = {name.removeprefix("p."): cell[end] for name, cell in told.items()}
            if end not in told[next(iter(told))]["open"]:
                assert evaluated(tmp_path, **{"other": 0.5, **facts}) == flip["verdict"], facts


def evaluated(place: Path, **facts: object) -> str:
    path = place / "changed.json"
    path.write_text(json.dumps({"p": facts}))
    options = ["--rules", place / "rules", "--flows", place / "flows", "--flow", "flow"]
    arguments = ["evaluate", path, *options, "--format", "json"]
    verdict: str = json.loads(CliRunner().invoke(main, [str(one) for one in arguments]).stdout)[
        "verdict"
    ]
    return verdict
