"""Beside pyproject.toml: installed, the folder `engine` is the package `backchannel`.

pyproject.toml says which folder goes where. It cannot list the packages found in a folder
under another name; that is done here, so that a new one is never forgotten.
"""

from pathlib import Path
from shutil import rmtree

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

SHIPPED = ("rules", "flows", "examples")  # folders with no code: read as files


class BuildAnew(build_py):
    """Starts from nothing: a rule file left over from an older build would be shipped again."""

    def run(self) -> None:
        if Path(self.build_lib).exists():
            rmtree(self.build_lib)
        super().run()


setup(
    cmdclass={"build_py": BuildAnew},
    packages=[
        "backchannel",
        *(f"backchannel.{name}" for name in find_packages("engine")),
        *(f"backchannel.shipped.{name}" for name in SHIPPED),
    ],
)
