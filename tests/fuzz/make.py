"""The inputs of a run: each follows from the seed and its number alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from engine.language.types import Type
from tests.fuzz import seeds
from tests.fuzz.commands import Names, command_line
from tests.fuzz.conditions import Conditions
from tests.fuzz.inputs import Input
from tests.fuzz.large import large
from tests.fuzz.mutate import SCRAPS, WORD, mutated

KINDS = {
    "facts": 20, "vocabulary": 16, "rules": 20, "flow": 12, "tests": 6, "promises": 6, "names": 8,
    "expression": 16, "command line": 12, "bytes": 4, "large": 4, "table": 20,
}  # fmt: skip
"""What is changed in a sound workspace, and how often."""
TABLES = ("import", "export", "rank", "compare", "scan", "sql")
"""The commands that read tables, or write them."""
CONDITION = re.compile(r"(?<=(?:when|rive|ever|ways): ).+")


def make(seed: int, number: int) -> Input:
    """The input of this number."""
    random = Random(f"{seed}/{number}")
    kind = random.choices([*KINDS], weights=[*KINDS.values()])[0]
    if kind == "large":
        return _large(random)
    name = seeds.one(random)
    before = seeds.workspaces()[name]
    book = seeds.book(name)
    if kind == "expression":
        files = _with_expression(
            dict(before), {one.name: one.type for one in book.vocabulary.facts.values()}, random
        )
    else:
        files = _changed(kind, dict(before), random)
    names = Names(
        tuple(before), [*book.flows], [*book.gates],
        [rule.id for gate in book.gates.values() for rule in gate.every_rule],
        [verdict for flow in book.flows.values() for verdict in flow.verdicts],
    )  # fmt: skip
    odd = 0.3 if kind == "command line" else 0.02
    only = TABLES if kind == "table" else ()
    arguments = command_line(random, names, odd, only)
    if arguments[0] == "diff":
        files |= {f"old/{name}": text for name, text in before.items()}
    elif arguments[0] == "init":
        files = {}
    stdin = files.get(next((one for one in files if one.endswith(".json")), ""), "")
    return Input(kind, arguments, files, stdin if "-" in arguments else "")


def _large(random: Random) -> Input:
    files = large(random)
    names = Names((*files,), ["f"], ["g0"], ["r0-0"], ["high", "low"])
    arguments = command_line(random, names, 0)
    if arguments[0] == "diff":
        files |= {f"old/{name}": text for name, text in large(random).items()}
    return Input("large", arguments, {} if arguments[0] == "init" else files, "{}")


def of_kind(kind: str, files: seeds.Files) -> list[str]:
    """The files that a kind of change is about."""
    return [name for name, text in files.items() if _kind(name, text) == kind] or [*files]


def _kind(name: str, text: str) -> str:
    if name.startswith("tables/"):
        return "table"
    if name.endswith(".json"):
        return "facts"
    if name.startswith("rules/tests/"):
        return "tests"
    if name.startswith("flows/"):
        return "flow"
    words = {"vocabulary": "facts:", "promises": "promises:"}
    return next((kind for kind, word in words.items() if f"\n{word}" in f"\n{text}"), "rules")


def _changed(kind: str, files: seeds.Files, random: Random) -> seeds.Files:
    match kind:
        case "names":
            return _renamed(files, random)
        case "command line":
            return files
        case "bytes":
            return _with_bytes(files, random)
        case _:
            name = random.choice(of_kind(kind, files))
            return files | {name: mutated(files[name], random, files[random.choice([*files])])}


def _renamed(files: seeds.Files, random: Random) -> seeds.Files:
    """A name is another one everywhere, or in one file only."""
    names = sorted({name for text in files.values() for name in WORD.findall(text)})
    old = random.choice(names)
    new = random.choice(
        (*SCRAPS, old.upper(), f"{old}_{old}", f"{old} {old}", old[:1], *names[:40])
    )
    where = [*files] if random.random() < 0.7 else [random.choice([*files])]
    of = re.compile(rf"(?<![\w.]){re.escape(old)}(?![\w.])")
    return files | {name: of.sub(lambda _: new, files[name]) for name in where}


def _with_expression(files: seeds.Files, types: Mapping[str, Type], random: Random) -> seeds.Files:
    """A condition is another one, of names that are there."""
    holding = [name for name, text in files.items() if CONDITION.search(text)]
    name = random.choice(holding)
    spot = random.choice([*CONDITION.finditer(files[name])])
    written = Conditions(random, types).condition(random.choice((1, 2, 2, 3, 4)))
    written = f'"{written}"' if random.random() < 0.2 and '"' not in written else written
    return files | {name: files[name][: spot.start()] + written + files[name][spot.end() :]}


def _with_bytes(files: seeds.Files, random: Random) -> seeds.Files:
    """Some characters are others, whatever stands there."""
    name = random.choice([*files])
    text = files[name]
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        text = (
            text[:at]
            + chr(random.choice((random.randrange(256), random.randrange(0x11000))))
            + text[at + 1 :]
        )
    return files | {name: text}
