"""A group whose commands are imported when they are called."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Its commands are `lazy`: each an attribute of the module of its name beside this one."""

    def __init__(self, *args: Any, lazy: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lazy = sorted(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self.lazy

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.lazy:
            return None
        found: click.Command = getattr(import_module(f".{name}", __package__), name)
        return found
