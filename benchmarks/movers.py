"""How long the workbench takes to say which of 200 programs an edit moves.

`python -m benchmarks.movers [COUNT]`: the shipped rulebook and programs made of the shipped
examples, every other one with facts left out. CPU seconds of one process, after the ranking.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from engine.author.workspace import init
from engine.workbench.app import Workbench, movers, ranking
from engine.workbench.desk import Desk
from engine.workbench.folder import opened
from tests.domain.program import ROOT

EDITS = {
    "a threshold": ("rules/smooth_visa.yaml", "lead_months: {value: 2,", "lead_months: {value: 7,"),
    "a rule's condition": (
        "rules/smooth_visa.yaml",
        "when: applicant.visa_need = none",
        "when: applicant.visa_need = none or program.has_imgs = false",
    ),
    "a range": ("rules/facts.yaml", "range: [0, 120]", "range: [0, 5]"),
    "a derivation": (
        "rules/facts.yaml",
        "derive: history.img_share < 1",
        "derive: history.img_share < 0.3",
    ),
    "a list's derivation": (
        "rules/facts.yaml",
        "derive: count(history.intake where class_size > 0)",
        "derive: count(history.intake where class_size > 7)",
    ),
}


def programs(count: int) -> Iterator[dict[str, Any]]:
    """Facts of programs; of every other one about a tenth is left out."""
    chance = random.Random(1)
    examples = [json.loads(path.read_text()) for path in sorted((ROOT / "examples").glob("*.json"))]
    for place in range(count):
        facts = examples[place % len(examples)]
        keep = 0.9 if place % 2 else 1.0
        found = {
            group: {name: leaf for name, leaf in inner.items() if chance.random() < keep}
            for group, inner in facts.items()
            if isinstance(inner, dict)
        }
        found.setdefault("program", {})["name"] = f"Program {place + 1}"
        yield found


def measured(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU, and what came of it."""
    start = process_time()
    found = work()
    return process_time() - start, found


def main(count: int) -> None:
    """Print the seconds for the ranking and for each edit."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "own"
        init(folder)
        (folder / "programs").mkdir()
        for place, facts in enumerate(programs(count)):
            path = folder / "programs" / f"{place:04}.json"
            path.write_text(json.dumps(facts), encoding="utf-8")
        bench = Workbench(Desk(opened(folder)))
        seconds, found = measured(partial(ranking, bench, {}))
        print(f"{seconds:6.2f} s  the first ranking of {count}: {found['counts']}")
        for called, (file, old, new) in EDITS.items():
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text, old
            asked = {"texts": {file: text.replace(old, new)}}
            seconds, found = measured(partial(movers, bench, asked))
            print(f"{seconds:6.2f} s  {called}: {len(found['movers'])} move")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
