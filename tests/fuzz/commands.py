"""Command lines, made of every command and option there is."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import click

from cli import main
from tests.fuzz.mutate import SCRAPS

ODD = (
    "", "-", "--", ".", "..", "/", "nowhere", "rules", "rules/facts.yaml", "cases", "x" * 300,
    "\x1b]0;x\x07", "a\nb", "\u202ecod.exe", "\udcff", "é", "-h", "--help", "--version",
    "--no-such", "-1", "0", "101", "1e3", "2024-02-30", "HEAD", "HEAD~1", "@{u}", "--upload-pack=x",
    "*.json",
)  # fmt: skip
OUTPUTS = tuple(f"out/drawn.{form}" for form in ("svg", "html", "dot", "mmd", "png", "pdf", "txt"))
PICTURES = ("out/all.svg", "out/all.html", "out/all.svg", "out/all.png")
TABLES_OUT = {
    "import": ("out/programs", "out/programs.jsonl"),
    "export": tuple(f"out/table.{form}" for form in ("csv", "tsv", "xlsx", "jsonl")),
    "rank": tuple(f"out/rank.{form}" for form in ("txt", "csv", "json", "md", "html", "xlsx")),
    "compare": tuple(f"out/compared.{form}" for form in ("txt", "md", "html")),
    "scan": ("out/scan.csv", "out/scan.parquet"),
}
WEIGHTS = {
    "evaluate": 8,
    "check": 8,
    "whatif": 2,
    "diff": 2,
    "fmt": 3,
    "test": 3,
    "completion": 0.2,
}
"""How often a command is tried; the others once."""


@cache
def leaves() -> dict[tuple[str, ...], click.Command]:
    """Every command by its words."""
    return dict(_leaves((), main))


def _leaves(
    words: tuple[str, ...], command: click.Command
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if name == "serve":  # it listens until it is stopped; see tests/workbench
            continue
        found = command.get_command(context, name)
        assert found is not None
        yield from _leaves((*words, name), found)


@dataclass(frozen=True)
class Names:
    """What options and arguments can name, in the workspace before it was changed."""

    files: tuple[str, ...]
    flows: list[str]
    gates: list[str]
    rules: list[str]
    verdicts: list[str]


def command_line(
    random: Random, names: Names, odd: float, only: Collection[str] = ()
) -> tuple[str, ...]:
    """A command with some of its options; each value is an odd one with probability `odd`."""
    known = [words for words in leaves() if not only or words[0] in only]
    words = random.choices(known, weights=[WEIGHTS.get(words[0], 1) for words in known])[0]
    given: list[str] = []
    for parameter in leaves()[words].params:
        values = _Values(random, names, odd)
        if isinstance(parameter, click.Option):
            given += values.option(parameter, words)
        else:
            given += values.argument(parameter, words)
    if random.random() < odd / 4:
        random.shuffle(given)
    if random.random() < odd / 4:
        given.insert(random.randint(0, len(given)), random.choice(ODD))
    return (*words, *map(possible, given))


def possible(word: str) -> str:
    """A word as a shell could give it."""
    try:
        os.fsencode(word)
    except UnicodeEncodeError:
        return "\udcff"
    return word.replace("\x00", "0")


class _Values:
    """What is given to parameters."""

    def __init__(self, random: Random, names: Names, odd: float) -> None:
        self.random, self.odd, self.names = random, odd, names
        self.cases = [name for name in names.files if name.endswith(".json")] or ["nowhere.json"]
        self.tables = [name for name in names.files if name.endswith((".csv", ".jsonl"))]
        self.tables = self.tables or ["nowhere.csv"]

    def option(self, option: click.Option, words: tuple[str, ...]) -> list[str]:
        needed = option.name in ("out", "form") and words == ("render",)
        needed |= option.required or (option.name == "out" and words[0] in ("import", "scan"))
        needed |= option.name in ("mapping", "mappings")
        if self.random.random() > (0.8 if needed else 0.2):
            return []
        flag = self.random.choice([*option.opts, *option.secondary_opts])
        return [flag] if option.is_flag else [flag, self.value(option, words)]

    def argument(self, argument: click.Parameter, words: tuple[str, ...]) -> list[str]:
        if argument.name == "facts" and self.random.random() < 0.1:
            return ["-"]
        if not argument.required and argument.nargs == 1 and self.random.random() < 0.5:
            return []
        if argument.name == "more":
            return []
        count = self.random.choice((1, 1, 1, 2, 3)) if argument.nargs == -1 else 1
        return [self.value(argument, words) for _ in range(count)]

    def value(self, parameter: click.Parameter, words: tuple[str, ...]) -> str:
        random, kind = self.random, parameter.type
        if random.random() < self.odd:
            return str(random.choice((*ODD, *SCRAPS)))
        if isinstance(kind, click.Choice):
            return str(random.choice(kind.choices))
        match parameter.name:
            case "programs" if words == ("export",):
                return random.choice((*self.cases, "cases"))
            case "facts" | "programs":
                return random.choice(self.cases)
            case "tables" | "table":
                return random.choice(self.tables)
            case "paths":
                return random.choice((*self.cases, *self.tables, "cases", "tables"))
            case "mapping" | "mappings":
                return "tables/map.yaml"
            case "where":
                return random.choice((f"verdict = {random.choice(self.names.verdicts)}", "verdict"))
            case "picture":
                return random.choice(PICTURES)
            case "out" if words[0] in TABLES_OUT:
                return random.choice(TABLES_OUT[words[0]])
            case "sheet" | "only":
                return "A"
            case "key" | "keep":
                return "name"
            case "rejects":
                return "out/rejects.csv"
            case "folder" | "new" if words != ("init",):
                return "."
            case "old":
                return random.choice(("old", ".", "HEAD"))
            case "rules" | "flows":
                return parameter.name
            case "out" | "diagram":
                return random.choice(OUTPUTS[:4] if random.random() < 0.9 else OUTPUTS)
            case "folder":
                return "new/workspace"
            case "as_of":
                return "2026-11-26"
            case "most" | "least":
                return str(random.choice((1, 2, 5, 90, 100)))
            case "flow":
                return random.choice(self.names.flows)
            case "gate":
                return random.choice(self.names.gates)
            case "to":
                return random.choice(self.names.verdicts)
            case _:
                return str(random.choice(self.names.rules))
