"""Builds that are broken on purpose, in ways that one would not notice at once: what watches us has to."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from core.connection import Connection
from core.providers.contract import Figures
from storage.usage import UsageStore


class LedgerFirst(UsageStore):
    """Writes down that a window is collected, and stores its figures in a transaction of their own after it."""

    async def replace(self, connection: Connection, figures: Figures, read_at: datetime) -> None:
        await super().replace(connection, replace(figures, usage=(), costs=()), read_at)
        await super().replace(connection, figures, read_at)


def let_nothing_be_deleted(sqlite_url: str) -> None:
    """From now on costs are as if they had been upserted: series that a revised answer has no more stay as ghosts."""
    same = "connection = NEW.connection AND start = NEW.start AND series = NEW.series"
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        database.executescript(f"""
            CREATE TRIGGER nothing_goes BEFORE DELETE ON cost_daily BEGIN SELECT RAISE(IGNORE); END;
            CREATE TRIGGER upserted BEFORE INSERT ON cost_daily
            WHEN EXISTS (SELECT 1 FROM cost_daily WHERE {same})
            BEGIN
                UPDATE cost_daily SET nanos = NEW.nanos, quantity = NEW.quantity WHERE {same};
                SELECT RAISE(IGNORE);
            END;""")  # noqa: S608 (our own names)
    database.close()
