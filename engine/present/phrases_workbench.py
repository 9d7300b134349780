"""The sentences of `serve` outside of its page: in the terminal, and to requests it refuses.

A part of `phrases`. What the page itself says stands in `workbench/page/words.js`.
"""

from __future__ import annotations

from ..diagnostics.printable import printable
from .phrases import counted

TITLE = "Workbench"
NEEDS_SCRIPT = "The workbench needs JavaScript."
WRONG_HOST = "This workbench answers to 127.0.0.1 only."
OTHER_PAGE = "This was asked by another page than the workbench's own, and is refused."
NO_TOKEN = (
    "This is not the address of the workbench. Open the one that `backchannel serve` printed,"
    " with all that stands behind `?token=`."
)
NO_JSON = "Only JSON is read here."
NOT_UNDERSTOOD = "The request cannot be read."
NO_SUCH_FILE = "This workspace has no such file; nothing was written."
CHANGED_OUTSIDE = "The file was changed outside of the workbench; nothing was written."
SUPERSEDED = "A newer edit is being looked at."
NOT_READ = "These rules cannot read its facts."
OTHER_FLOW = "the flow has another name, so that regions are not compared"
STOP = "Ctrl-C ends it."
LEADS_OUT = "this link leads out of the workspace"
NAME_IS_NO_TEXT = "its name is no UTF-8 text"


def serving(workspace: str) -> str:
    return f"Workbench of {printable(workspace)}; only this machine can reach it. Open:"


def port_taken(port: int) -> str:
    return f"port {port} is in use; name another, or leave out --port to take a free one"


def port_refused(port: int, reason: str) -> str:
    return f"port {port} cannot be used: {reason}"


def unnamed(count: int) -> str:
    names = "its name is" if count == 1 else "their names are"
    return f"{counted(count, 'file')} left out: {names} no UTF-8 text."


def too_many(shown: int, of: int) -> str:
    return f"Only the first {shown:,} of {of:,} fact files are shown, ranked and counted."


def too_large(most: int) -> str:
    return f"This is larger than {counted(most // 1024 // 1024, 'megabyte')}, and is not read."


def no_workspace(folder: str) -> str:
    return (
        f"{printable(folder)} has no rules/ and flows/; start a workspace with"
        " `backchannel init DIR`"
    )
