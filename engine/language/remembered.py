"""What depends on an expression alone is worked out once, and kept with its node.

Trees never change, and cases are many: which facts a condition reads, or how it is spelt, is asked
of the same nodes again for each case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .tree import Expression

Answer = TypeVar("Answer")


def remembered(ask: Callable[[Expression], Answer]) -> Callable[[Expression], Answer]:
    """`ask`, whose answers are kept with the nodes. Threads may both work one out."""

    def known(node: Expression) -> Answer:
        try:
            answers = node.worked_out
        except AttributeError:
            answers = {}
            object.__setattr__(node, "worked_out", answers)
        if ask not in answers:
            answers[ask] = ask(node)
        found: Answer = answers[ask]
        return found

    known.__doc__ = ask.__doc__
    known.__name__ = ask.__name__
    return known
