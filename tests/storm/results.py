"""What a storm has come to so far: a line for each part of it, in a file beside its code, which is committed."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def so_far(file: Path, is_whole: Callable[[Sequence[Line]], bool]) -> list[Line]:
    """The parts that are done, in their order; none when all of them are: then the storm begins anew."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    if not is_whole(lines):
        return lines
    file.unlink()
    return []


def write_down(file: Path, line: Mapping[str, Any]) -> None:
    with file.open("a", encoding="utf-8") as results:
        results.write(json.dumps(line) + "\n")
