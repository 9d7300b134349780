"""What has to be cleared away if the program is ended in the middle: files and folders of its own.

A program that is interrupted does not unwind: what is raised while garbage is collected or a
library is at work can be lost, and a lock with it. It clears these away, and ends.
"""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_paths: set[Path] = set()
_steps: list[str] = []


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes with the block, and with the program."""
    with TemporaryDirectory(prefix="backchannel-") as name:
        folder = Path(name)
        _paths.add(folder)
        try:
            yield folder
        finally:
            _paths.discard(folder)


def expect(path: Path) -> None:
    """A file that is to be gone in the end."""
    _paths.add(path)


def forget(path: Path) -> None:
    """A file that is gone, or in its place."""
    _paths.discard(path)


@contextmanager
def one_step(what: str) -> Iterator[None]:
    """What has to be done whole: it is not interrupted."""
    _steps.append(what)
    try:
        yield
    finally:
        _steps.pop()


def cleared(number: int) -> bool:
    """Take everything away that was left, as a signal of that number ends the program.

    Not in the middle of a step: then the signal comes again, and it is False.
    """
    if _steps:
        again = threading.Timer(0.01, signal.raise_signal, [number])
        again.daemon = True
        again.start()
        return False
    _clear()
    return True


def _clear() -> None:
    """Take everything away that was left."""
    for path in tuple(_paths):
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
