"""Lines fit, say all that the text says, and are about equally long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.draw.picture.wrap import measure, wrap

MARKS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp"))
TEXTS = st.text(MARKS | st.just(" "))
WIDTHS = st.floats(40, 400)


@given(TEXTS, WIDTHS, st.booleans())
def test_no_line_is_wider_than_asked_for(text: str, width: float, bold: bool) -> None:
    """A single mark fits into any width in use."""
    for line in wrap(text, width, 13, bold):
        assert measure(line, 13, bold) <= width + 0.001


@given(TEXTS, WIDTHS)
def test_nothing_is_lost(text: str, width: float) -> None:
    """But spaces where a line ends."""
    assert "".join(wrap(text, width, 13)).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, WIDTHS)
def test_no_line_is_empty(text: str, width: float) -> None:
    """So that a box is no higher than its words."""
    assert all(line.strip() for line in wrap(text, width, 13))


def test_lines_are_about_equally_long() -> None:
    """Rather than one full line and a lonely word."""
    lines = wrap("one two three four five six seven", 170, 13)
    assert lines == ("one two three four", "five six seven")


def test_a_long_word_is_cut() -> None:
    """As a program's name may be one word of 500 letters."""
    lines = wrap("n" * 500, 300, 13)
    assert len(lines) == 14 and "".join(lines) == "n" * 500


def test_a_number_stays_with_its_per_cent() -> None:
    """`46 %` is one thing."""
    for width in range(60, 200):
        assert any("46 %" in line for line in wrap("more than 46 % of all", width, 13))


def test_marks_stay_on_their_letters() -> None:
    """A line does not begin with an accent."""
    word = "e\N{COMBINING ACUTE ACCENT}" * 60
    assert not any(line.startswith("\N{COMBINING ACUTE ACCENT}") for line in wrap(word, 100, 13))


def test_wide_scripts_take_their_room() -> None:
    """A Chinese sign is as wide as it is high."""
    assert measure("漢字", 10) > 2 * measure("ab", 10) * 0.75 > 0
    assert measure("漢字", 10) == 21
