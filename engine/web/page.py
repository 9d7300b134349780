"""The page: frame, policy, data and scripts in one file that loads nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Any

from ..diagnostics.printable import printable
from ..present import phrases_asking as words
from ..present.phrases import LANGUAGE
from ..rulebook.model import Book, Flow
from .first import Asked, first_to_json
from .rulebook import rulebook_to_json
from .scripts import ASKING, PAGE, READING, script, style


def page(book: Book, flow: Flow, asked: Asked) -> str:
    """The questionnaire of a flow as one HTML file."""
    code, css = script(*READING, *ASKING, *PAGE), style()
    title = printable(asked.program or flow.title)
    kept = words.STAYS if asked.held is None else words.HELD
    options: dict[str, Any] = {"program": asked.program, "about": asked.about, "role": asked.role}
    if asked.held is None:
        options["first"] = first_to_json(book, flow, asked)
    else:
        options["held"] = asked.held
    return f"""<!doctype html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(code, css)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{css}</style>
</head>
<body>
<header><h1>{escape(title)}</h1>{_under(asked, flow)}</header>
<nav id="tabs" aria-label="{escape(words.PARTS)}"></nav>
<main>
<div id="messages" role="alert"></div>
<div id="screen" tabindex="-1"><noscript><p>{escape(words.NEEDS_SCRIPT)}</p></noscript></div>
</main>
<footer>{_notice(book)}<p>{escape(kept)}</p><p>{words.made_by(escape(book.fingerprint))}</p></footer>
<script type="application/json" id="rulebook">{embedded(rulebook_to_json(book, flow))}</script>
<script type="application/json" id="form">{embedded(options)}</script>
<script>{code}</script>
</body>
</html>
"""


def embedded(data: Any) -> str:
    """JSON that ends no element, whatever it says."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _under(asked: Asked, flow: Flow) -> str:
    return f'<p class="soft">{escape(flow.title)}</p>' if asked.program else ""


def _notice(book: Book) -> str:
    notice = book.vocabulary.notice
    return f"<p>{escape(notice)}</p>" if notice else ""


def _policy(code: str, css: str) -> str:
    """A Content-Security-Policy under which only this style and this script do anything."""
    allowed = f"style-src {_digest(css)}; script-src {_digest(code)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"
