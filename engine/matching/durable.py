"""Deciding which rules fire with durable_rules, through its C extension.

One session per ruleset is kept and used again for every case: assert one fact, take
note of the rules that fire, retract it. The extension crashes on some other orders, so
one lock is held from the fact to its retraction. The extension never lets another
thread run while it works, hence one lock for all matchers costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from threading import Lock
from typing import Any
from weakref import finalize

from ..concurrency import held_while_forking
from ..language.interpret import Facts, Kleene
from .coding import Counting, terms
from .conditions import sides
from .matcher import CompiledMatcher, Conditions, Matcher, MatcherMaker
from .rulesets import CATCH_ALL, Ruleset, plan

SESSION = '{"id":"f","sid":"s"}'  # the same session and fact for every case
HEAD = '"id":"f","sid":"s","k":1'
_numbers = count()
_lock = Lock()
held_while_forking(_lock.acquire, _lock.release)


def _extension() -> Any:
    import durable_rules_engine  # late, so that everything else works without it

    return durable_rules_engine


def available() -> bool:
    """Whether durable_rules can be imported here."""
    try:
        _extension()
    except ImportError:
        return False
    return True


class DurableMatcher:
    """Matches conditions, by id, with durable_rules; conditions have to be resolved.

    `thresholds` are the rulebook's; `name` tells its rulesets from others. Errors of
    the extension are raised as they are (`durable_rules_engine.error`). Threads may share it.
    """

    name = "durable_rules"

    def __init__(
        self, name: str, conditions: Conditions, thresholds: Mapping[str, Fraction]
    ) -> None:
        among = terms(conditions.values(), thresholds)
        self._conditions = [(one, f"h{place}", f"f{place}") for place, one in enumerate(conditions)]
        self._plan = plan([sides(condition, among) for condition in conditions.values()])
        self._coders = [(property, of.coder()) for property, of in self._plan.properties]
        with _lock:
            self._sessions = [_Session(name, ruleset) for ruleset in self._plan.rulesets]

    def match(self, facts: Facts) -> dict[str, Kleene]:
        """For each condition: True when it certainly holds, False when it cannot, else None."""
        known = self._coded(Counting(facts))
        with _lock:
            for session in self._sessions:
                known |= {rule: f'"{rule}":1' for rule in session.fired(known)}
        return {name: _truth(known, *sides) for name, *sides in self._conditions}

    def _coded(self, counting: Counting) -> dict[str, str]:
        """Every known property as it is written in a fact."""
        codes = ((name, code(counting)) for name, code in self._coders)
        return {name: f'"{name}":{code}' for name, code in codes if code is not None}


def _truth(fired: Mapping[str, str], holds: str, fails: str) -> Kleene:
    if holds in fired:
        return True
    return False if fails in fired else None


class _Session:
    """The one session of a ruleset."""

    def __init__(self, name: str, ruleset: Ruleset) -> None:
        self._engine = _extension()
        self._name, self._ruleset = name, ruleset
        self._open()

    def _open(self) -> None:
        title = f"{self._name!a} {next(_numbers)}"
        self._handle = self._engine.create_ruleset(title, self._ruleset.text)
        self._run(())
        self._closing = finalize(self, _close, self._engine, self._handle)
        self._closing.atexit = False

    def fired(self, known: Mapping[str, str]) -> list[str]:
        """The names of the rules that fire on the known properties."""
        try:
            return self._run(known[name] for name in self._ruleset.names if name in known)
        except BaseException:  # left half-way, a session would go on to answer wrongly
            self._closing.detach()
            self._open()
            raise

    def _run(self, written: Iterable[str]) -> list[str]:
        fact = f"{{{','.join((HEAD, *written))}}}"
        _, state = self._engine.assert_fact(self._handle, fact)
        fired = list(self._actions(state))
        self._engine.retract_fact(self._handle, SESSION)
        if CATCH_ALL not in fired:
            raise RuntimeError("durable_rules has lost a fact")
        return fired

    def _actions(self, state: int) -> Iterator[str]:
        started = self._engine.start_action_for_state(self._handle, state)
        message: str | None = started[1] if started else None
        while message is not None:
            yield message.split('"', 2)[1]
            message = self._engine.complete_and_start_action(self._handle, state)


def _close(engine: Any, handle: int) -> None:
    """Give the memory of a ruleset back; its session has to be between two facts."""
    engine.delete_state(handle, "s")
    engine.delete_ruleset(handle)


def preferred(thresholds: Mapping[str, Fraction]) -> MatcherMaker:
    """durable_rules where it can be imported, else the compiled matcher."""

    def make(name: str, conditions: Conditions) -> Matcher:
        if available():
            return DurableMatcher(name, conditions, thresholds)
        return CompiledMatcher(conditions)

    return make
