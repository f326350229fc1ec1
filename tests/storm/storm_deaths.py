"""Dying at fault point 1, 2, 3 … of a first import, and of a collection after everything was restated."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.secret import Secret
from storage.migrate import upgrade
from tests.postgres import postgres, run_sql
from tests.storm.deaths import all_restated, dying_everywhere, first_import
from tests.storm.fault_points import fail, stop_of_this_task
from tests.storm.results import so_far, write_down

RESULT: Final = Path(__file__).with_name("storm_deaths.jsonl")
SCENES: Final = {
    "a first import that is stopped": (first_import, stop_of_this_task),
    "a later collection that fails": (all_restated, lambda: fail),
}
DATABASES: Final = ("sqlite", "postgresql")
PARTS: Final = [(scene, database) for scene in SCENES for database in DATABASES]


def main() -> None:
    """Goes on with the first part that is not done. Exits with 1 when anything was wrong."""
    done = so_far(RESULT, lambda lines: len(lines) == len(PARTS))
    failed = False
    for scene, database in PARTS[len(done) :]:
        began = time.monotonic()
        with _fresh(database) as url:
            deaths, wrong = asyncio.run(_storm(scene, url))
        seconds = round(time.monotonic() - began)
        write_down(RESULT, {"scene": scene, "database": database, "deaths": deaths, "wrong": wrong, "seconds": seconds})
        print(f"{scene}, {database}: {deaths} deaths, {'; '.join(wrong) or 'every figure is right'}")
        failed = failed or bool(wrong)
    if failed:
        raise SystemExit(1)


async def _storm(scene: str, url: str) -> tuple[int, list[str]]:
    begun, end = SCENES[scene]
    async with begun(url) as here:
        return await dying_everywhere(here, end)


@contextmanager
def _fresh(database: str) -> Iterator[str]:
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
            yield _migrated(f"sqlite:///{folder}/tokenmeter.db")
    else:
        with postgres() as server:
            run_sql(server, "CREATE DATABASE storm")
            yield _migrated(f"{server}/storm")


def _migrated(url: str) -> str:
    upgrade(Secret(url))
    return url


if __name__ == "__main__":
    main()
