"""How long terms live: one context for each thread, or one for a piece of work.

This module does not import z3; `context` does, once the first term is made.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Here(threading.local):
    """The context of this thread, once there is one, and how deep its work is isolated."""

    context: Any = None  # a `context.Context`, which this module does not know
    depth: int = 0


here = Here()
_inherited: list[Any] = []


@contextmanager
def isolated() -> Iterator[None]:
    """Work in a context of its own; inside another such piece of work, in that one's."""
    outer = here.context
    if not here.depth:
        here.context = None
    here.depth += 1
    try:
        yield
    finally:
        here.depth -= 1
        if not here.depth:
            here.context = outer


def _after_fork() -> None:
    """A child starts afresh; what it inherits is never touched again."""
    if here.context is not None:
        _inherited.append(here.context)
    here.context, here.depth = None, 0


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
