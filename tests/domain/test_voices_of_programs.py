"""Voices that differ on a program: the verdict and the fork are those of each combination."""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import product
from random import Random
from typing import Any

import pytest

from engine.diagnostics.invalid import Invalid
from engine.rulebook.model import INCOMPLETE
from tests.domain.program import ROOT, rulebook
from tests.domain.samples import PLAIN, File, complete
from tests.search import trials

SAID = {name: values for name, values in PLAIN.items() if not isinstance(values[0], float | int)}
SAID |= {name: (True, False) for name in PLAIN if PLAIN[name] == (True, False)}
SAID |= {"outcomes.two_tier": (True, False)}
"""What is said of single facts with few values; that there are two tiers is said over numbers."""


def combinations_of(file: File, said: dict[str, list[Any]]) -> list[str]:
    """What each combination comes to as the user's own judgment."""
    found = []
    for values in product(*said.values()):
        tried = deepcopy(file)
        for name, value in zip(said, values, strict=True):
            group, _, short = name.partition(".")
            tried.setdefault(group, {})[short] = value
        try:
            found.append(rulebook().evaluate(tried).verdict)
        except Invalid:
            continue
    return found


@pytest.mark.parametrize("seed", range(trials(12)))
def test_the_verdict_is_what_each_combination_comes_to(seed: int) -> None:
    random = Random(seed)
    names = random.sample([*SAID], random.randint(1, 3))
    file: File = complete(random)
    if seed % 2:  # a program of which little decides
        file = json.loads((ROOT / "examples" / "community.json").read_text(encoding="utf-8"))
        names = ["outcomes.two_tier", *(one for one in names[:2] if one != "outcomes.two_tier")]
    said = {name: random.sample(SAID[name], 2) for name in names}
    talks: list[dict[str, Any]] = [{"who": who, "said": {}} for who in "AB"]
    for name, values in said.items():
        group, _, short = name.partition(".")
        file.get(group, {}).pop(short, None)
        for talk, value in zip(talks, values, strict=True):
            talk["said"].setdefault(group, {})[short] = value
    heard = deepcopy(file)
    heard.setdefault("evidence", {}).setdefault("interviews", [])
    heard["evidence"]["interviews"] = [*heard["evidence"]["interviews"], *talks]
    own = deepcopy(heard)
    for talk in own["evidence"]["interviews"]:
        talk.pop("said", None)
    every = combinations_of(own, said)
    if not every:
        return  # nothing that was said can be true
    decision = rulebook().evaluate(heard)
    found = {*every}
    if len(found) == 1 and INCOMPLETE not in found:
        assert decision.verdict in found
    else:
        assert decision.verdict == INCOMPLETE
        assert found - {INCOMPLETE} <= {*decision.possible}
