"""A decision as immutable data, and its form as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ..case.provenance import Provenance
from ..language.comparison import Limit
from ..language.interpret import Kleene
from ..language.values import Value, as_json
from ..rulebook.model import INCOMPLETE, Kind
from .staleness import Stale
from .support import Drivers, Support
from .testimony import Testimony


@dataclass(frozen=True, slots=True)
class Condition:
    """The smallest part of a rule's condition, as it turned out.

    `decisive` ones are those that made the whole condition come out as it did;
    `limit` is what a number stands against.
    """

    text: str
    truth: Kleene
    values: Mapping[str, Value | None]
    thresholds: Mapping[str, Fraction]
    decisive: bool
    limit: Limit | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)

    def disputed(self, fact: str) -> bool:
        """Whether voices differ on a fact in it: then it has no value, but some that were said."""
        told = self.provenance.get(fact)
        return self.values.get(fact) is None and told is not None and bool(told.counted)

    def to_dict(self) -> dict[str, Any]:
        values = {name: as_json(value) for name, value in self.values.items()}
        told = {name: one.to_dict() for name, one in self.provenance.items()}
        found = {"text": self.text, "truth": self.truth, "values": values}
        return found | ({"provenance": told} if told else {})


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A rule above the one that decided, where it would have led, and why it did not."""

    rule: str
    truth: Kleene
    conditions: Sequence[Condition]
    then: str = ""

    def to_dict(self) -> dict[str, Any]:
        conditions = [condition.to_dict() for condition in self.conditions]
        return {"rule": self.rule, "truth": self.truth, "conditions": conditions}


@dataclass(frozen=True, slots=True)
class Collected:
    """One of the things that a gate collects: whether it holds, and if so what it says."""

    id: str
    truth: Kleene
    because: str | None
    source: str
    conditions: Sequence[Condition]

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "truth": self.truth,
            "because": self.because,
            "source": self.source,
            "conditions": [condition.to_dict() for condition in self.conditions],
        }


@dataclass(frozen=True, slots=True)
class Station:
    """A node that the walk passed. Gates also have an outcome and what led to it.

    `forced_by` are the fewest known facts that leave no other outcome, where no rule decides
    by what is known alone. Of what a gate has `collected` all is told, whatever decides. An open
    gate `waits` for the first rule that is not sure to hold, and may decide it in some completion.
    """

    node: str
    kind: Kind
    title: str
    outcome: str | None = None
    rule: str | None = None
    because: str | None = None
    source: str | None = None
    conditions: Sequence[Condition] = ()
    passed_over: Sequence[PassedOver] = ()
    forced_by: Mapping[str, Value] = field(default_factory=dict)
    collected: Sequence[Collected] = ()
    waits: str | None = None

    @property
    def holding(self) -> tuple[Collected, ...]:
        """What the gate collects and certainly holds."""
        return tuple(one for one in self.collected if one.truth is True)

    def to_dict(self) -> dict[str, Any]:
        if self.kind != "gate":
            return {"node": self.node, "kind": self.kind}
        return {
            "node": self.node,
            "kind": self.kind,
            "outcome": self.outcome,
            "rule": self.rule,
            "because": self.because,
            "source": self.source,
            "conditions": [condition.to_dict() for condition in self.conditions],
            "passed_over": [rule.to_dict() for rule in self.passed_over],
            **(
                {"forced_by": {name: as_json(value) for name, value in self.forced_by.items()}}
                if self.forced_by
                else {}
            ),
            **({"collected": [one.to_dict() for one in self.collected]} if self.collected else {}),
        }


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field that a record of a list lacks. `key` is what tells the record from others.

    `record` counts from 0; `key` is the field's name with its value, where it is known.
    """

    record: int
    key: tuple[str, Value] | None
    field: str

    def to_dict(self) -> dict[str, Any]:
        key = {self.key[0]: as_json(self.key[1])} if self.key is not None else {}
        return {"record": self.record, "key": key, "field": self.field}


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that can still change the verdict: what to ask, whom, and for which gate.

    `asked` says whether it was asked in vain: `unknown`, `declined` or `contested`. Of a
    list of records that is there but lacks fields, `fields` are those that can change the verdict.
    """

    fact: str
    ask: str
    whom: tuple[str, ...]
    gate: str
    asked: str | None = None
    fields: tuple[OpenField, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        fields = {"fields": [one.to_dict() for one in self.fields]} if self.fields else {}
        told = {"fact": self.fact, "ask": self.ask, "whom": list(self.whom), "gate": self.gate}
        return told | fields


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that fired."""

    id: str
    text: str
    signal: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "text": self.text, "signal": self.signal, "source": self.source}


@dataclass(frozen=True, slots=True)
class Label:
    """What another flow says beside the verdict, and by which rule.

    Where rows of columns were compared, also how many of the columns matched.
    """

    row: str
    title: str
    matched: int | None = None
    of: int | None = None
    rule: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self.matched is None:
            return {"outcome": self.row, "rule": self.rule}
        return {"row": self.row, "matched": self.matched, "of": self.of}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a flow says of one case, and why. Sources are passage keys; values are exact.

    `bounds` are the lowest and the highest that an open number can be, where the records
    that are known leave less than its range.
    """

    flow: str
    rulebook: str
    program: str | None
    verdict: str
    decided_at: str | None
    rule: str | None
    path: tuple[Station, ...]
    possible: tuple[str, ...]
    missing: tuple[Missing, ...]
    assumed: Mapping[str, Value]
    cautions: tuple[Remark, ...]
    strengths: tuple[Remark, ...]
    ignored: tuple[Remark, ...]
    signals: Mapping[str, str]
    labels: Mapping[str, Label]
    drivers: Drivers
    rests_on: Support
    as_of: date
    bounds: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    testimony: Testimony = Testimony()
    stale: tuple[Stale, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether there is a verdict that no further answer can change."""
        return self.verdict != INCOMPLETE

    def to_dict(self) -> dict[str, Any]:
        """Exactly what `--format json` prints; numbers as decimals of at most six places."""
        return {
            "flow": self.flow,
            "rulebook": self.rulebook,
            "program": self.program,
            "verdict": self.verdict,
            "decided_at": self.decided_at,
            "rule": self.rule,
            "path": [station.to_dict() for station in self.path],
            "possible": list(self.possible),
            "missing": [one.to_dict() for one in self.missing],
            "assumed": {name: as_json(value) for name, value in self.assumed.items()},
            "cautions": [remark.to_dict() for remark in self.cautions],
            "strengths": [remark.to_dict() for remark in self.strengths],
            "ignored": [remark.to_dict() for remark in self.ignored],
            "signals": dict(self.signals),
            "labels": {name: label.to_dict() for name, label in self.labels.items()},
            "drivers": self.drivers.to_dict(),
            "rests_on": self.rests_on.to_dict(),
            **self.testimony.to_dict(),
            "stale": [one.to_dict() for one in self.stale],
            "as_of": as_json(self.as_of),
            **({"bounds": self._bounds()} if self.bounds else {}),
        }

    def _bounds(self) -> dict[str, Any]:
        return {name: [*map(as_json, ends)] for name, ends in self.bounds.items()}
