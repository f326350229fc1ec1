"""The Dockerfile, read as far as ours goes: stages, and in each its instructions."""

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from string import Template

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    """RUN, COPY …"""
    flags: dict[str, str]
    """--from=build is {"from": "build"}."""
    value: str
    """All that stands behind them, on one line."""

    @property
    def command(self) -> list[str]:
        """What a HEALTHCHECK runs."""
        return Instruction("CMD", {}, self.value.removeprefix("CMD").strip()).words

    @property
    def words(self) -> list[str]:
        """The value as a list: as JSON where it is written so, else as a shell splits it."""
        if self.value.startswith("["):
            listed: list[str] = json.loads(self.value)
            return listed
        return shlex.split(self.value)


@dataclass(frozen=True, slots=True)
class Stage:
    base: str
    name: str
    """"" for the last."""
    instructions: tuple[Instruction, ...]

    def all(self, name: str) -> list[Instruction]:
        return [each for each in self.instructions if each.name == name]

    def last(self, name: str) -> Instruction:
        return self.all(name)[-1]

    def environment(self, path: str) -> dict[str, str]:
        """What ENV sets, on top of a base image whose PATH is `path`."""
        found = {"PATH": path}
        for instruction in self.all("ENV"):
            for pair in instruction.words:
                name, _, value = pair.partition("=")
                found[name] = Template(value).substitute(found)
        return found


def stages_of(text: str) -> list[Stage]:
    stages: list[Stage] = []
    for instruction in _instructions(text):
        if instruction.name == "FROM":
            base, *named = instruction.words
            stages.append(Stage(base, named[-1] if named else "", ()))
        else:
            stage = stages.pop()
            stages.append(Stage(stage.base, stage.name, (*stage.instructions, instruction)))
    return stages


def _instructions(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [_instruction(line) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]


def _instruction(line: str) -> Instruction:
    name, _, rest = line.partition(" ")
    flags = {}
    rest = rest.strip()
    while rest.startswith("--"):
        flag, _, rest = rest.partition(" ")
        key, _, value = flag.removeprefix("--").partition("=")
        flags[key] = value
        rest = rest.strip()
    return Instruction(name, flags, rest)
