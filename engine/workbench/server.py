"""The server of the workbench: a socket of this machine, and how it ends."""

from __future__ import annotations

import errno
import os
import signal
import socket
from collections.abc import Callable
from contextlib import nullcontext
from secrets import token_urlsafe
from types import FrameType

import uvicorn

from ..diagnostics import leftovers
from .app import Workbench, application
from .desk import Desk

HERE = "127.0.0.1"
USUAL_PORT = 8765


class Server(uvicorn.Server):
    """One that leaves signals to us."""

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        return nullcontext()


def bound(port: int | None) -> socket.socket:
    """A socket of this machine alone; without a port the usual one, or else a free one.

    Raises OSError where the port cannot be had.
    """
    if port is not None:
        return _bound(port)
    try:
        return _bound(USUAL_PORT)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return _bound(0)


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HERE, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serve(desk: Desk, opened: socket.socket, tell: Callable[[str], None]) -> None:
    """Answer until the program is ended; `tell` gets the address, with its secret.

    An interrupt or SIGTERM ends the process at once, but for a file that is being written.
    """
    port = opened.getsockname()[1]
    token = token_urlsafe(24)
    config = uvicorn.Config(
        application(Workbench(desk), token, port),
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        ws="none",
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    tell(f"http://{HERE}:{port}/?token={token}")
    Server(config).run(sockets=[opened])


def stop(number: int, _frame: FrameType | None) -> None:
    """End, as a server is meant to: with status 0, leaving nothing half written behind."""
    if leftovers.cleared(number):
        os._exit(0)
