"""Where z3 keeps its terms, so that threads never meet there.

A z3 context may be used by one thread at a time. Every thread therefore has a context of
its own, and every decision one that lasts as long as the decision does (`scope.isolated`): what
was asked before changes no answer, and memory is given back. Python may collect an object
in any thread, even while another is inside z3; what a thread finds of another's context
is only noted, and let go of by whoever makes the next term there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import get_ident
from typing import Any

import z3

from .scope import here

Made = Any
"""A reference as the library has it."""
Release = Callable[[Any, Made], None]


class Context:
    """One z3 context: its reference, its sorts and its two constants."""

    def __init__(self) -> None:
        self._owner = z3.Context()
        self._thread = get_ident()
        self._dropped: deque[tuple[Release, Made]] = deque()
        self.ref = self._owner.ref()
        self.boolean = z3.Z3_mk_bool_sort(self.ref)
        self.integer = z3.Z3_mk_int_sort(self.ref)
        self.real = z3.Z3_mk_real_sort(self.ref)
        self.true = z3.Z3_mk_true(self.ref)
        self.false = z3.Z3_mk_false(self.ref)
        for kept in (self.boolean, self.integer, self.real):
            z3.Z3_inc_ref(self.ref, z3.Z3_sort_to_ast(self.ref, kept))
        for kept in (self.true, self.false):
            z3.Z3_inc_ref(self.ref, kept)

    def release(self, made: Made, release: Release) -> None:
        """Let go of something; at once only in the thread that it belongs to."""
        if self._owner.ctx is None:  # it may go first while Python shuts down
            return
        if get_ident() == self._thread:
            release(self.ref, made)
        else:
            self._dropped.append((release, made))

    @property
    def untidy(self) -> bool:
        return bool(self._dropped)

    def tidy(self) -> None:
        """Let go of what other threads have noted."""
        while self._dropped:
            release, made = self._dropped.popleft()
            release(self.ref, made)


def current() -> Context:
    """The context that new terms belong to."""
    found: Context | None = here.context
    if found is None:
        found = here.context = Context()
    elif found.untidy:
        found.tidy()
    return found
