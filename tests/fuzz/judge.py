"""What must be true of every result, whatever the input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.inputs import Input
from tests.fuzz.run import Result

SECONDS = {
    "fmt": 5.0,
    "whatif": 14.0,
    "test": 15.0,
    "diff": 6.0,
    "sensitivity": 4.0,
    "rank": 5.0,
    "compare": 4.0,
    "import": 4.0,
}
"""Processor time at most, of commands that are known to take longer than others."""
OVERLAPS, USUALLY, LARGE = 14.0, 2.0, 60.0
"""Of `check` that makes an example of each pair of rules; of other commands; and where a
rulebook is large, so that there is much to prove."""
MEGABYTES = 500.0
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BINARY = ("png", "pdf", "xlsx")


def problems(one: Input, result: Result) -> Iterator[str]:
    """What is wrong, each by a name that shrinking keeps."""
    out, err = (stream.decode("utf-8", "replace") for stream in (result.out, result.err))
    if result.status not in (0, 1, 2):
        yield f"status {result.status}: {_last_words(err)}"
    elif "Traceback (most recent call last)" in out + err:
        yield "traceback"
    if not _is_binary(one):
        yield from _text(one, out, result)
    if (raw := RAW.search(err)) is not None:
        yield f"raw character U+{ord(raw.group()):04X} on standard error"
    yield from (f"file {name}" for name in result.written if not _may_write(one, name))
    yield from (f"refused: {told.split(' of ')[0]}" for told in result.outside)


def heavy(one: Input, result: Result) -> Iterator[str]:
    """Whether it takes too much time or memory."""
    usually = OVERLAPS if "--overlaps" in one.arguments else SECONDS.get(one.command, USUALLY)
    if result.seconds > (LARGE if one.kind == "large" else usually):
        yield "takes too long"
    if result.megabytes > MEGABYTES:
        yield "takes too much memory"


def _text(one: Input, out: str, result: Result) -> Iterator[str]:
    if (raw := RAW.search(out)) is not None:
        yield f"raw character U+{ord(raw.group()):04X} on standard output"
    if "json" in one.arguments and result.status < 3 and not _is_json(out):
        yield "standard output is no JSON"
    if result.status == 2 and out and one.command != "diff":
        yield "something on standard output beside status 2"
    if "/tmp/backchannel-" in out:
        yield "a temporary path is shown"


def _last_words(err: str) -> str:
    """The error of a traceback, and where it came from."""
    lines = err.strip().splitlines() or [""]
    places = re.findall(r'File ".*?([^/"]+/[^/"]+)", line \d+, in (\w+)', err)
    ours = [f"{file}:{name}" for file, name in places if not file.startswith("fuzz/")]
    return f"{lines[-1].split(':')[0][:60]} in {ours[-1] if ours else '?'}"


def _is_binary(one: Input) -> bool:
    return any(form in one.arguments for form in BINARY)


def _is_json(text: str) -> bool:
    """Whether a text is nothing, or JSON as a whole, or in each line."""
    if "--format" in text or not text.strip():
        return True
    try:
        json.loads(text)
    except ValueError:
        try:
            return all(isinstance(json.loads(line), dict) for line in text.splitlines())
        except ValueError:
            return False
    return True


def _may_write(one: Input, name: str) -> bool:
    """Whether a command may write this file: what it was told to, or what it is there for."""
    inside = name.removeprefix("work/")
    if inside == name:
        return False
    match one.arguments[0]:
        case "fmt":
            return inside.startswith(("rules/", "flows/"))
        case "init":
            return True
        case "import":
            return inside.startswith("out/programs")
        case "ask" if inside == "program.json":  # where it starts without a file
            return True
        case "facts":
            named = (Path(word) for word in one.arguments if Path(word).name)
            return any(inside in (str(path), str(path.with_suffix(".md"))) for path in named)
        case _:
            return any(word == inside or word.endswith(f"={inside}") for word in one.arguments)
