"""Running an input: in this process, which is fast, or in a fresh one, which shares nothing."""

from __future__ import annotations

import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tests.fuzz.inputs import Input
from tests.fuzz.watch import Refused, Watch

ROOT = Path(__file__).resolve().parents[2]
SECONDS_AT_MOST = 120
STATUS = Path("/proc/self/status")
FORGET = Path("/proc/self/clear_refs")
UNKEPT = {"BACKCHANNEL_NO_CACHE": "1"}
"""What rulebooks that are kept ready do is tried elsewhere."""


@dataclass(frozen=True)
class Result:
    """What came out. `written` are the files that are otherwise than before, `outside` is what
    was refused; `megabytes` is the most memory at one time, 0 where the system does not say."""

    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    written: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def answer(self) -> tuple[int, bytes, bytes, tuple[str, ...]]:
        """What has to be the same another time."""
        return self.status, self.out, self.err, self.written


class Place:
    """A folder with `work`, where the files of an input are and it runs, and `tmp`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.work, self.tmp = self.root / "work", self.root / "tmp"

    def lay(self, one: Input) -> dict[str, bytes]:
        """The files of an input, and nothing of the one before."""
        for folder in (self.work, self.tmp):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        (self.work / "out").mkdir()
        one.lay(self.work)
        return self.contents()

    def contents(self) -> dict[str, bytes]:
        """Every file in it."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}

    def changed(self, before: Mapping[str, bytes]) -> tuple[str, ...]:
        """The files that are not what they were."""
        after = self.contents()
        return tuple(sorted(one for one in {*before, *after} if before.get(one) != after.get(one)))


def fresh(one: Input, place: Place) -> Result:
    """What an input gives in a process of its own."""
    before = place.lay(one)
    streams = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115 - closed with them
    streams[0].write(one.stdin.encode("utf-8", "surrogatepass"))
    streams[0].seek(0)
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *map(os.fsencode, one.arguments)],
        cwd=place.work, env=_environment(place),
        stdin=streams[0], stdout=streams[1], stderr=streams[2],
    )  # fmt: skip
    resource.prlimit(running.pid, resource.RLIMIT_CPU, (SECONDS_AT_MOST, SECONDS_AT_MOST))
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    for stream in streams[1:]:
        stream.seek(0)
    out, err = streams[1].read(), streams[2].read()
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return Result(running.returncode, out, err, seconds, megabytes, place.changed(before))


def _environment(place: Place) -> dict[str, str]:
    """No terminal, temporary files in `tmp`, texts in UTF-8."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return UNKEPT | kept | {"HOME": str(place.root), "TMPDIR": str(place.tmp), "PYTHONUTF8": "1"}


def here(one: Input, place: Place, watch: Watch) -> Result:
    """What an input gives in this process."""
    before = place.lay(one)
    if FORGET.exists():
        FORGET.write_text("5")
    out, err = io.BytesIO(), io.BytesIO()
    with _as_a_program(one, place, out, err), watch.over(place.root) as outside:
        started = time.process_time()
        status, error = _called(one)
        seconds = time.process_time() - started
    if error is not None:
        err.write("".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    changed = place.changed(before)
    return Result(status, out.getvalue(), err.getvalue(), seconds, _peak(), changed, (*outside,))


@contextmanager
def _as_a_program(one: Input, place: Place, out: io.BytesIO, err: io.BytesIO) -> Iterator[None]:
    """Streams, current folder and temporary folder are those of a program that is started."""
    before, interrupted = Path.cwd(), signal.getsignal(signal.SIGINT)
    stdin = io.TextIOWrapper(io.BytesIO(one.stdin.encode("utf-8", "surrogatepass")), "utf-8")
    shown, said = (io.TextIOWrapper(one, "utf-8", write_through=True) for one in (out, err))
    try:
        with (
            mock.patch.multiple(sys, stdin=stdin, stdout=shown, stderr=said),
            mock.patch.object(tempfile, "tempdir", str(place.tmp)),
            mock.patch.dict(os.environ, UNKEPT),
        ):
            os.chdir(place.work)
            yield
    finally:
        os.chdir(before)
        signal.signal(signal.SIGINT, interrupted)
        for stream in (shown, said):
            stream.flush()
            stream.detach()


def _called(one: Input) -> tuple[int, BaseException | None]:
    """The status of a command line; 99 with what it raised where it fails."""
    from engine.commands.main import main
    from engine.commands.world import outside

    try:
        with outside():
            main([*one.arguments], prog_name="backchannel")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None), None
    except (Exception, Refused) as error:
        return 99, error
    return 0, None


def _peak() -> float:
    """The most memory of this process since it was made to forget, in megabytes."""
    if not STATUS.exists():
        return 0.0
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
