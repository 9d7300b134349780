"""Making an input that fails small: files, lines and tokens are left out while it still fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.fuzz.inputs import Input
from tests.fuzz.mutate import tokens

Fails = Callable[[Input], bool]


def shrunk(one: Input, fails: Fails, seconds: float = 60) -> Input:
    """The smallest input found in some seconds of which `fails` is still true."""
    until = time.monotonic() + seconds

    def still(candidate: Input) -> bool:
        return time.monotonic() < until and fails(candidate)

    for split in (_lines, tokens):
        one = _fewer_files(one, still)
        for name in [*one.files]:
            one = _smaller(one, name, split, still)
    return _fewer_words(one, still)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _fewer_files(one: Input, still: Fails) -> Input:
    for name in [*one.files]:
        without = replace(one, files={k: text for k, text in one.files.items() if k != name})
        one = without if still(without) else one
    return one


def _fewer_words(one: Input, still: Fails) -> Input:
    kept = _least(one.arguments, lambda words: still(replace(one, arguments=tuple(words))))
    return replace(one, arguments=tuple(kept))


def _smaller(one: Input, name: str, split: Callable[[str], list[str]], still: Fails) -> Input:
    def with_parts(parts: Sequence[str]) -> Input:
        return replace(one, files={**one.files, name: "".join(parts)})

    kept = _least(split(one.files[name]), lambda parts: still(with_parts(parts)))
    return with_parts(kept)


def _least(parts: Sequence[str], fails: Callable[[Sequence[str]], bool]) -> Sequence[str]:
    """Delta debugging: leave out ever smaller pieces."""
    size = max(len(parts) // 2, 1)
    while parts:
        at, found = 0, False
        while at < len(parts):
            fewer = [*parts[:at], *parts[at + size :]]
            if fails(fewer):
                parts, found = fewer, True
            else:
                at += size
        if size == 1 and not found:
            break
        size = max(size // 2, 1)
    return parts
