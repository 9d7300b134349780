"""Which flow is meant when nobody says so."""

from __future__ import annotations

from ..diagnostics.findings import Finding, Invalid
from ..diagnostics.problem import did_you_mean
from .model import Book

DEFAULT_FLOW = "img_support"


def main_flows(book: Book) -> list[str]:
    """The flows that are not labels of others."""
    labels = {label for flow in book.flows.values() for label in flow.labels}
    return [name for name in book.flows if name not in labels]


def chosen_flow(book: Book, name: str, where: str) -> str:
    """The flow of a name; a single flow needs none. Raises Invalid about `where`."""
    if name == DEFAULT_FLOW and name not in book.flows and len(main_flows(book)) == 1:
        (name,) = main_flows(book)
    if name not in book.flows:
        help_ = did_you_mean(name, book.flows) or "flows: " + ", ".join(book.flows)
        raise Invalid([Finding("unknown-flow", f"no flow `{name}`", where, help=help_)])
    return name
