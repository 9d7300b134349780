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
import gc, json, multiprocessing, os, pathlib, sys, threading, time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from engine import Invalid, Rulebook

FILES = [json.loads(pathlib.Path("examples", name).read_text())
         for name in ("community.json", "one_voice.json", "h1b_nightmare.json")]

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
    found = list(pool.map(lambda place: shared.evaluate(FILES[place % 3]).to_dict(), range(48)))
assert all(one == expected[place % 3] for place, one in enumerate(found))
""",
    "sixteen threads have a rulebook each": """
expected = own(0)
def one(place):
    return Rulebook.load(".").evaluate(FILES[place % 3]).to_dict() == expected[place % 3]
with ThreadPoolExecutor(16) as pool:
    assert all(pool.map(one, range(16)))
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
    "what goes in a circle is collected by whichever thread comes by": """
from engine.case.intake import read_mapping
from engine.solve.completions import Completions
shared = Rulebook.load("examples/workspaces/triage")
facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/incomplete.json").read_text())
expected = shared.evaluate(facts)
sys.setswitchinterval(1e-5)
def circle(place):
    found = Completions(read_mapping(facts, shared.book), shared.book.flows[shared.flow])
    found.itself = found
    if place % 10 == 0: gc.collect()
    return set(found.verdicts) == set(expected.possible) and shared.evaluate(facts) == expected
with ThreadPoolExecutor(16) as pool:
    assert all(pool.map(circle, range(48)))
""",
    "questions about one case and two rulebooks are asked side by side": """
from engine.case.intake import read_mapping
from engine.prove.diff.diff import changes
from engine.prove.diff.pair import pair
from engine.prove.whatif.flips import flips
from engine.prove.space.inquiry import inquire
from engine.prove.space.replay import Replay
shared = Rulebook.load("examples/workspaces/triage")
facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/week.json").read_text())
def flipped(_):
    case = read_mapping(facts, shared.book)
    replay = Replay(shared.book, shared.book.flows["triage"])
    found = flips(inquire(replay, case, "week", effort=10**9), None, 5)
    return [one.to_dict() for one in found.flips]
def changed(_):
    book = shared.book
    found = pair(book, book.with_flow(book.flows["triage"].rerouted(graph)), "triage")
    return [one.to_dict() for one in changes(found)]
graph = shared.graph()
graph.remove_edge("effort", "some_day", "no")
graph.add_edge("effort", "this_week", "no", outcome="no")
expected = flipped(0), changed(0)
assert all(expected), expected
with ThreadPoolExecutor(4) as pool:
    both = [(pool.submit(flipped, 0), pool.submit(changed, 0)) for _ in range(4)]
    assert all((one.result(), other.result()) == expected for one, other in both)
""",
    "threads that have ended leave nothing behind": """
from engine.solve import context
shared = Rulebook.load("examples/workspaces/triage")
facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/incomplete.json").read_text())
expected = shared.evaluate(facts)
for _ in range(30):
    one = threading.Thread(target=shared.evaluate, args=(facts,))
    one.start()
    one.join()
with ThreadPoolExecutor(16) as pool:
    assert all(one == expected for one in pool.map(shared.evaluate, [facts] * 64))
assert len(context._contexts) <= context.MOST
assert sum(len(one.seats) for one in context._contexts) <= 1
""",
    "a process may end while its threads go on": """
shared = Rulebook.load("examples/workspaces/triage")
facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/incomplete.json").read_text())
started = threading.Barrier(5)
def ever():
    started.wait()
    while True: shared.evaluate(facts)
for _ in range(4): threading.Thread(target=ever, daemon=True).start()
started.wait()
for _ in range(20): shared.evaluate(facts)
""",
    "a fork in the middle of other threads' work": """
shared = Rulebook.load("examples/workspaces/triage")
facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/incomplete.json").read_text())
expected = shared.evaluate(facts)
done = threading.Event()
def busy():
    while not done.is_set(): assert shared.evaluate(facts) == expected
threads = [threading.Thread(target=busy) for _ in range(4)]
for one in threads: one.start()
for _ in range(12):
    child = os.fork()
    if not child:
        os._exit(Rulebook(shared.book, "triage").evaluate(facts) != expected
                 or shared.evaluate(facts) != expected)
    assert os.waitpid(child, 0)[1] == 0
done.set()
""",
    "processes are sent a rulebook and send back what they find": """
if __name__ == "__main__":
    shared = Rulebook.load("examples/workspaces/triage")
    facts = json.loads(pathlib.Path("examples/workspaces/triage/cases/incomplete.json").read_text())
    expected = shared.evaluate(facts)
    for way in ("fork", "spawn"):
        context = multiprocessing.get_context(way)
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            assert list(pool.map(shared.evaluate, [facts])) == [expected]
            try: pool.submit(shared.evaluate, {"nonsense": 1}).result()
            except Invalid as invalid: assert "nonsense" in invalid.findings[0].message
            else: raise AssertionError
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
