"""Who may ask: a browser on this machine that was opened with the secret address, and its page.

Host keeps out other names that lead here (DNS rebinding), Origin and Sec-Fetch-Site keep out
other pages (cross-site requests), the token other users of this machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..present import phrases_workbench as words

MOST_BODY = 6 * 1024 * 1024
"""Bytes of a request; texts in it are held to the 2 MB of a file each."""
OWN_PAGE = ("same-origin", "none")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through to `app` what comes from its own page; answers everything else itself."""

    app: ASGIApp
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refused = self._refusal(scope)
        answer = self.app if refused is None else refused
        await answer(scope, _bounded(receive), _with_headers(send))

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers send one to every port of a host."""
        return f"backchannel-{self.port}"

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = [f"{host}:{self.port}" for host in ("127.0.0.1", "localhost")]
        host = headers.get("host", "")
        if host not in hosts:
            return _told(words.WRONG_HOST, 403)
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return _told(words.OTHER_PAGE, 403)
        if scope["path"] == "/" and (given := _token(scope)) is not None:
            return self._welcome(given)
        if headers.get("sec-fetch-site", "none") not in OWN_PAGE:
            return _told(words.OTHER_PAGE, 403)
        if not self._knows(_cookie(headers, self.cookie)):
            return _told(words.NO_TOKEN, 403)
        return _oversized(scope, headers)

    def _welcome(self, given: str) -> Response:
        """From the address with the token to the one without; the token goes into a cookie."""
        if not self._knows(given):
            return _told(words.NO_TOKEN, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
        return answer

    def _knows(self, given: str) -> bool:
        return compare_digest(given.encode("utf-8", "replace"), self.token.encode())


def _told(text: str, status: int) -> Response:
    return PlainTextResponse(f"{text}\n", status)


def _token(scope: Scope) -> str | None:
    found = parse_qs(scope["query_string"].decode("latin-1")).get("token")
    return found[0] if found else None


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _oversized(scope: Scope, headers: Headers) -> Response | None:
    """What is sent has to be JSON, which no form of another page can send, and of some size."""
    if scope["method"] != "POST":
        return None
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _told(words.NO_JSON, 415)
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BODY:
        return _told(words.too_large(MOST_BODY), 413)
    return None


class BodyTooLarge(Exception):  # noqa: N818 - says what the request is
    """More is sent than is read."""


def _bounded(receive: Receive) -> Receive:
    """The same, refusing more than is read, whatever length was announced."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message: Message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY:
            raise BodyTooLarge
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: list[Any] = list(message["headers"])
            known = {name for name, _ in given}
            more = ((name.encode(), value.encode()) for name, value in HEADERS.items())
            message["headers"] = [*given, *(one for one in more if one[0] not in known)]
        await send(message)

    return with_headers
