"""What a program does to the world, by Python's audit events; what it may not do is refused."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = (
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime", "shutil.rmtree", "shutil.move", "shutil.copyfile",
)  # fmt: skip
STARTING = (
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn",
    "os.spawn", "os.startfile", "pty.spawn",
)  # fmt: skip
NEVER = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "pickle.", "webbrowser.")
WRITING_CODE = (
    "dataclasses.py", "typing.py", "collections/__init__.py", "enum.py", "lark/load_grammar.py",
    "networkx/utils/decorators.py",
)  # fmt: skip
"""Modules that compile what they write themselves, of names and of types: no text at hand."""
PROGRAMS = ("git", "dot", "bash")
"""What is started: git by `diff`, for a revision; dot where it draws; bash by `completion`,
which asks it for its version."""
OURS = Path(__file__).resolve().parents[2]


class Refused(BaseException):
    """The program was about to do what it never does. Nothing may catch it."""


class Watch:
    """Listens while `told` is a list; a hook can never be taken away again."""

    def __init__(self) -> None:
        self.told: list[str] | None = None
        self.root = ""
        self.code = tuple(
            str(Path(place).resolve())
            for place in {
                str(OURS),
                sysconfig.get_path("stdlib"),
                sysconfig.get_path("purelib"),
                sys.prefix,
            }
        )
        sys.addaudithook(self.hook)

    @contextmanager
    def over(self, root: Path) -> Iterator[list[str]]:
        """Refuse whatever happens outside of a folder, and list it."""
        found: list[str] = []
        self.root, self.told = str(root.resolve()), found
        try:
            yield found
        finally:
            self.told = None

    def hook(self, event: str, arguments: Sequence[Any]) -> None:
        if self.told is None or not (problem := self.problem(event, arguments)):
            return
        self.told.append(problem)
        raise Refused(problem)

    def problem(self, event: str, arguments: Sequence[Any]) -> str | None:
        """What an event is that must not be; None where it may."""
        if event == "open":
            return self.opened(*arguments)
        if event in CHANGING:
            outside = [
                one
                for one in arguments[:2]
                if isinstance(one, str | bytes | os.PathLike) and not self.inside(one)
            ]
            return f"{event} of {outside[0]!r}" if outside else None
        if event in STARTING:
            program = Path(os.fsdecode(arguments[0])).name
            allowed = event == "subprocess.Popen" and program in PROGRAMS
            return None if allowed else f"{event} of {program}"
        if event in ("exec", "compile"):
            return self.run(event, arguments)
        return f"{event} {arguments!r}" if event.startswith(NEVER) else None

    def opened(self, path: Any, mode: Any, flags: Any) -> str | None:
        if isinstance(path, int) or not (flags or 0) & WRITING or self.inside(path):
            return None
        return None if path == os.devnull else f"open of {path!r} for writing"

    def inside(self, path: Any) -> bool:
        real = os.path.realpath(os.fsdecode(path))
        return real == self.root or real.startswith(self.root + os.sep)

    def run(self, event: str, arguments: Sequence[Any]) -> str | None:
        """Code is of installed modules, read from their files: never of a text at hand."""
        code = arguments[0]
        name = arguments[1] if event == "compile" else getattr(code, "co_filename", "")
        name = os.fsdecode(name) if isinstance(name, str | bytes) else ""
        if name.startswith("<frozen") or (
            Path(name).is_absolute() and os.path.realpath(name).startswith(self.code)
        ):
            return None
        if _caller().endswith(WRITING_CODE):
            return None
        if name == "<internal>" and _caller().startswith("<frozen importlib"):
            return None  # DuckDB's extension, while it is loaded
        return f"{event} of {name!r}: {str(code)[:80]!r}"


def _caller() -> str:
    """The file of whoever compiles or runs something."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename.endswith(("/ast.py", "watch.py")) and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_filename
