"""Finding the fact that a group and a name in a fact file stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.facts import RENAMED_FACT, UNKNOWN_GROUP, WRONG_TYPE
from ..diagnostics.place import Path
from ..diagnostics.suggestion import did_you_mean
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Fact, Vocabulary
from .values import Reader, cut, quoted


def named(
    reader: Reader, vocabulary: Vocabulary, data: Mapping[Any, Any], base: Path = ()
) -> Iterator[tuple[Fact, Any, Path]]:
    """Each fact in groups of facts, with what is written for it and where; `base` is where the
    groups stand. Groups and facts that there are not are reported."""
    known = vocabulary.groups
    for group, facts in data.items():
        path: Path = (*base, group)
        if group not in known:
            _unknown_group(reader, vocabulary, str(group), path)
        elif not isinstance(facts, Mapping):
            message = f"{quoted(facts)} is no group of facts"
            reader.report(WRONG_TYPE, message, path, "write an object: {..}")
        else:
            for name, raw in facts.items():
                found = _fact(reader, vocabulary, group, str(name), (*path, str(name)))
                if found is not None:
                    yield found, raw, (*path, str(name))


def _unknown_group(reader: Reader, vocabulary: Vocabulary, group: str, path: Path) -> None:
    known = vocabulary.groups
    help_ = did_you_mean(group, known) or "groups: " + ", ".join(known)
    if group in vocabulary.facts:
        outer, _, inner = group.partition(".")
        help_ = f'write {{"{outer}": {{"{inner}": ..}}}}'
    elif group.lower().lstrip("$") == TODAY.lstrip("$"):
        help_ = f"the day of all facts is `{TODAY}`"
    reader.report(UNKNOWN_GROUP, f"unknown group `{cut(group)}`", path, help_)


def _fact(
    reader: Reader, vocabulary: Vocabulary, group: str, short: str, path: Path
) -> Fact | None:
    name = f"{group}.{short}"
    found = vocabulary.facts.get(name)
    if found is not None:
        return found
    if name in vocabulary.renamed:
        message = f"`{name}` is no fact of this rulebook any more"
        reader.report(RENAMED_FACT, message, path, vocabulary.renamed[name])
        return None
    near = did_you_mean(name, vocabulary.facts)
    elsewhere = [one for one in vocabulary.facts if one.endswith("." + short)]
    help_ = near or (f"did you mean `{elsewhere[0]}`?" if elsewhere else None)
    reader.report(UNKNOWN_FACT, f"unknown fact `{cut(name)}`", path, help_)
    return None
