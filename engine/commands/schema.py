"""`schema`: the JSON Schema of a kind of file."""

from __future__ import annotations

from pathlib import Path

import click

from .options import HERE
from .shared import book_of, print_json, refusing

EXAMPLES = "\b\nExamples:\n  backchannel schema facts > facts.schema.json"


@click.command(epilog=EXAMPLES)
@click.argument("kind", type=click.Choice(["facts", "rules", "flow", "decision", "ranking"]))
@HERE
def schema(kind: str, folder: Path | None) -> None:
    """Print the JSON Schema (2020-12) of a kind of file, or of what is printed as JSON."""
    from ..author.schema import MAKERS
    from ..author.schema_decision import decision
    from ..author.schema_ranking import ranking

    with refusing():
        book = book_of(folder)
    print_json(({**MAKERS, "decision": decision, "ranking": ranking})[kind](book))
