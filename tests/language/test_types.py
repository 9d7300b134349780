"""Types: each has a name to be told by."""

from __future__ import annotations

from typing import get_args

from engine.language import types


def test_every_type_has_a_name() -> None:
    """Findings tell a type by it, so a type that is added needs one."""
    assert set(types.type_names) == set(get_args(types.Type))
