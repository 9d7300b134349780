"""The promises of SECURITY.md: hostile fact files and workspaces do nothing but be read.

Every command runs under an audit hook that refuses network, other programs, code made of
text, and any change to a file outside of the folder it runs in: see `tests.fuzz.watch`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.fuzz.inputs import Input
from tests.fuzz.run import Place, Result, here
from tests.fuzz.watch import Refused, Watch

CODE = "__import__('os').system('touch pwned')"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ROOT = Path(__file__).resolve().parent.parent
HOSTILE = {
    "code": CODE,
    "shell": "$(touch pwned) `touch pwned`; touch pwned | sh",
    "template": "{{7*7}} ${7*7} %(x)s <%= 7*7 %> #{7*7}",
    "markup": MARKUP,
    "entity": "&lt;b&gt; &amp; ]]> <!-- --> <?php ?>",
    "query": "'; DROP TABLE cases; --",
    "pattern": "(a+)+$ " + "a" * 60 + "!",
    "rich": "[bold red]x[/] [link=https://example.org]y[/link]",
    "path": "../../../../etc/passwd",
    "formats": "%s%n%x \\N{BULLET} \\x1b[2J",
}
FACTS = """\
subject: a.name
facts:
  a.name: {type: text, ask: TEXT}
  a.good: {type: boolean, ask: TEXT, means: TEXT}
  a.list: {type: records, ask: TEXT, key: k, fields: {k: {type: integer}, t: {type: text}}}
"""
GATE = """\
gate: g
question: TEXT
rules:
  - {id: named, when: 'a.name = "QUOTED"', then: yes, because: TEXT}
  - {id: good, when: a.good, then: yes, because: TEXT}
otherwise: {then: no, because: TEXT}
notes:
  - {id: n, when: 'count(a.list where t = "QUOTED") > 0', caution: TEXT, signal: s}
"""
FLOW = """\
flow: f
title: TEXT
start: s
nodes:
  - {id: s, kind: step, title: TEXT, to: g}
  - {id: g, kind: gate, title: TEXT, to: {yes: high, no: low}}
  - {id: high, kind: verdict, title: TEXT, verdict: high}
  - {id: low, kind: verdict, title: TEXT, verdict: low}
"""
TESTS = """\
flow: f
tests:
  - {name: TEXT, with: {a.name: TEXT}, expect: {verdict: high}}
"""
COMMANDS = (
    "check", "check --format json", "check --format github", "evaluate c.json",
    "evaluate c.json --format json", "evaluate c.json --format markdown", "evaluate c.json --short",
    "evaluate c.json --brief", "evaluate c.json --diagram out/d.svg", "whatif c.json",
    "whatif c.json --format json", "sensitivity c.json", "test", "test --format json",
    "test --format junit", "test --coverage", "diff . .", "diff HEAD .", "fmt", "fmt --check",
    "init new", "render --format svg", "render c.json --format html", "render c.json --format dot",
    "render c.json --format mmd", "render c.json -o out/d.html", "render c.json -o out/d.png",
    "render c.json -o out/d.pdf", "rules list", "rules show named", "rules table g",
    "rules table g --format csv", "rules table g --format markdown", "schema facts", "schema rules",
    "schema flow", "facts template", "facts template -o out/t.json",
)  # fmt: skip
NAMED = {"fmt": ("work/rules/", "work/flows/"), "init": ("work/new/",)}
"""Where a command writes without being told a file."""


def workspace(text: str) -> dict[str, str]:
    """A sound workspace that has a text wherever a text can be, and a fact file with it."""
    plain = json.dumps(re.sub(r"[{}]", "", text))
    quoted = text.replace('"', '""').replace("'", "''")
    sheets = {
        "rules/facts.yaml": FACTS, "rules/g.yaml": GATE, "flows/f.yaml": FLOW,
        "rules/tests/t.yaml": TESTS,
    }  # fmt: skip
    files = {
        name: sheet.replace("TEXT", plain).replace("QUOTED", quoted)
        for name, sheet in sheets.items()
    }
    record = {"name": {"value": text, "note": text, "source": text}, "list": [{"k": 1, "t": text}]}
    return files | {"c.json": json.dumps({"a": record})}


class Runs:
    """Runs command lines over files, watched."""

    def __init__(self, folder: Path) -> None:
        self.place, self.watch = Place(folder), Watch()

    def __call__(self, command: str, files: dict[str, str]) -> Result:
        result = here(Input("security", tuple(command.split()), files), self.place, self.watch)
        allowed = NAMED.get(command.split()[0], ())
        named = [f"work/{word}" for word in command.split() if word.startswith("out/")]
        named += [name.replace(".json", ".md") for name in named]
        assert result.outside == (), command
        assert result.status in (0, 1, 2), (command, result.err.decode())
        assert [
            one for one in result.written if one not in named and not one.startswith(allowed or "?")
        ] == []
        return result


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    yield Runs(tmp_path_factory.mktemp("security"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_nothing_but_text(name: str, run: Runs) -> None:
    """In every command, wherever a text can stand; no code runs, nothing is written or sent."""
    files = workspace(HOSTILE[name])
    assert run("check --no-prove", files).status == 0
    for command in COMMANDS if name in ("code", "markup") else COMMANDS[3:6]:
        run(command, files)


HOSTILE_FILES = {
    "a tag that calls": ("rules/g.yaml", "!!python/object/apply:os.system ['touch pwned']\n"),
    "a tag inside": ("rules/g.yaml", f"gate: !!python/name:os.system\nquestion: {CODE!r}\n"),
    "a billion laughs": ("rules/g.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n"),
    "a merge": ("rules/g.yaml", "base: &a {gate: g}\n<<: *a\n"),
    "code for a condition": ("rules/g.yaml", GATE.replace("a.good", CODE)),
    "code for a name": ("rules/g.yaml", GATE.replace("gate: g", f'gate: "{CODE}"')),
    "a format for a fact": (
        "rules/g.yaml",
        GATE.replace("TEXT", '"{a.__class__} {0.__globals__}"'),
    ),
    "code for facts": ("c.json", CODE),
    "a prototype": ("c.json", '{"__proto__": {"x": 1}, "a": {"__class__": 1}}'),
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_hostile_file_is_refused(name: str, run: Runs) -> None:
    path, text = HOSTILE_FILES[name]
    files = workspace("Fine") | {path: text}
    for command in ("check", "evaluate c.json", "evaluate c.json --format json", "fmt", "test"):
        done = run(command, files)
        if command.split()[0] == ("evaluate" if path == "c.json" else "check"):
            assert done.status == 1


def test_markup_is_escaped_wherever_there_is_markup(run: Runs) -> None:
    files = workspace(MARKUP)
    for command in ("render c.json --format html", "evaluate c.json --format markdown"):
        out = run(command, files).out.decode()
        assert re.search(r"(?<!\\)<(script>alert|img src=x)", out) is None, command
    for command in ("render c.json --format svg", "test --format junit"):
        root = ElementTree.fromstring(run(command, files).out.decode())
        assert [one.tag for one in root.iter() if one.tag.lower().endswith(("script", "img"))] == []


STEERING = "a\x1b]0;x\x07\x9b2J\u202eb\u2066c\r\x7f"


def test_what_would_steer_a_terminal_never_reaches_it(run: Runs) -> None:
    """A fact file may hold it, as JSON can; it is printed as something else."""
    files = workspace("Fine")
    record = {"name": {"value": STEERING, "note": STEERING}, "list": [{"k": 1, "t": STEERING}]}
    for name, data in {"value": {"a": record}, "key": {STEERING: {STEERING: STEERING}}}.items():
        for command in COMMANDS:
            if "c.json" in command and not command.endswith(("png", "pdf")):
                done = run(command, files | {"c.json": json.dumps(data)})
                said = done.out.decode() + done.err.decode()
                assert (
                    re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
                    is None
                ), (
                    name,
                    command,
                )


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """Or else every test above could not fail."""
    import socket
    import subprocess

    watch = Watch()
    for attempt in (
        lambda: socket.socket().connect(("127.0.0.1", 9)),
        lambda: subprocess.run(["true"], check=True),
        lambda: (tmp_path.parent / "other").write_text("x"),
        lambda: (tmp_path.parent / "other").mkdir(),
        lambda: eval("1 + 1"),
        lambda: exec(compile("x = 1", "<text>", "exec")),
    ):
        with watch.over(tmp_path) as seen, pytest.raises(Refused):
            attempt()
        assert len(seen) == 1
    with watch.over(tmp_path) as seen:
        (tmp_path / "own").write_text("x")
    assert seen == []


def test_every_test_that_the_promises_name_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    paths = [
        path for depth in ("*", "*/*", "*/*/*") for path in (ROOT / "tests").glob(f"{depth}.py")
    ]
    tests = "".join(path.read_text(encoding="utf-8") for path in paths)
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 5
    assert [name for name in named if f"def {name}(" not in tests] == []
    files = set(re.findall(r"`(tests/[\w/]+\.py)`", page))
    assert [name for name in files if not (ROOT / name).is_file()] == []
