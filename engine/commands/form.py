"""`form`: the questionnaire as one page for a browser."""

from __future__ import annotations

from pathlib import Path

import click

from . import suggestions
from .options import ROLE, TARGET, of_a_workspace
from .shared import book_and_flow, check_gate, known_informant, refusing

EXAMPLES = """
\b
Examples:
  backchannel form -o form.html
  backchannel form -o form.html --program "Riverbend Community Hospital"
  backchannel form -o visa.html --about smooth_visa --for img_resident
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "-o", "--output", "out", type=TARGET, required=True, metavar="OUT", help="The file to write."
)
@click.option("--program", metavar="NAME", help="The program that it asks about.")
@click.option(
    "--about", help="Only what this gate asks.", shell_complete=suggestions.gates, metavar="GATE"
)
@ROLE
@of_a_workspace
def form(
    out: Path,
    program: str | None,
    about: str | None,
    role: str | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
) -> None:
    """Write the questionnaire of the flow as one page that asks and decides in a browser.

    It needs no network and no server, and sends nothing: open it, or send it to
    somebody. Answers stay in the browser, and are saved as a fact file that
    `evaluate` reads. Exit status: 0 written, 1 the rulebook is invalid or OUT
    cannot be written, 2 wrong usage.
    """
    from ..diagnostics.writing import write
    from ..web.first import Asked
    from ..web.page import page

    with refusing():
        book, of = book_and_flow(rules, flows, flow)
        check_gate(about, [*of.gates()], book)
        asked = Asked(program, about, known_informant(book, role) if role is not None else None)
        write(out, page(book, of, asked).encode())
