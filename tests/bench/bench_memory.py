"""What a backfill takes of memory, by how long the history is: a process each, 40 series an hour, all endpoints."""

import asyncio
import resource
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.bench.bench_backfill import collect, connected
from tests.bench.openai_far_away import NOW, SERIES, far_away
from tests.bench.showing import line, times, title

LENGTHS: Final = (1, 30, 180, 720)
"""Days."""


async def backfill(folder: Path, url: str, days: int) -> None:
    async with connected(folder, NOW.date() - timedelta(days=days - 1)) as (database, connection):
        await collect(database, connection, url)


def megabytes(folder: Path, url: str, days: int) -> float:
    """The most that a process of its own ever had in memory."""
    command = [sys.executable, "-m", __name__, str(folder), url, str(days)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    return int(ran.stdout) / 1024


def main() -> None:
    title(f"Memory while backfilling {', '.join(map(str, LENGTHS))} days, {SERIES} series an hour (SQLite)")
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder, far_away(days=LENGTHS[-1]) as url:
        found = [megabytes(Path(folder), url, days) for days in LENGTHS]
    for days, most in zip(LENGTHS, found, strict=True):
        line(f"{days} days", f"{most:.0f} MB", times(most, found[0], "one day"), "≤ 200 MB")


if __name__ == "__main__":
    asyncio.run(backfill(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
