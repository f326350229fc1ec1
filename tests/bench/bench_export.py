"""A file of a year's hours, a million rows: how long it takes, how much memory, and how late others are meanwhile."""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bot.answers.exporting import Prepared
from bot.operating.export import exporting_of
from core.export import Form, Wanted
from core.questions import Period, Question
from core.secret import Secret
from storage.database import Database
from storage.migrate import upgrade
from tests.bench.bench_storage import END, READ_AT, ours, windows
from tests.bench.lateness import how_late
from tests.bench.showing import line, times, title
from tests.conftest import FixedClock

SERIES: Final = 119
DAYS: Final = 365
LENGTHS: Final = (1, DAYS)
"""Days of which a file is made."""


async def export(url: str, form: Form, days: int) -> tuple[int, float, float]:
    """Rows, seconds, and seconds that a timer was late."""
    database = Database(Secret(url))
    exporting = exporting_of(database, FixedClock(READ_AT))
    last = Period(END.fromordinal(END.toordinal() - days), END, f"{days} days")
    prepared = await exporting.prepare("T1", Wanted(Question(last), form, hourly=True))
    if not isinstance(prepared, Prepared):
        raise TypeError(prepared)
    with tempfile.TemporaryFile() as file:
        began = time.perf_counter()
        written, late = await how_late(exporting.write(prepared, file))
    await database.close()
    return written.rows, time.perf_counter() - began, late


def measured(url: str, form: Form, days: int) -> tuple[int, float, float, float]:
    """The same, and the most megabytes that a process of its own ever had."""
    command = [sys.executable, "-m", __name__, url, form, str(days)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    rows, seconds, late, kilobytes = ran.stdout.split()
    return int(rows), float(seconds), float(late), int(kilobytes) / 1024


def main() -> None:
    title(f"Exporting {SERIES * DAYS * 24:,} rows by hour (SQLite)")
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'tokenmeter.db'}"
        upgrade(Secret(url))
        asyncio.run(ours(url, windows(SERIES, DAYS)))
        for form in (Form.CSV, Form.XLSX):
            found = [measured(url, form, days) for days in LENGTHS]
            rows, seconds, late, most = found[-1]
            line(f"{form}: {rows / seconds:,.0f} rows a second", f"{seconds:.0f} s")
            line("  memory", f"{most:.0f} MB", times(most, found[0][3], "one day"), "≤ 1.5× one day")
            line("  others wait", f"{late * 1e3:.0f} ms", "", "≤ 500 ms")


if __name__ == "__main__":
    print(*asyncio.run(export(sys.argv[1], Form(sys.argv[2]), int(sys.argv[3]))))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
