"""The numbers of a case are those of the model that showed it, however hard they were to find."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.solve import logic
from engine.solve.oracle import Oracle
from engine.solve.solver import Solver


def test_numbers_are_read_of_the_model_and_not_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """z3 may find a product once and, asked the same again, not decide."""
    share, size = logic.real("share"), logic.integer("size")
    imgs = logic.literal(16)
    tied = logic.same(share * size, imgs)
    oracle = Oracle([tied, size >= 17, size <= 40, share >= logic.constant(Fraction(1, 2))])
    assert oracle.ask(size > 20) is True
    monkeypatch.setattr(Solver, "check", lambda *_: None)
    found = oracle.value(share), oracle.value(size)
    assert found[0] * found[1] == 16 and found[0] >= Fraction(1, 2) and found[1] > 20
