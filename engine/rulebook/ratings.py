"""What a rating is about, as facts show it: they have to be such that more of them is better."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.vocabulary import BAD_RATING
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from .document import YamlList, YamlNode, YamlScalar
from .model import Fact
from .shape import Shape

SHOWN_BY = "shown_by"


def check_ratings(shape: Shape, node: YamlNode | None, facts: Mapping[str, Fact]) -> None:
    """Report what `shown_by` names that cannot show a rating; `node` has all facts."""
    for name, (_, item) in Shape(shape.source).entries(node, "").items():
        _, shown = Shape(shape.source).entries(item, "").get(SHOWN_BY, (None, None))
        if not isinstance(shown, YamlList):
            continue
        if facts[name].weight is None:
            message = f"`{SHOWN_BY}` goes only with `weight`, and `{name}` has none"
            shape.report(BAD_RATING, message, shown, "say what it weighs, or take it out")
        for named in shown.items:
            if isinstance(named, YamlScalar):
                _check(shape, named, facts)


def _check(shape: Shape, named: YamlScalar, facts: Mapping[str, Fact]) -> None:
    fact = facts.get(named.value)
    if fact is None:
        help_ = did_you_mean(named.value, facts)
        shape.report(UNKNOWN_FACT, f"unknown fact `{named.value}`", named, help_)
    elif not isinstance(fact.type, (types.Boolean, types.Numeric)):
        message = f"`{named.value}` is {types.describe(fact.type)}; none of that is more"
        help_ = "name facts that are numbers, or true or false"
        shape.report(BAD_RATING, message, named, help_)
