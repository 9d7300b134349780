"""What fails outside the program is one sentence: disks, pipes, names, rights, an interrupt."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO

from ..diagnostics import leftovers
from ..diagnostics.printable import printable

BY_A_SIGNAL = 128
"""With its number, the status of what a signal ended, as shells have it: 130 for Ctrl-C."""
WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)
"""Failures of writing; on standard output they come without a name."""
LONGEST_NAME = 100
SHOW_CURSOR = "\x1b[?25h"


def interrupt(number: int, _frame: FrameType | None) -> None:
    """What Ctrl-C and a request to end do: clear away what is left, say so in a word, end.

    Nothing is raised, since that could be lost where garbage is collected, and leave a lock
    behind. What has to be done whole is waited for.
    """
    if not leftovers.cleared(number):
        return
    shown = SHOW_CURSOR if sys.stderr is not None and sys.stderr.isatty() else ""
    os.write(2, f"{shown}interrupted\n".encode())
    os._exit(BY_A_SIGNAL + number)


def ends_waiting() -> None:
    """Let Ctrl-C end a wait for what is typed.

    A solver that ran puts its own handler of it back in a way that has the wait begin again.
    """
    if sys.platform != "win32":
        signal.siginterrupt(signal.SIGINT, True)


@contextmanager
def outside() -> Iterator[None]:
    """Run a command line; a failure of the system is told in one sentence, with status 1.

    Where nobody reads on, as in `| head`, it ends without a word.
    """
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, interrupt)
    _open_streams()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        raise SystemExit(1) from None
    except OSError as error:
        _silence(sys.stdout)
        _say(told(error))
        raise SystemExit(1) from None
    except MemoryError:
        _say("there is not enough memory")
        raise SystemExit(1) from None


def told(error: OSError) -> str:
    """A failure of the system in one sentence, with the file it is about."""
    reason = (error.strerror or "unknown reason").lower()
    if error.filename is not None:
        name = printable(str(error.filename))
        return (
            f"{name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + '…'}: error: {reason}"
        )
    if error.errno in WRITING:  # files are written with their names
        return f"standard output: error: cannot be written: {reason}"
    return f"error: {reason}"


class _Nowhere:
    """Stands for standard error that was closed before the program began: nobody reads it."""

    encoding, errors = "utf-8", "replace"

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""

    def isatty(self) -> bool:
        return False


class _Closed(_Nowhere):
    """Stands for standard output that was closed before the program began: writing fails."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "it is closed")


def _open_streams() -> None:
    """Python has None for a closed stream, which nothing expects."""
    if sys.stderr is None:
        sys.stderr = _Nowhere()
    if sys.stdout is None:
        sys.stdout = _Closed()


def _silence(stream: IO[str]) -> None:
    """Drop what is buffered, so that nothing fails once more when Python ends."""
    with suppress(OSError, ValueError, AttributeError):
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, stream.fileno())
        os.close(quiet)


def _say(sentence: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
