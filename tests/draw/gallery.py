"""The pictures of the README and the golden files: `make pictures` writes them all anew.

Pictures come from the wheel alone, so that they are the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from engine.draw.diagram.model import Diagram
from engine.draw.picture import dot, layout, mermaid, svg
from tests.domain.program import ROOT, rulebook
from tests.draw.drawn_cases import STORIES, drawing
from tests.later import Later

PICTURES, GOLDEN = ROOT / "docs" / "pictures", ROOT / "tests" / "draw" / "golden"
EXAMPLES = ("community", "h1b_nightmare", "not_asked_yet")


def _picture(name: str | None) -> str:
    """The flow as it stands, or an example's path through it."""
    if name is None:
        return svg.render(drawing(), layout=layout.by_wheel)
    facts = json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"))
    return svg.render(drawing(rulebook().evaluate(facts)), layout=layout.by_wheel)


def _golden() -> Iterator[tuple[str, Callable[[], str]]]:
    for name in (*STORIES, "flow"):
        yield f"{name}.dot", partial(_source, dot.source, name)
        yield f"{name}.mmd", partial(_source, mermaid.source, name)


def _source(source: Callable[[Diagram], str], name: str) -> str:
    return source(drawing(STORIES.get(name)))


DRAWN = Later({f"{name or 'flow'}.svg": partial(_picture, name) for name in (None, *EXAMPLES)})
"""The README's pictures: the flow as it stands, and three examples' paths through it."""

FILES = Later(dict(_golden()))
"""DOT and Mermaid of the stories, and of the flow without facts."""


if __name__ == "__main__":
    for folder, texts in ((PICTURES, DRAWN), (GOLDEN, FILES)):
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(ROOT))
