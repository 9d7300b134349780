"""Types: each has a name to be told by."""

from __future__ import annotations

from typing import get_args

from engine.language import types


def test_every_type_has_a_name() -> None:
    """Findings tell a type by it, so a type that is added needs one."""
    assert set(types.type_names) == set(get_args(types.Type))


def test_every_type_has_an_order_or_none() -> None:
    """A type that is added is put here, and into ORDERED where it has one."""
    unordered = {types.Boolean, types.Enumeration, types.SetOf, types.Text, types.Records}
    assert {*types.ORDERED} | unordered == {*get_args(types.Type)}
