"""docs/cli.md is what the commands say of themselves."""

from __future__ import annotations

from engine.commands.main import COMMANDS
from tests import manual
from tests.domain.program import ROOT


def test_the_page_is_current() -> None:
    """Word by word; where lines break is a matter of click's release. `make docs` mends it."""
    assert manual.PAGE.read_text(encoding="utf-8").split() == manual.page().split()


def test_every_command_is_on_it() -> None:
    """A command's module that nobody calls is dead, and one without help is no use."""
    told = list(manual.commands())
    assert {words[0] for words in told if words} == set(COMMANDS)
    assert ("rules", "table") in told and ("facts", "template") in told


def test_every_module_of_a_command_is_listed() -> None:
    """A new command that was not added to the group is noticed."""
    folder = ROOT / "engine" / "commands"
    helpers = {
        "__init__",
        "lazy",
        "main",
        "many",
        "options",
        "programs",
        "run",
        "shared",
        "suggestions",
        "world",
    }
    modules = {path.stem for path in folder.glob("*.py")} - helpers
    assert {name.removesuffix("_") for name in modules} == set(COMMANDS)  # `import` is a keyword
