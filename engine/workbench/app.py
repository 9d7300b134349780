"""What the workbench answers: a path of the server to what is behind it, as JSON or a page."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ..diagnostics.invalid import Invalid
from ..diagnostics.rendering import as_text
from ..facade import Rulebook
from ..present import phrases_workbench as words
from ..rulebook.lint import lint
from ..tables.decided import Decided
from . import effect, programs, scenarios, shell
from .completion import complete
from .desk import Desk
from .findings import told
from .folder import Conflict, Content, NotThere
from .guard import MOST_BODY, BodyTooLarge, Guard

Asked = Mapping[str, Any]
Work = Callable[["Workbench", Asked], Any]
MOST_TABS = 50
"""Pages of which it is kept which question is the newest."""


@dataclass
class Workbench:
    """A desk, and what was worked out at it."""

    desk: Desk
    verdicts: effect.Verdicts = field(default_factory=effect.Verdicts)
    decisions: programs.Decisions = field(default_factory=programs.Decisions)
    proofs: effect.Proofs = field(default_factory=effect.Proofs)
    proving: Lock = field(default_factory=Lock)
    proving_next: Lock = field(default_factory=Lock)
    saving: Lock = field(default_factory=Lock)
    newest: dict[str, int] = field(default_factory=dict)

    def good(self) -> Rulebook:
        """The rulebook that runs; raises Invalid where there is none yet."""
        standing = self.desk.standing()
        if standing.good is None:
            raise Invalid(standing.broken)
        return standing.good


def text(asked: Asked, name: str) -> str:
    """A text of a request; raises HTTPException where there is none, or it is no Unicode."""
    found = asked.get(name)
    if not isinstance(found, str):
        raise HTTPException(400, words.NOT_UNDERSTOOD)
    try:
        found.encode()
    except UnicodeEncodeError:
        raise HTTPException(400, words.NOT_UNDERSTOOD) from None
    return found


def number(asked: Asked, name: str) -> int:
    """A whole number of a request, from 0; raises HTTPException where there is none."""
    found = asked.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise HTTPException(400, words.NOT_UNDERSTOOD)
    return found


def texts(bench: Workbench, asked: Asked) -> dict[str, str]:
    """The unsaved texts of a request; raises NotThere for any that is no file of rules or flows."""
    found = asked.get("texts")
    if not isinstance(found, dict):
        raise HTTPException(400, words.NOT_UNDERSTOOD)
    known = {one.name for one in bench.desk.folder.texts()}
    for name in found:
        if name not in known:
            raise NotThere(name)
    return {name: text(found, name) for name in found}


# what is asked


def state(bench: Workbench, _asked: Asked) -> dict[str, Any]:
    """What there is to work on, and how it stands."""
    standing = bench.desk.standing()
    good, files = standing.good, [*bench.desk.folder.texts(), *bench.desk.folder.programs()]
    book = good.book if good is not None else None
    return {
        "workspace": bench.desk.folder.root.name,
        "hash": book.fingerprint if book is not None else None,
        "noun": [book.vocabulary.case.one, book.vocabulary.case.many] if book else None,
        "best": [*good.book.flows[good.flow].best_first] if good is not None else [],
        "broken": told(standing.broken),
        "first": _first(bench, good),
        "files": [{"name": one.name, "kind": one.kind} for one in files],
    }


def _first(bench: Workbench, good: Rulebook | None) -> str | None:
    """The file to begin with: the rules of the first gate that the flow comes to."""
    if good is None:
        return None
    nodes = good.book.flows[good.flow].nodes
    gates = (good.book.gates[name] for name in nodes if name in good.book.gates)
    return next((bench.desk.folder.name(gate.place.file) for gate in gates), None)


def ranking(bench: Workbench, _asked: Asked) -> dict[str, Any]:
    """The programs in their order."""
    good, day = bench.good(), date.today()

    def note(held: Content, made: Decided) -> None:
        bench.verdicts.know(good, held, made, day)

    return programs.ranking(bench.desk.folder, good, bench.decisions, day, note)


def opened(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """A file, to be edited."""
    held = bench.desk.folder.read(text(asked, "file"))
    return {"text": held.text, "digest": held.digest}


def check(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """The findings about unsaved texts, but for what takes proof, and the picture of the flow."""
    name, unsaved = text(asked, "file"), texts(bench, asked)
    try:
        made = bench.desk.edited(unsaved)
    except Invalid as invalid:
        return {"sound": False, "findings": told(invalid.findings), "picture": None}
    found = [bench.desk.renamed(one) for one in lint(made.book)]
    if bench.desk.folder.find(name).kind == "tests":
        found = scenarios.findings(bench.desk, made, unsaved)
    return {"sound": True, "findings": told(found), "picture": _picture(bench, made, name)}


def _picture(bench: Workbench, made: Rulebook, name: str) -> str:
    """The flow that is edited, else the one that is walked."""
    flows = made.book.flows.items()
    place = bench.desk.folder.name
    shown = next((flow for flow, one in flows if place(one.place.file) == name), None)
    return programs.picture(made, shown)


def movers(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """The programs that an edit moves."""
    new = bench.desk.edited(texts(bench, asked))
    return effect.movers(bench.desk.folder, bench.good(), new, bench.verdicts, date.today())


def why(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """Why a program moves: what the rules as saved make of it, and what the edited ones do."""
    held, new = bench.desk.folder.read(text(asked, "file")), bench.desk.edited(texts(bench, asked))
    before, after = effect.reasons(held, bench.good(), new, bench.verdicts, date.today())
    return {"before": before, "after": after}


def proof(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """The regions that change, the promises that break, and what `check` proves.

    One at a time; of those that wait, only the newest of each page goes on.
    """
    turn, tab = number(asked, "turn"), text(asked, "tab")
    with bench.proving_next:
        bench.newest[tab] = max(bench.newest.pop(tab, 0), turn)
        while len(bench.newest) > MOST_TABS:
            del bench.newest[next(iter(bench.newest))]
    with bench.proving:
        if turn < bench.newest.get(tab, 0):
            raise HTTPException(409, words.SUPERSEDED)
        old, new = bench.good(), bench.desk.edited(texts(bench, asked))
        found = effect.regions(old, new)
        proved, broken = bench.proofs.of(new), bench.proofs.broken(old, new)
        others = (one for one in proved if one not in broken)
        return found | {
            "findings": told(map(bench.desk.renamed, others)),
            "broken": told(map(bench.desk.renamed, broken)),
        }


def facts(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """What unsaved facts come to: the verdict and its path as a picture, or their mistakes."""
    name, written = text(asked, "file"), text(asked, "text")
    if bench.desk.folder.find(name).kind != "programs":
        raise NotThere(name)
    return programs.looked(Content(name, written.encode()), bench.good(), date.today())


def completion(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """What fits at the caret, behind the text before it."""
    name, whole, before = (text(asked, key) for key in ("file", "text", "before"))
    found = complete(name, whole, before, bench.good().book)
    return {"partial": found.partial, "choices": [one.to_dict() for one in found.choices]}


def save(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """Write a file that is still what was edited."""
    name, written, digest = (text(asked, key) for key in ("file", "text", "digest"))
    with bench.saving:
        return {"digest": bench.desk.folder.save(name, written, digest).digest}


def tests(bench: Workbench, asked: Asked) -> dict[str, Any]:
    """The scenario tests by unsaved texts; without any, by the rulebook that runs.

    `older` if that is not what the files say.
    """
    unsaved = texts(bench, asked)
    made = bench.desk.edited(unsaved) if unsaved else bench.good()
    older = not unsaved and bool(bench.desk.standing().broken)
    return scenarios.run(bench.desk, made, unsaved) | {"older": older}


WORK: Mapping[str, Work] = {
    "state": state,
    "ranking": ranking,
    "open": opened,
    "check": check,
    "movers": movers,
    "why": why,
    "proof": proof,
    "facts": facts,
    "complete": completion,
    "save": save,
    "tests": tests,
}
"""What can be asked for as JSON, by the path behind `/api/`."""


def answered(bench: Workbench, work: Work, data: bytes) -> Response:
    """What some work comes to; a refusal says why, and gives what the file holds now."""
    try:
        return JSONResponse(work(bench, _asked(data)))
    except NotThere:
        return JSONResponse({"message": words.NO_SUCH_FILE}, 404)
    except Conflict as conflict:
        return JSONResponse({"message": words.CHANGED_OUTSIDE} | _held(conflict.held), 409)
    except Invalid as invalid:
        found = [bench.desk.renamed(one) for one in invalid.findings]
        return JSONResponse({"message": "", "findings": told(found)}, 422)


def _held(held: Content) -> dict[str, Any]:
    try:
        return {"text": held.text, "digest": held.digest}
    except Invalid:  # no text any more
        return {"text": None, "digest": held.digest}


def _asked(data: bytes) -> Asked:
    try:
        found = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        raise HTTPException(400, words.NOT_UNDERSTOOD) from None
    if not isinstance(found, dict):
        raise HTTPException(400, words.NOT_UNDERSTOOD)
    return found


# pages


def report(bench: Workbench, name: str) -> str:
    """The report on a program."""
    good, held = bench.good(), bench.desk.folder.read(name)
    made = programs.decision(held, good, bench.decisions, date.today())
    return programs.report(made, good).decode()


def form(bench: Workbench, name: str) -> str:
    """The questionnaire, filled in with a program's facts."""
    return programs.form(bench.desk.folder.read(name), bench.good(), date.today())


PAGES: Mapping[str, Callable[[Workbench, str], str]] = {"report": report, "form": form}
"""Pages about one program, each with a policy of its own; the workbench shows them in a frame."""


def shown(bench: Workbench, make: Callable[[Workbench, str], str], name: str) -> Response:
    """A page about a program, or what is wrong with its file as one."""
    try:
        return HTMLResponse(make(bench, name))
    except NotThere:
        return HTMLResponse(shell.trouble([words.NO_SUCH_FILE]), 404)
    except Invalid as invalid:
        found = (bench.desk.renamed(one) for one in invalid.findings)
        return HTMLResponse(shell.trouble([as_text(one) for one in found]), 422)


# the application


def application(bench: Workbench, token: str, port: int) -> Guard:
    """The whole of it, behind its guard."""
    routes = [Route("/", _page)]
    routes += [Route(f"/page/{name}", _static(name)) for name in shell.FILES]
    routes += [
        Route(f"/api/{name}", _api(bench, work), methods=["POST"]) for name, work in WORK.items()
    ]
    routes += [Route(f"/{name}", _shown(bench, make)) for name, make in PAGES.items()]
    return Guard(Starlette(routes=routes), token, port)


Endpoint = Callable[[Request], Awaitable[Response]]


async def _page(_request: Request) -> Response:
    return HTMLResponse(shell.page(), headers=shell.POLICY)


def _static(name: str) -> Endpoint:
    async def file(_request: Request) -> Response:
        return Response(shell.file(name), media_type=shell.media_type(name))

    return file


def _api(bench: Workbench, work: Work) -> Endpoint:
    async def api(request: Request) -> Response:
        try:
            data = await request.body()
        except BodyTooLarge:
            return JSONResponse({"message": words.too_large(MOST_BODY)}, 413)
        return await run_in_threadpool(answered, bench, work, data)

    return api


def _shown(bench: Workbench, make: Callable[[Workbench, str], str]) -> Endpoint:
    async def page(request: Request) -> Response:
        name = request.query_params.get("file", "")
        return await run_in_threadpool(shown, bench, make, name)

    return page
