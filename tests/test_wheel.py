"""Installed, it is the package `backchannel` with all that a user without a checkout needs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("benchmarks", "docs", "engine", "examples", "flows", "rules", "tests")
FILES = ("*.md", "*.toml", "LICENSE", "MANIFEST.in", "Makefile", "cli.py", "setup.py")
NOT_OURS = shutil.ignore_patterns("__pycache__", "node_modules")


def called(*words: str | Path, folder: Path) -> str:
    """What a command that has to succeed prints."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, since building leaves files among them."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=NOT_OURS)
    for path in (path for pattern in FILES for path in ROOT.glob(pattern)):
        shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="module")
def sdist(checkout: Path) -> Path:
    """The source distribution, built without a network."""
    called(sys.executable, "-m", "build", "--no-isolation", "--sdist", folder=checkout)
    (found,) = (checkout / "dist").glob("*.tar.gz")
    return found


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made of the source distribution, in a folder where an older one was built."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    older = source / "build" / "lib" / "backchannel" / "shipped" / "rules" / "older.yaml"
    older.parent.mkdir(parents=True)
    older.write_text("gate: removed_since\n", encoding="utf-8")
    called(sys.executable, "-m", "build", "--no-isolation", "--wheel", folder=source)
    (found,) = (source / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module", params=["wheel", "editable"])
def programs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs of an environment are in which it is installed, either way.

    What it depends on is taken from the environment that runs the tests.
    """
    folder = tmp_path_factory.mktemp(request.param)
    called(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder)
    python = folder / "bin" / "python"
    site = "import sysconfig; print(sysconfig.get_path('purelib'))"
    beside = Path(called(python, "-c", site, folder=folder).strip()) / "dependencies.pth"
    lines = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    beside.write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")
    what = {"wheel": ["wheel"], "editable": ["--no-build-isolation", "--editable", "checkout"]}
    *options, source = what[request.param]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index"]
    called(*pip, "--no-deps", *options, request.getfixturevalue(source), folder=folder)
    return folder / "bin"


def test_nothing_but_backchannel_is_at_the_top(wheel: Path) -> None:
    """A user's own folder `engine` or module `cli` is never in the way of ours, nor ours of it."""
    tops = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    assert tops == {"backchannel", f"backchannel-{wheel.name.split('-')[1]}.dist-info"}


def test_the_wheel_holds_the_engine_and_what_is_shipped(wheel: Path) -> None:
    """File by file: none is forgotten, and nothing is left over from an older build."""
    wanted = {f"backchannel/{name}" for name in files("engine", "*")}
    wanted |= {f"backchannel/shipped/rules/{name}" for name in files("rules", "*.yaml")}
    wanted |= {f"backchannel/shipped/flows/{name}" for name in files("flows", "*.yaml")}
    wanted |= {"backchannel/shipped/examples/community.json"}
    assert {name for name in ZipFile(wheel).namelist() if "dist-info" not in name} == wanted


def files(folder: str, pattern: str) -> set[str]:
    """The files below a folder of the checkout, by their paths inside it."""
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in found
        if "__pycache__" not in path.parts
    }


def test_the_source_distribution_is_enough_to_run_the_checks(sdist: Path) -> None:
    """Tests, docs and examples are in it too."""
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    for folder in FOLDERS:
        wanted = {f"{folder}/{name}" for name in files(folder, "*") if "node_modules" not in name}
        assert wanted <= inside
    assert {"Makefile", "cli.py", "pyproject.toml", "setup.py", "CHANGELOG.md"} <= inside


@pytest.mark.parametrize(
    ("version", "extra", "wanted"),
    [
        ("3.11", "", True),
        ("3.12", "", True),
        ("3.13", "", False),
        ("3.14", "", False),
        ("3.13", "durable", True),
    ],
)
def test_durable_rules_is_asked_for_where_it_builds_without_a_flag(
    wheel: Path, version: str, extra: str, wanted: bool
) -> None:
    """Elsewhere only the extra asks for it, so that `pip install .` fails nowhere."""
    (name,) = (one for one in ZipFile(wheel).namelist() if one.endswith("/METADATA"))
    told = HeaderParser().parsestr(ZipFile(wheel).read(name).decode("utf-8"))
    asked = {
        one.name
        for one in map(Requirement, told.get_all("Requires-Dist", []))
        if one.marker is None or one.marker.evaluate({"python_version": version, "extra": extra})
    }
    assert ("durable-rules" in asked) is wanted and {"click", "networkx"} <= asked


def test_it_evaluates_from_any_folder_with_the_shipped_rulebook(
    programs: Path, tmp_path: Path
) -> None:
    """No checkout, no workspace: the shipped rules decide, and the answer says so."""
    facts = tmp_path / "facts.json"
    facts.write_text('{"visa": {"j1_sponsored": false, "h1b_sponsored": false}}')
    told = called(programs / "backchannel", "evaluate", "facts.json", folder=tmp_path)
    assert "Rules: the shipped rulebook" in told


def test_it_is_imported_under_its_own_name(programs: Path, tmp_path: Path) -> None:
    """And `engine` stays free for the user's own."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "__init__.py").write_text("mine = True\n")
    code = (
        "import engine; from importlib.util import find_spec\n"
        "from backchannel import Rulebook\n"
        "verdict = Rulebook.load().evaluate({}).verdict\n"
        "print(verdict, engine.mine, find_spec('cli'), find_spec('rules'))"
    )
    told = called(programs / "python", "-c", code, folder=tmp_path)
    assert told == "incomplete True None None\n"


def test_it_starts_a_workspace_that_checks_clean(programs: Path, tmp_path: Path) -> None:
    """`init` writes the same rulebook that is shipped, and a picture can be drawn with it."""
    program, mine = programs / "backchannel", tmp_path / "mine"
    called(program, "init", "mine", folder=tmp_path)
    assert called(program, "check", "--no-prove", folder=mine) == f"No findings in {mine}\n"
    evaluate = [str(program), "evaluate", "--format=json"]
    here = called(*evaluate, "examples/community.json", folder=mine)
    there = called(*evaluate, "mine/examples/community.json", folder=tmp_path)
    assert json.loads(here) == json.loads(there)
    report = called(program, "render", "--format=html", folder=tmp_path)
    assert report.startswith("<!doctype html>")
