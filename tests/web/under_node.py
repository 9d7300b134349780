"""The reader of the page under Node: one process for many cases."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.rulebook.model import Book
from engine.web.rulebook import rulebook_to_json
from engine.web.scripts import reader

ASKING = """
const { readFileSync } = require("node:fs");
const [rules, facts] = process.argv.slice(2).map((name) => readFileSync(name, "utf8"));
globalThis.backchannelRulebook = JSON.parse(rules);
READER
const told = JSON.parse(facts).map((one) => {
  const decision = globalThis.backchannel.evaluate(one);
  return { decision, next: globalThis.backchannel.next(one) };
});
process.stdout.write(JSON.stringify(told));
"""


LINES = """
const { createInterface } = require("node:readline");
createInterface({ input: process.stdin }).on("line", (line) => {
  const [rules, facts] = JSON.parse(line);
  globalThis.backchannelRulebook = rules;
  READER
  const { evaluate, next } = globalThis.backchannel;
  process.stdout.write(`${JSON.stringify({ decision: evaluate(facts), next: next(facts) })}\\n`);
});
"""


INSIDE = """
const { readFileSync } = require("node:fs");
const [rules, given] = process.argv.slice(2).map((name) => JSON.parse(readFileSync(name, "utf8")));
globalThis.backchannelRulebook = rules;
READER
"""


def lacking() -> bool:
    """Whether this machine has no Node."""
    return shutil.which("node") is None


def inside(book: Book, flow: str, given: Any, asking: str, folder: Path) -> Any:
    """What a script says that sees the reader's own names, and what is `given`."""
    names = (folder / name for name in ("inside.json", "given.json", "inside.js"))
    rules, cases, script = names
    rules.write_text(json.dumps(rulebook_to_json(book, book.flows[flow])), encoding="utf-8")
    cases.write_text(json.dumps(given), encoding="utf-8")
    code = reader().removesuffix("})();\n")
    script.write_text(INSIDE.replace("READER", f"{code}{asking}\n}})();"), encoding="utf-8")
    return json.loads(_run(script, rules, cases))


def decided(book: Book, flow: str, facts: Sequence[Any], folder: Path) -> list[dict[str, Any]]:
    """What the reader says of each case: `{"decision", "next"}`."""
    rules, cases, script = (folder / name for name in ("rules.json", "cases.json", "ask.js"))
    rules.write_text(json.dumps(rulebook_to_json(book, book.flows[flow])), encoding="utf-8")
    cases.write_text(json.dumps(facts), encoding="utf-8")
    script.write_text(ASKING.replace("READER", reader()), encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(_run(script, rules, cases))
    return found


def _run(*arguments: Path) -> str:
    done = subprocess.run(
        ["node", *arguments], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


class Node:
    """One process that is asked about cases of many rulebooks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", "-e", LINES.replace("READER", reader())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, book: Book, flow: str, facts: Any) -> dict[str, Any]:
        """What the reader says of a case: `{"decision", "next"}`."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked and answers
        rules = rulebook_to_json(book, book.flows[flow])
        asked.write(f"{json.dumps([rules, facts])}\n")
        asked.flush()
        line = answers.readline()
        assert line, "the reader failed"
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> None:
        """Nothing more is asked."""
        self._process.communicate(timeout=60)
