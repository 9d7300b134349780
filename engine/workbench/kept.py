"""What was worked out, kept for a while: the newest of it (a least-recently-made cache)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by their keys, at most so many. Threads may share it; two may make one value."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not there."""
        with self._lock:
            if key in self._held:
                return self._held[key]
        found = make()
        self.put(key, found)
        return found

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value; what was made first goes first."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
