"""The page of the workbench and its files: scripts and a style that load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from ..present import phrases_workbench as words
from ..present.phrases import LANGUAGE

SCRIPTS = ("words", "elements", "ask", "findings", "text", "completing", "effect", "conflict",
           "editor", "answers", "programs", "main")  # fmt: skip
FILES = (*(f"{name}.js" for name in SCRIPTS), "workbench.css")
MEDIA = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
POLICY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " connect-src 'self'; img-src 'self' blob: data:; frame-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
}
"""Nothing loads or runs but what this server gives."""


def page() -> str:
    """The frame that the scripts fill."""
    return f"""<!doctype html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(words.TITLE)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/workbench.css">
<script type="module" src="/page/main.js"></script>
</head>
<body>
<header id="header"><h1>{escape(words.TITLE)}</h1></header>
<main id="main"><noscript><p>{escape(words.NEEDS_SCRIPT)}</p></noscript></main>
</body>
</html>
"""


def trouble(lines: Iterable[str]) -> str:
    """A page that says what is wrong with a file, without script or style."""
    told = "\n".join(f"<pre>{escape(one)}</pre>" for one in lines)
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<title>{escape(words.TITLE)}</title>
</head>
<body>
{told}
</body>
</html>
"""


def media_type(name: str) -> str:
    """The type of one of the files."""
    return MEDIA[name.rpartition(".")[2]]


@cache
def file(name: str) -> bytes:
    """One of the files."""
    return files(__package__).joinpath("page", name).read_bytes()
