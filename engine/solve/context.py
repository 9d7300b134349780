"""z3's contexts, and how threads come by them.

Everything that z3 makes belongs to a context, and a context is not for two threads at once,
not even for giving something back: Python may do that in any thread, whenever it collects
garbage. So each context has a lock around every call, and what Python lets go of is only
noted, to be given back under the lock. As nothing depends on which thread calls, threads
may share a context, and no context ever goes while something in it is in use.

A thread keeps to one context, which nobody shares while there are few threads: one
question that takes long then holds up nobody else. A context takes some 17 megabytes
and is not worth making for one case; a proof has one `alone`, so that the examples it
finds do not hinge on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Any
from weakref import WeakSet

import z3

from ..concurrency import held_while_forking
from .logic import Kind

MOST = 8
"""So many contexts there are at most; further threads share them."""

Made = Any
"""A reference as the library has it."""


class Context:
    """A context of z3, to be used while its `lock` is held.

    One for `keeps` is never deleted: when Python ends, a daemon thread may still be in the
    middle of a question. Any other goes with the last thing in it.
    """

    def __init__(self, keeps: bool) -> None:
        self._owner = z3.Context()
        self._owner.owner = not keeps  # whether z3's wrapper deletes it
        self._dropped: list[Made] = []
        self._closed: list[tuple[Callable[..., None], Made]] = []
        self._keep, self._release = z3.Z3_inc_ref, z3.Z3_dec_ref
        self.handle = self._owner.ref()
        self.lock = Lock()
        self.seats: WeakSet[Seat] = WeakSet()
        self.sorts = {
            Kind.CONDITION: self.make(z3.Z3_mk_bool_sort),
            Kind.INTEGER: self.make(z3.Z3_mk_int_sort),
            Kind.REAL: self.make(z3.Z3_mk_real_sort),
        }
        _every.add(self)

    def make(self, function: Callable[..., Made], *arguments: Any) -> Made:
        """A term that a function of z3 makes; to be dropped when it is not needed any more."""
        handle = self.handle
        with self.lock:  # z3 keeps a new term only until the next call
            made = function(handle, *arguments)
            self._keep(handle, made)
        return made

    def drop(self, made: Made) -> None:
        """Give a term back, now or later. Never waits, since garbage may be collected anywhere:
        by a thread that is in the middle of `make`, or while another is asking."""
        self._dropped.append(made)
        self._give_back()

    def close(self, release: Callable[..., None], made: Made) -> None:
        """The same for what is no term and has a function of its own to be given back by."""
        self._closed.append((release, made))
        self._give_back()

    def _give_back(self) -> None:
        """Other threads may add to the lists meanwhile; the lock keeps them from taking.

        What is given back late changes which numbers z3 gives to the terms it makes, and by
        them which of several equally good examples it finds: hence at once, where possible.
        """
        if not self.lock.acquire(blocking=False):
            return
        try:
            if self._owner.ctx is not None:  # collected with what is in it, it may go first
                self._clear()
        finally:
            self.lock.release()

    def _clear(self) -> None:
        while self._closed:
            release, made = self._closed.pop()
            release(self.handle, made)
        while self._dropped:
            self._release(self.handle, self._dropped.pop())


class Held:
    """Something of z3's that is no term, given back with the last reference to it."""

    __slots__ = ("context", "made", "release")

    def __init__(self, context: Context, made: Made, release: Callable[..., None]) -> None:
        self.context, self.made, self.release = context, made, release

    def __del__(self) -> None:
        self.context.close(self.release, self.made)


class Seat:
    """A thread's place at a context; it goes when the thread ends."""

    __slots__ = ("__weakref__", "context")

    def __init__(self, context: Context) -> None:
        self.context = context


_contexts: list[Context] = []
_every: WeakSet[Context] = WeakSet()
_making = Lock()
_thread = local()


def current() -> Context:
    """The context of this thread."""
    seat: Seat | None = getattr(_thread, "seat", None)
    if seat is None:
        seat = _thread.seat = _seat()
    return seat.context


@contextmanager
def alone() -> Iterator[None]:
    """Whatever is made meanwhile, in this thread, is in a context of its own.

    It can be used later as well, and lasts as long as anything in it.
    """
    before: Seat | None = getattr(_thread, "seat", None)
    with _making:
        _thread.seat = Seat(Context(keeps=False))
    try:
        yield
    finally:
        _thread.seat = before


def _seat() -> Seat:
    """A place at the context with the fewest threads; at a new one if all have some."""
    with _making:
        emptiest = min(_contexts, key=lambda one: len(one.seats), default=None)
        if emptiest is None or (emptiest.seats and len(_contexts) < MOST):
            emptiest = Context(keeps=True)
            _contexts.append(emptiest)
        seat = Seat(emptiest)
        emptiest.seats.add(seat)
        return seat


_held: list[Context] = []


def _hold_all() -> None:
    _making.acquire()
    _held.extend(_every)
    for context in _held:
        context.lock.acquire()


def _release_all() -> None:
    for context in _held:
        context.lock.release()
    _held.clear()
    _making.release()


held_while_forking(_hold_all, _release_all)
