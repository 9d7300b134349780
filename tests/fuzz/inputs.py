"""What is tried: a folder of files, a command line, and what stands on standard input."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Input:
    """One thing to try; `kind` says what was made of a sound one. Files go by their paths."""

    kind: str
    arguments: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    stdin: str = ""

    @property
    def command(self) -> str:
        """The command and, where it has some, its subcommand."""
        words = [word for word in self.arguments[:2] if not word.startswith("-")]
        if not words:
            return "(none)"
        return " ".join(words if words[0] in ("facts", "rules") else words[:1])

    def lay(self, folder: Path) -> None:
        """Write the files into a folder."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))

    def to_json(self, problem: str = "") -> str:
        """As a file that is kept: texts in lines, so that a person can read them."""
        data = {
            "problem": problem,
            "kind": self.kind,
            "arguments": list(self.arguments),
            "stdin": self.stdin,
            "files": {name: text.split("\n") for name, text in self.files.items()},
        }
        return json.dumps(data, indent=1) + "\n"

    def shown(self) -> Iterator[str]:
        """The whole of it, to be read and to be done again by hand."""
        yield f"backchannel {' '.join(map(repr, self.arguments))}"
        if self.stdin:
            yield f"standard input: {self.stdin!r}"
        for name, text in self.files.items():
            yield f"{name}: {text!r}" if "\n" not in text else f"{name}:"
            yield from (f"    {line!r}" for line in text.split("\n") if "\n" in text)


def from_json(text: str) -> Input:
    """What `to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    files = {name: "\n".join(lines) for name, lines in data["files"].items()}
    return Input(data["kind"], tuple(data["arguments"]), files, data["stdin"])
