"""What threads and forked processes need everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class cached_property(Generic[Owner, Value]):  # noqa: N801 - used like that of functools
    """`functools.cached_property` as it is from Python 3.12 on: without a lock.

    Before, one lock for all objects of a class is held while a value is worked out, so that
    threads would wait for each other's questions, and for ever in a process forked meanwhile.
    Two threads at once may both work a value out; each of the two has to do.
    """

    def __init__(self, compute: Callable[[Owner], Value]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type[Owner], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: Any = None) -> cached_property[Owner, Value]: ...

    @overload
    def __get__(self, instance: Owner, owner: Any = None) -> Value: ...

    def __get__(self, instance: Owner | None, owner: Any = None) -> Any:
        if instance is None:
            return self
        found = instance.__dict__[self.name] = self.compute(instance)
        return found


def held_while_forking(acquire: Callable[[], object], release: Callable[[], object]) -> None:
    """Before a fork wait for what `acquire` locks; then both processes unlock it.

    A child has only the thread that forked: what another one was in the middle of would
    stay half done there for ever, and locked.
    """
    if hasattr(os, "register_at_fork"):  # Windows has no fork
        os.register_at_fork(before=acquire, after_in_parent=release, after_in_child=release)
