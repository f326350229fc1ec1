"""A million hourly rows: how long another process waits to write while half of them are removed, and how fast all of
them move from SQLite to PostgreSQL.
"""

import asyncio
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from core.secret import Secret
from storage.database import Database
from storage.migrate import upgrade
from storage.moving import move
from storage.retention import Retention
from storage.seen import Seen
from tests.bench.bench_storage import END, MANY_SERIES, READ_AT, ours, windows
from tests.bench.showing import line, title
from tests.postgres import postgres, run_sql

DAYS: Final = 93
"""With 450 series, a million hours."""

ROWS: Final = DAYS * 24 * MANY_SERIES
APART: Final = 0.005
"""Seconds between two writes of the other."""


def main() -> None:
    title(f"Keeping {ROWS:,} hourly rows")
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as name, postgres(settings=()) as server:
        source = Path(name) / "tokenmeter.db"
        upgrade(Secret(f"sqlite:///{source}"))
        asyncio.run(ours(f"sqlite:///{source}", windows(MANY_SERIES, DAYS)))
        run_sql(server, "CREATE DATABASE bench")
        target = f"{server}/bench"
        upgrade(Secret(target))
        _moved(source, target)
        for kind, url in (("SQLite", f"sqlite:///{source}"), ("PostgreSQL", target)):
            asyncio.run(_forgotten(kind, url))


def _moved(source: Path, target: str) -> None:
    rows: dict[str, int] = {}
    began = time.perf_counter()
    move(source, Secret(target), rows.__setitem__)
    took = time.perf_counter() - began
    line("moved to PostgreSQL, and proven the same", f"{took:.1f} s", f"{sum(rows.values()) / took:,.0f} rows a second")


async def _forgotten(kind: str, url: str) -> None:
    """Half of the days."""
    database, other = Database(Secret(url)), Database(Secret(url))
    before = END - timedelta(days=DAYS // 2)
    forgetting = asyncio.create_task(Retention(database).forget_hours(before))
    waited: list[float] = []
    while not forgetting.done():
        began = time.perf_counter()
        await Seen(other).first_time(str(len(waited)), READ_AT)
        waited.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(APART)
    line(
        f"the longest that another process waited, {forgetting.result():,} rows removed ({kind})",
        f"{max(waited):.0f} ms",
        f"of {len(waited):,} writes",
    )
    await database.close()
    await other.close()


if __name__ == "__main__":
    main()
