"""Which kinds of files there are, and by which key a file is told to be of one."""

from __future__ import annotations

from collections.abc import Container

from .cases import TESTS
from .flows import FLOW
from .keys import FileKind
from .rules import BOARD_FILE, GATE, NOTES, PROMISES, VOCABULARY

RULE_FILES = (VOCABULARY, GATE, BOARD_FILE, NOTES, PROMISES)
FILES = (*RULE_FILES, FLOW, TESTS)


def told(keys: Container[str]) -> FileKind | None:
    """What a file under `rules/` with these keys is: the first kind that has one of them.

    Thus a gate may have notes.
    """
    return next((kind for kind in RULE_FILES if any(key in keys for key in kind.told_by)), None)


def nameless(keys: Container[str]) -> bool:
    """Whether a file has a key of some kind without the one that names what it holds."""
    return any(
        kind.told_by[0] not in keys and any(key in keys for key in kind.told_by[1:])
        for kind in RULE_FILES
    )


def told_by() -> str:
    """The keys that tell files under `rules/` apart; the board, which few have, comes last."""
    *others, last = sorted(RULE_FILES, key=lambda kind: kind is BOARD_FILE)
    return ", ".join(f"`{kind.told_by[0]}`" for kind in others) + f" or `{last.told_by[0]}`"
