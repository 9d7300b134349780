"""Every code that can be printed, in the parts and the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from .code import Code
from .codes import (
    collecting,
    commands,
    conditions,
    facts,
    files,
    flows,
    pictures,
    promises,
    proofs,
    rules,
    scenarios,
    suspect,
    tables,
    vocabulary,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One subject: the module that declares its codes, its heading, and what to say first."""

    title: str
    module: ModuleType
    introduction: str = ""

    @property
    def named(self) -> dict[str, Code]:
        """The codes by the names that the module gives them."""
        return {name: one for name, one in vars(self.module).items() if isinstance(one, Code)}

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes in the order of the alphabet, so that one is found by eye."""
        return tuple(sorted(self.named.values(), key=lambda code: code.id))


PROVED = """
`backchannel check` proves these over every case that the vocabulary allows; `--no-prove` leaves
them out.
"""

PARTS = (
    Part("The file", files),
    Part("Conditions", conditions),
    Part("Rules, notes and the board", rules),
    Part("What gates collect", collecting),
    Part("Facts", vocabulary),
    Part("Flows", flows),
    Part("Promises", promises),
    Part("What is suspect in a sound rulebook", suspect),
    Part("What proofs show", proofs, PROVED),
    Part("Fact files", facts),
    Part("Tables", tables),
    Part("Tests of rules", scenarios),
    Part("Commands", commands),
    Part("Pictures", pictures),
)

EVERY = tuple(code for part in PARTS for code in part.codes)
