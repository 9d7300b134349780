"""A rulebook is safe for threads and for processes: the same answers, and nothing crashes.

Each scene runs in a process of its own, so that a crash is a failed test and no more.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

HEAD = """
import gc, json, multiprocessing, pathlib, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from engine import Rulebook

FILES = [json.loads(pathlib.Path("examples", name).read_text())
         for name in ("community.json", "not_asked_yet.json", "h1b_nightmare.json")]

def answers(rulebook):
    return [rulebook.evaluate(facts).to_dict() for facts in FILES]

def own(_):
    return answers(Rulebook.load("."))
"""

SCENES = {
    "sixteen threads share one rulebook": """
shared = Rulebook.load(".")
expected = answers(shared)
with ThreadPoolExecutor(16) as pool:
    found = list(pool.map(lambda place: shared.evaluate(FILES[place % 3]).to_dict(), range(96)))
assert all(one == expected[place % 3] for place, one in enumerate(found))
""",
    "sixteen threads have a rulebook each": """
expected = own(0)
with ThreadPoolExecutor(16) as pool:
    assert all(one == expected for one in pool.map(own, range(16)))
""",
    "proofs run while others evaluate, and rubbish is collected anywhere": """
from engine.prove.check.findings import prove
shared = Rulebook.load(".")
expected = answers(shared)
gc.set_threshold(50)
with ThreadPoolExecutor(4) as pool:
    proofs = [pool.submit(prove, shared.book) for _ in range(2)]
    found = list(pool.map(lambda place: shared.evaluate(FILES[place % 3]).to_dict(), range(24)))
    assert [one.result() for one in proofs] == [[], []]
assert all(one == expected[place % 3] for place, one in enumerate(found))
""",
    "a fork goes on with what it inherits": """
shared = Rulebook.load(".")
expected = answers(shared)
context = multiprocessing.get_context("fork")
with ProcessPoolExecutor(2, mp_context=context) as pool:
    assert list(pool.map(own, range(2))) == [expected, expected]
children = [context.Process(target=lambda: exit(answers(shared) != expected)) for _ in range(2)]
for one in children: one.start()
for one in children: one.join()
assert [one.exitcode for one in children] == [0, 0]
assert answers(shared) == expected
""",
    "a spawned process starts afresh": """
if __name__ == "__main__":
    expected = own(0)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        assert list(pool.map(own, range(2))) == [expected, expected]
""",
}


@pytest.mark.parametrize("scene", SCENES)
def test_answers_are_the_same_whoever_asks(scene: str, tmp_path: Path) -> None:
    """As one thread alone gives them."""
    script = tmp_path / "scene.py"
    script.write_text(HEAD + SCENES[scene])
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
