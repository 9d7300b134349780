"""What in a cell says that it is not one number: a range, a bound, a doubt, several numbers."""

from __future__ import annotations

import re

NUMBER = r"\d+(?:[.,]\d+)*"
NUMBERS = re.compile(NUMBER, re.ASCII)
DATED = re.compile(r"\((?:in |as of )?(?:19|20)\d\d\)", re.ASCII)
"""The year of a number, behind it: it is no second number."""
BETWEEN = r"(?:[-\u2010-\u2015\u2212\u2026]|\.\.+|\b(?:to|or|and)\b)"
RANGE = re.compile(
    rf"(?<![\d.,-]){NUMBER} ?(?:%|[^\W\d]{{1,12}})? ?{BETWEEN}"
    rf" ?(?:[<>]|up to)? ?{NUMBER}(?!.*\d)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
BOUND = re.compile(
    r"[<>\u2264\u2265]|\+(?! ?\d)|\b(?:over|under|above|below|less|more|fewer|greater|least|most|to"
    r"|max|maximum|min|minimum|within|almost|nearly|beyond|between)\b",
    re.IGNORECASE,
)
DOUBT = re.compile(
    r"[?\u00b1~\u2248]|(?<=[\d%])[ -]?ish\b|\b(?:about|around|roughly|approx|approximately|ca|circa"
    r"|maybe|perhaps|probably|possibly|likely|might|could|guess|unsure|unclear|not|no|or|if|unless)\b",
    re.IGNORECASE,
)


LONGEST = 200
"""Longer texts are not looked into."""


def doubt(text: str) -> str | None:
    """What a cell is instead of one number; None where nothing speaks against it."""
    if len(text) > LONGEST:
        return "a long text"
    bare = DATED.sub("", " ".join(text.split()))
    if RANGE.search(bare):
        return "a range"
    if BOUND.search(bare):
        return "a bound"
    if DOUBT.search(bare):
        return "doubtful"
    return "several numbers" if len(NUMBERS.findall(bare)) > 1 else None
