"""The pictures of the README and the golden files: `make pictures` writes them all anew.

Pictures come from the wheel alone, so that they are the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from engine.draw.picture import dot, layout, mermaid, svg
from tests.domain.program import ROOT, rulebook
from tests.draw.drawn_cases import STORIES, drawing

PICTURES, GOLDEN = ROOT / "docs" / "pictures", ROOT / "tests" / "draw" / "golden"
EXAMPLES = ("community", "h1b_nightmare", "not_asked_yet")


def pictures() -> Iterator[tuple[Path, str]]:
    """The README's pictures: the flow as it stands, and three examples' paths through it."""
    yield PICTURES / "flow.svg", svg.render(drawing(), layout=layout.by_wheel)
    for name in EXAMPLES:
        facts = json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"))
        decision = rulebook().evaluate(facts)
        yield PICTURES / f"{name}.svg", svg.render(drawing(decision), layout=layout.by_wheel)


def golden() -> Iterator[tuple[Path, str]]:
    """DOT and Mermaid of the stories, and of the flow without facts."""
    for name, decision in [*STORIES.items(), ("flow", None)]:
        yield GOLDEN / f"{name}.dot", dot.source(drawing(decision))
        yield GOLDEN / f"{name}.mmd", mermaid.source(drawing(decision))


if __name__ == "__main__":
    for path, text in (*pictures(), *golden()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
