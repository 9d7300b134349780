"""Nobody but the workbench's own page is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from engine.workbench.guard import MOST_BODY
from tests.workbench.desks import HOME, PORT, TOKEN, client, workspace

ASKED = ("/", "/page/main.js", "/report?file=programs/ten.json", "/form?file=programs/ten.json")
OWN = {"origin": HOME, "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("guard"))


@pytest.fixture
def browser(folder: Path) -> TestClient:
    return client(folder)


def test_the_address_with_the_secret_opens_it(folder: Path) -> None:
    """And leaves the secret in a cookie that no script reads and no other page sends."""
    stranger = client(folder, known=False)
    answer = stranger.get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"backchannel-{PORT}={TOKEN};")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.parametrize("token", [None, "", "wrong", f"{TOKEN}x", "ü"])
def test_without_the_secret_nothing_is_told(folder: Path, path: str, token: str | None) -> None:
    stranger = client(folder, known=False)
    given = {} if token is None else {"cookie": f"backchannel-{PORT}={token}".encode()}
    answer = stranger.get(path, headers=given)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.text.startswith("This is not the address of the workbench.")


def test_a_wrong_secret_in_the_address_is_refused(folder: Path) -> None:
    answer = client(folder, known=False).get("/", params={"token": "wrong"})
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "", "0.0.0.0:8765"],
)
def test_another_name_that_leads_here_is_refused(browser: TestClient, host: str) -> None:
    """As a page that rebinds its name to this machine would ask."""
    for path in ("/", f"/?token={TOKEN}"):
        assert browser.get(path, headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    """Even with the cookie, as on another port of this machine."""
    assert browser.post("/api/state", json={}, headers=headers).status_code == 403
    assert browser.get("/", headers=headers).status_code == 403


def test_the_own_page_is_answered(browser: TestClient) -> None:
    assert browser.post("/api/state", json={}, headers=OWN).status_code == 200
    local = {"host": f"localhost:{PORT}", "cookie": f"backchannel-{PORT}={TOKEN}"}
    assert browser.get("/", headers=local).status_code == 200


def test_what_a_form_of_another_page_can_send_is_refused(browser: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = browser.post("/api/state", content=b"{}", headers={"content-type": kind})
        assert answer.status_code == 415


def test_a_large_upload_is_refused(browser: TestClient) -> None:
    """By what it says of its size, and where it lies about that, once too much was read."""
    kind = {"content-type": "application/json"}
    said = browser.post("/api/save", content=b"x" * (MOST_BODY + 1), headers=kind)
    assert (said.status_code, said.text) == (
        413,
        "This is larger than 6 megabytes, and is not read.\n",
    )
    pieces = (b"x" * 1_000_000 for _ in range(50))
    unsaid = browser.post("/api/save", content=pieces, headers=kind)
    assert unsaid.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"file": 1}', b'{"file": "\\ud800"}', b"[" * 99_999]
)
def test_what_is_no_request_is_refused_in_words(browser: TestClient, body: bytes) -> None:
    answer = browser.post("/api/open", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.text) == (400, "The request cannot be read.")


def test_pages_load_nothing_from_elsewhere(browser: TestClient) -> None:
    """And every answer says that it is not to be sniffed, kept or told of."""
    answer = browser.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    for path in ASKED:
        headers = browser.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")
