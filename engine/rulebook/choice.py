"""Which flow is meant when nobody says so."""

from __future__ import annotations

from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from .model import Book


def main_flows(book: Book) -> list[str]:
    """The flows that are not labels of others."""
    labels = {label for flow in book.flows.values() for label in flow.labels}
    return [name for name in book.flows if name not in labels]


def chosen_flow(book: Book, name: str | None, where: str) -> str:
    """The flow of a name; without one, the only main flow. Raises Invalid about `where`."""
    if name is None:
        return _main(book, where)
    if name not in book.flows:
        help_ = did_you_mean(name, book.flows) or _flows(book)
        raise Invalid([Finding(UNKNOWN_FLOW, f"no flow `{name}`", Place(where), help_)])
    return name


def _main(book: Book, where: str) -> str:
    found = main_flows(book)
    if len(found) != 1:
        message = "no flow is named, and none is the main one"
        raise Invalid([Finding(UNKNOWN_FLOW, message, Place(where), _flows(book))])
    return found[0]


def _flows(book: Book) -> str:
    return "flows: " + ", ".join(book.flows)
