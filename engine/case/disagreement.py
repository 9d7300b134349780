"""What to say of a value that does not agree with the facts it is derived from."""

from __future__ import annotations

from fractions import Fraction

from ..language.traverse import facts_in
from ..language.values import Value
from .bases import bases
from .case import Case
from .values import plain


def disagreement(case: Case, name: str, given: Value, found: Value) -> tuple[str, str]:
    """Message and help for a value that is `given` while its derivation comes to `found`."""
    tree = case.book.vocabulary.facts[name].derive
    names = [f"`{one}`" for one in facts_in(tree)] if tree is not None else []
    make = "makes" if len(names) == 1 else "make"
    sources = " and ".join(names)
    message = f"{plain(given)} does not agree with {sources}, which {make} it {plain(found)}"
    records = [one for one in bases(case, name) if isinstance(case.value(one), tuple)]
    if records and isinstance(found, Fraction):
        return message, how_to_state_both(name, records[0], plain(found))
    return message, "leave out one of the two"


def how_to_state_both(name: str, records: str, made: str | None = None) -> str:
    """What to do with a number that does not agree with the records it is derived from."""
    told = f" ({made})" if made is not None else ""
    return (
        f"leave `{name}` out and let `{records}` give it, "
        f"or state both: write it as the records make it{told}, rounded if need be"
    )
