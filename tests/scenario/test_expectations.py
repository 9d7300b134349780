"""When what came out is as expected, key by key."""

from __future__ import annotations

from typing import Any

import pytest

from engine.rulebook.kinds.cases import EXPECT
from engine.scenario.expect import fits

CASES: tuple[tuple[str, Any, Any, bool], ...] = (
    ("verdict", "low", "low", True),
    ("verdict", "low", "high", False),
    ("decided_at", "good", "good", True),
    ("decided_at", "good", None, False),
    ("rule", None, None, True),
    ("rule", None, "stale", False),
    ("possible", ["low", "high"], ["high", "low"], True),
    ("possible", ["low"], ["high", "low"], False),
    ("cautions", ["late"], ["loud", "late"], True),
    ("cautions", ["late", "dear"], ["loud", "late"], False),
    ("strengths", ["bread"], ["bread"], True),
    ("strengths", ["bread"], [], False),
    ("ignored", ["praise"], ["praise"], True),
    ("ignored", ["praise"], ["fame"], False),
    ("absent", ["bread"], ["late"], True),
    ("absent", ["bread", "loud"], ["late", "loud"], False),
    ("missing", ["shop.kind"], ["shop.kind", "shop.visits"], True),
    ("missing", ["shop.kind", "shop.days"], ["shop.kind", "shop.visits"], False),
    ("labels", {"kin": "token"}, {"kin": "token", "kind": "none"}, True),
    ("labels", {"kin": "token"}, {"kin": "none"}, False),
    ("labels", {"kin": "token"}, {}, False),
)


@pytest.mark.parametrize(("key", "expected", "found", "passes"), CASES)
def test_what_passes(key: str, expected: Any, found: Any, passes: bool) -> None:
    """Single words are equal, lists hold what is named, `absent` holds none of it."""
    assert fits(key, expected, found) is passes


def test_every_key_passes_and_fails_somewhere() -> None:
    """A key that is added wants its cases here."""
    assert {(key, passes) for key, *_, passes in CASES} == {
        (key, passes) for key in EXPECT.names for passes in (True, False)
    }
