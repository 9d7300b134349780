"""A group whose commands are imported when they are called, and whose errors are safe to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from ..diagnostics.printable import printable


class LazyGroup(click.Group):
    """Its commands are `lazy`: each an attribute of the module of its name beside this one.

    Where the name is a keyword of Python, module and attribute end in `_`.
    """

    def __init__(self, *args: Any, lazy: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lazy = sorted(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self.lazy

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.lazy:
            return None
        module = f"{name}_" if iskeyword(name) else name
        found: click.Command = getattr(import_module(f".{module}", __package__), module)
        return found

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _printable_errors():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _printable_errors():
            return super().invoke(ctx)


@contextmanager
def _printable_errors() -> Iterator[None]:
    """Errors repeat the words of a command line, whatever stands in them."""
    try:
        yield
    except click.UsageError as error:
        told = error.format_message()
        safe = "\n".join(map(printable, told.split("\n")))
        if safe == told:
            raise
        raise click.UsageError(safe, error.ctx) from None
