"""The steps of the Dockerfile, one after the other, in roots of this machine."""

import os
import shlex
import time
from collections.abc import Mapping
from pathlib import Path

from tests.image.dockerfile import HOUSE, Instruction, Stage
from tests.image.roots import SYSTEM_PATH, Root, new_root
from tests.image.showing import step


def build(stage: Stage, built: Mapping[str, Root], folder: Path) -> Root:
    """What the stage comes to. `built`: the roots of those before it."""
    root = new_root(folder)
    working = "/"
    # Where packages come from is this machine's matter, as it is Docker's.
    environment = {name: value for name, value in os.environ.items() if "TOKEN" not in name}
    environment |= stage.environment(SYSTEM_PATH)
    for instruction in stage.instructions:
        started = time.monotonic()
        match instruction.name:
            case "WORKDIR":
                working = instruction.value
                (root.path / working.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(root, instruction, built, working)
            case "RUN":
                root.run(["/bin/sh", "-ec", instruction.value], environment, working)
            case _:
                continue  # what the image is told: it is looked at when it runs
        step(f"{instruction.name} {instruction.value}", time.monotonic() - started)
    return root


def _copy(root: Root, instruction: Instruction, built: Mapping[str, Root], working: str) -> None:
    *sources, target = shlex.split(instruction.value)
    origin = built[instruction.flags["from"]].path if "from" in instruction.flags else HOUSE
    leave_out = ["__pycache__"] if origin == HOUSE else []  # as .dockerignore says
    for source in sources:
        root.copy(origin / source.lstrip("/"), str(Path(working, target)), *leave_out)
