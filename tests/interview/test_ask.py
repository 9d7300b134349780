"""`ask` from outside: piped, in a terminal, killed, and with a file that others change."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import main
from engine.interview.notebook import Notebook
from engine.interview.session import Session
from engine.present import phrases_asking as words
from tests.domain.program import ROOT, rulebook
from tests.search import trials

BOOK = rulebook().book
FLOW = BOOK.flows["img_support"]
ANNA = ("--informant", "A", "--role", "resident")
PYTHON = (sys.executable, str(ROOT / "cli.py"), "ask")


def ask(folder: Path, *arguments: str, typed: str = "") -> Result:
    """`ask` in a folder, with lines that are typed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(main, ["ask", *arguments], typed, catch_exceptions=False)


def file_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def session(path: Path, facts: Any, about: str | None = None) -> Session:
    path.write_text(json.dumps(facts), encoding="utf-8")
    found = Session(BOOK, FLOW, Notebook.open(path), date(2026, 11, 27), about)
    found.opening()
    return found


def nearly() -> dict[str, dict[str, Any]]:
    """The community example, of which visas are open."""
    facts: dict[str, dict[str, Any]] = file_of(ROOT / "examples" / "community.json")
    del facts["visa"]
    return facts


# piped


def test_a_talk_ends_when_the_verdict_is_settled(tmp_path: Path) -> None:
    done = ask(tmp_path, typed="skip\nskip\n1 + d\nnobody_backs\n")
    assert done.exit_code == 0 and done.stderr == ""
    assert "1 · history · still possible: low and high" in done.stdout
    assert "Settled: low, whatever is still open" in done.stdout
    assert list(file_of(tmp_path / "program.json")) == ["culture"]


def test_a_new_file_is_never_written_over_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "program.json").write_text('{"visa": {"handler": "gme"}}')
    done = ask(tmp_path, typed="quit\n")
    assert done.exit_code == 1 and done.stdout == ""
    assert done.stderr.startswith("program.json: error: there is such a file already")
    assert file_of(tmp_path / "program.json") == {"visa": {"handler": "gme"}}


def test_the_same_command_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = ask(tmp_path, "a.json", typed="none\nquit\n")
    assert words.STOPPED in first.stdout
    second = ask(tmp_path, "a.json", typed="why\n")
    assert second.stdout.startswith("Going on with a.json")
    assert words.INPUT_ENDED in second.stdout and second.exit_code == 0
    assert file_of(tmp_path / "a.json") == {"history": {"intake": []}}


@pytest.mark.parametrize("seed", range(trials(6)))
def test_no_more_questions_come_than_were_told(tmp_path: Path, seed: int) -> None:
    """However they are answered: with any value, in vain, with what else came up, or skipped."""
    random, left = Random(seed), None
    talk = session(tmp_path / "a.json", {})
    lines = talk._put()
    while talk.asking is not None:
        found = re.search(r"at most ([0-9]+) more question|the last question", "".join(lines))
        assert found is not None
        here = int(found[1] or 0)
        assert left is None or here < left
        left, asked = here, talk.asking
        answer = random.choice([*asked.choices, *asked.choices, "dk", "dodged", "skip"])
        if asked.sightings and random.random() < 0.2 and answer != "skip":
            answer += f" + {random.choice([*asked.labels])}=dk"
        lines = talk.take(answer)
        if talk.asking is asked:  # what cannot be true is asked again
            lines = talk.take("skip")


def test_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    done = ask(tmp_path, "a.json", typed="skip\nmaybe\n")
    assert '`"maybe"` is not one of its values' in done.stdout
    assert "answer with a value or its number: 1 backs_resident, 2 neutral, 3" in done.stdout
    assert file_of(tmp_path / "a.json") == {}


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--about", "smooth"], 1, "no gate `smooth`"),
        (["--informant", "A"], 2, "--role img_resident     a current IMG resident"),
        (["--informant", "A", "--role", "resdent"], 1, "unknown informant `resdent`"),
        (["--informant", " ", "--role", "resident"], 2, "--informant needs a name"),
        (["--talk", "private=true"], 2, "--talk goes with --informant"),
        (["-"], 2, "answers are kept in a file"),
        ([*ANNA, "--talk", "privat=true"], 2, "did you mean `private`?"),
        ([*ANNA, "--talk", "who=Ben"], 2, "--talk needs a field and its value"),
        ([*ANNA, "--talk", "private=often"], 2, '--talk private: `"often"` is not true or false'),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    done = ask(tmp_path, *arguments)
    assert (done.exit_code, told in done.stderr) == (status, True)
    assert [*tmp_path.iterdir()] == []


def test_a_wrong_file_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"visa": {"handlr": "gme"}}')
    done = ask(tmp_path, "a.json", typed="1\n")
    assert done.exit_code == 1 and "unknown fact `visa.handlr`" in done.stderr
    assert (tmp_path / "a.json").read_text() == '{"visa": {"handlr": "gme"}}'


# inside


def test_back_takes_an_answer_out_of_the_file(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly())
    assert talk.asking is not None
    first, before = talk.asking.fact.name, talk.notebook.text
    talk.take("1")
    assert talk.notebook.path.read_text() != before
    told = talk.take("back")
    assert told[0] == words.undone(first) and talk.asking.fact.name == first
    assert talk.notebook.path.read_text() == before
    assert talk.take("back") == [words.NOTHING_BEFORE]


def test_back_takes_back_what_was_written_last(tmp_path: Path) -> None:
    """A note and what was heard alone as well, one after the other, and each is named."""
    talk = session(tmp_path / "a.json", {})
    texts = [talk.notebook.text]
    for line in ("2018, 12, 5", "note she laughed", "+ a", "+ b=dodged"):
        talk.take(line)
        texts.append(talk.notebook.text)
    assert talk.asking is not None and talk.asking.fact.name == "culture.accent_complaint_response"
    assert len({*texts}) == 5 and "declined" in texts[-1]
    told = []
    for text in reversed(texts[:-1]):
        told.append(talk.take("back")[0])
        assert talk.notebook.text == text
    assert told == [
        "taken back: culture.nurses_bypass_imgs",
        "taken back: culture.made_to_feel_small",
        "taken back: the note to culture.accent_complaint_response",
        "taken back: history.intake",
    ]


def test_what_was_skipped_comes_back_with_back_only(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly())
    assert talk.asking is not None
    first = talk.asking.fact.name
    talk.take("skip")
    assert talk.asking.fact.name != first
    talk.take("back")
    assert talk.asking.fact.name == first


def test_dont_know_is_kept_and_not_asked_again(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly())
    asked = []
    while talk.asking is not None:
        asked.append(talk.asking.fact.name)
        told = talk.take("don't know")
    assert len(asked) == len({*asked}) and talk.over
    assert any(line.startswith("Still open, since skipped or asked in vain: ") for line in told)
    assert file_of(talk.notebook.path)["visa"]["answer_quality"] == {"status": "unknown"}
    again = Session(BOOK, FLOW, Notebook.open(talk.notebook.path), date(2026, 11, 27))
    again.opening()
    assert again.over


def test_a_note_stands_beside_the_answer(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly())
    assert talk.asking is not None
    group, _, short = talk.asking.fact.name.partition(".")
    talk.take("note she laughed")
    assert file_of(talk.notebook.path)[group][short] == {"note": "she laughed"}
    talk.take("note and sighed")
    value = talk.asking.choices[0]
    talk.take("1")
    found = file_of(talk.notebook.path)[group][short]
    assert found["note"] == "she laughed; and sighed" and str(found["value"]).lower() == value


def test_why_names_rules_and_what_each_answer_leaves(tmp_path: Path) -> None:
    facts = nearly() | {"visa": {"answer_quality": "specific", "had_to_fight": False,
                                 "resident_lost_position": False, "j1_sponsored": True,
                                 "paperwork_lead_months": 5}}  # fmt: skip
    talk = session(tmp_path / "a.json", facts)
    assert talk.asking is not None and talk.asking.fact.name == "visa.handler"
    assert talk.take("why") == [
        "smooth_visa, rule on-their-own (then no)",
        "smooth_visa, rule structured (then yes)",
        "gme: high",
        "outside_attorney: high",
        "program: high",
        "resident_alone: low",
    ]


def test_an_answer_that_contradicts_what_is_known_is_not_written(tmp_path: Path) -> None:
    facts = {"history": {"years_covered": 6, "years_with_img": 6, "img_share": 0.4}}
    talk = session(tmp_path / "a.json", facts)
    talk._next("program.has_imgs")
    before = talk.notebook.text
    told = talk.take("false")
    assert told[0] == f"{words.ANSWER_BEFORE}:" and "said to have no IMGs" in " ".join(told)
    assert talk.notebook.path.read_text() == before and talk.asking is not None


def test_records_that_are_there_are_not_asked_for_anew(tmp_path: Path) -> None:
    """An answer would be another list in their place."""
    facts = nearly() | {"evidence": {"interviews": [{"who": "Anna"}, {"who": "Ben"}]}}
    facts["visa"] = file_of(ROOT / "examples" / "community.json")["visa"]
    talk = session(tmp_path / "a.json", facts)
    assert talk.over and talk.asking is None
    told = [*talk._ending()]
    assert told[1] == (
        "Open in records that are there: evidence.interviews. Fill in what they lack in the file."
    )


def test_a_list_that_is_too_short_is_told_to_matter(tmp_path: Path) -> None:
    """No question is asked about it, and more of it changes the verdict."""
    facts = file_of(ROOT / "examples" / "records.json")
    whole = facts["history"]["intake"]
    facts["history"]["intake"] = whole[-1:]
    talk = session(tmp_path / "a.json", facts)
    assert talk.over and talk.prospect.verdicts == ("low", "high")
    said = "More in these lists can still change the verdict: history.intake. Add it to the file."
    told = " ".join(" ".join(talk._ending()).split())
    assert words.nothing_else(("low", "high")) in told and said in told
    assert words.nothing_matters(("low", "high")) not in told
    facts["history"]["intake"] = whole
    assert session(tmp_path / "b.json", facts).prospect.verdicts == ("high",)


def test_about_keeps_to_one_gate(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly(), about="smooth_visa")
    while talk.asking is not None:
        assert talk.asking.fact.name.partition(".")[0] in ("visa", "applicant", "institution")
        told = talk.take("dk")
    assert told[1] == "Nothing else is to be asked here; still possible: low and high."


def test_a_file_that_somebody_else_wrote_is_read_anew(tmp_path: Path) -> None:
    """The answer typed meanwhile is not written over theirs, and nothing of theirs is lost."""
    talk = session(tmp_path / "a.json", nearly())
    assert talk.asking is not None
    theirs = nearly() | {"visa": {"handler": "resident_alone"}}
    talk.notebook.path.write_text(json.dumps(theirs))
    told = talk.take("1")
    assert told[0] == words.CHANGED and talk.over
    assert file_of(talk.notebook.path) == theirs


def test_a_file_that_somebody_else_broke_is_left_alone(tmp_path: Path) -> None:
    talk = session(tmp_path / "a.json", nearly())
    talk.notebook.path.write_text("{")
    told = talk.take("1")
    assert told[0] == words.BROKEN and talk.over
    assert talk.notebook.path.read_text() == "{"


def test_a_file_that_was_removed_is_made_again(tmp_path: Path) -> None:
    """Nothing of the talk is lost, and nobody's file is written over."""
    talk = session(tmp_path / "a.json", nearly())
    talk.notebook.path.unlink()
    assert talk.take("1")[0] == words.MADE_AGAIN
    found = file_of(talk.notebook.path)
    assert found["visa"] and {name: found[name] for name in nearly()} == nearly()


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_what_stands_in_the_place_of_the_file_is_left_alone(tmp_path: Path, kind: str) -> None:
    """A link to a file of the same text is not written through either, until it is read anew."""
    path, other = tmp_path / "a.json", tmp_path / "b.json"
    talk = session(path, nearly())
    before = path.read_text()
    path.rename(other)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
    told = talk.take("1")
    assert told[0] == (words.CHANGED if kind == "link" else words.BROKEN)
    assert talk.failed is (kind != "link")
    assert other.read_text() == before


def test_it_ends_with_1_where_the_file_was_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(nearly()))
    with subprocess.Popen(
        [*PYTHON, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        _read_until(running.stdout, "1 · ")
        path.write_text("{")
        told, _ = running.communicate("1\n", timeout=60)
    assert running.returncode == 1 and words.BROKEN in told


@pytest.mark.parametrize("closed", ["<&-", "</dev/null"])
def test_without_an_input_it_ends(tmp_path: Path, closed: str) -> None:
    command = f'"{sys.executable}" "{ROOT / "cli.py"}" ask {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and words.INPUT_ENDED in done.stdout


def test_what_steers_a_terminal_is_never_printed_as_it_was_typed(tmp_path: Path) -> None:
    odd = b"\x1b[31mred\xe2\x80\xae\x00\xff\n"
    done = subprocess.run([*PYTHON], input=odd, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0 and not done.stderr
    assert not any(mark in done.stdout for mark in (b"\x1b", b"\xe2\x80\xae", b"\x00", b"\xff"))


def test_a_folder_that_cannot_be_written() -> None:
    """Not even by root."""
    done = ask(Path("/sys"), typed="1\n")
    assert done.exit_code == 1 and done.stderr.startswith("program.json: error: cannot be written")


def test_a_disk_that_takes_nothing_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is told not to be written, the old file stays, and the question too."""
    talk = session(tmp_path / "a.json", nearly())
    before, asked = talk.notebook.path.read_text(), talk.asking

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.diagnostics.writing._store", full)
    told = talk.take("1")
    assert told[0] == f"{words.ANSWER_BEFORE}:"
    assert told[1].endswith("cannot be written: no space left on device")
    assert talk.notebook.path.read_text() == before and talk.asking is asked


# killed


def test_a_kill_between_two_answers_loses_none(tmp_path: Path) -> None:
    """What was answered is in the file when the next question is shown."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(nearly()))
    with subprocess.Popen(
        [*PYTHON, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        _read_until(running.stdout, "1 · ")
        running.stdin.write("1\n")
        running.stdin.flush()
        _read_until(running.stdout, "2 · ")
        running.kill()
    found = file_of(path)
    assert {name: found[name] for name in nearly()} == nearly()
    assert len(found.get("visa", {})) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def _read_until(stream: Any, start: str) -> None:
    for line in stream:
        if line.removeprefix("> ").startswith(start):
            return
    raise AssertionError(f"{start} was never shown")


# a terminal


class Terminal:
    """A terminal of 80 columns with `ask` in it: what is typed goes to it, what it shows comes."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.side, far = pty.openpty()
        self.shown = ""
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
        self.running = subprocess.Popen(
            [*PYTHON, *arguments], cwd=folder, stdin=far, stdout=far, stderr=far,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(far)

    def type(self, text: str) -> None:
        os.write(self.side, text.encode())

    def shows(self, wanted: str) -> str:
        """All that is shown until something is."""
        while wanted not in self.shown:
            ready, _, _ = select.select([self.side], [], [], 120)
            assert ready, f"{wanted} is not shown:\n{self.shown}"
            try:
                self.shown += os.read(self.side, 4096).decode(errors="replace").replace("\r", "")
            except OSError:  # how a terminal ends on Linux
                raise AssertionError(f"{wanted} was never shown:\n{self.shown}") from None
        found, _, self.shown = self.shown.partition(wanted)
        return found + wanted

    def interrupt(self) -> None:
        """Ctrl-C, again where it came between the prompt and the wait for a line."""
        while "interrupted" not in self.shown:
            self.type("\x03")
            if select.select([self.side], [], [], 2)[0]:
                time.sleep(0.2)
                self.shown += os.read(self.side, 4096).decode(errors="replace")

    def ends(self) -> int:
        status = self.running.wait(60)
        os.close(self.side)
        return status


def test_a_talk_in_a_terminal(tmp_path: Path) -> None:
    """Back, why, Ctrl-C and on from there; no line is wider than 80 columns."""
    terminal = Terminal(tmp_path, "a.json")
    told = terminal.shows("\n> ")
    terminal.type("skip\n")
    told += terminal.shows("2 · ") + terminal.shows("\n> ")
    terminal.type("1\n")
    told += terminal.shows("3 · ") + terminal.shows("\n> ")
    terminal.type("back\n")
    told += terminal.shows("taken back: ") + terminal.shows("\n> ")
    assert not any(file_of(tmp_path / "a.json").get("culture", {}))
    terminal.type("why\n")
    told += terminal.shows("accent-unbacked (then no)") + terminal.shows("\n> ")
    terminal.type("1\n")
    told += terminal.shows("3 · ") + terminal.shows("\n> ")
    terminal.interrupt()
    assert terminal.ends() == 130
    assert max(map(len, told.splitlines())) <= 80
    answered = {"culture": {"accent_complaint_response": "backs_resident"}}
    assert file_of(tmp_path / "a.json") == answered
    again = Terminal(tmp_path, "a.json")
    assert "Going on with a.json" in again.shows("\n> ")
    again.type("quit\n")
    again.shows(words.STOPPED)
    assert again.ends() == 0


def test_at_a_terminal_a_slip_that_ends_a_talk_is_taken_back(tmp_path: Path) -> None:
    facts = nearly() | {"visa": file_of(ROOT / "examples" / "community.json")["visa"]}
    del facts["visa"]["handler"]
    (tmp_path / "a.json").write_text(json.dumps(facts))
    terminal = Terminal(tmp_path, "a.json")
    terminal.shows("4 resident_alone")
    terminal.type("4\n")
    assert "Settled: low, " in terminal.shows("takes the last answer back > ")
    terminal.type("back\n")
    terminal.shows("taken back: visa.handler")
    terminal.shows("1 · visa · still possible: low and high")
    terminal.type("gme\n")
    assert "Settled: high, " in terminal.shows("takes the last answer back > ")
    terminal.type("\n")
    terminal.shows("See it: ")
    assert terminal.ends() == 0
    assert file_of(tmp_path / "a.json")["visa"]["handler"] == "gme"
