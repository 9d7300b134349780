"""What once failed does not fail again, and neither does a share of what `make fuzz` tries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.campaign import Bench
from tests.fuzz.inputs import from_json
from tests.fuzz.judge import problems
from tests.fuzz.make import KINDS, make

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
SHARE = 60
"""Inputs of seed 0: a few seconds of them."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    yield Bench(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_once_failed_is_mended(path: Path, bench: Bench) -> None:
    one = from_json(path.read_text(encoding="utf-8"))
    first = bench.run(one)
    assert [*problems(one, first)] == []
    assert bench.run(one).answer == first.answer


def test_a_share_of_the_inputs_gives_nothing_amiss(bench: Bench) -> None:
    """Time and memory are left to `make fuzz`: here the machine is shared."""
    for number in range(SHARE):
        one = make(0, number)
        assert [*problems(one, bench.run(one))] == [], (number, *one.shown())


def test_every_kind_of_input_is_made() -> None:
    assert {make(0, number).kind for number in range(300)} == {*KINDS}


def test_an_input_follows_from_its_number() -> None:
    assert [make(3, number) for number in range(30)] == [make(3, number) for number in range(30)]
