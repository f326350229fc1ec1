"""How far back a workspace's history is imported: its plan and the settings say it, and both may change."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import structlog

from bot.settings import Settings
from storage.database import Database
from storage.history import History
from storage.workspaces import Plan, Workspaces

log = structlog.stdlib.get_logger("tokenmeter.history")


class HistoryDays:
    """Asked anew each time: `tokenmeter plan` changes it while the bot runs."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._workspaces = Workspaces(database)
        self._settings = settings

    async def of(self, workspace: str) -> int:
        """How many days are imported for a new connection, today included."""
        found = await self._workspaces.get(workspace)
        return self._settings.history_days_of(self._settings.plan if found is None else found.plan)


def first_day(days: int, now: datetime) -> date:
    """The first of so many days, the last of which is today."""
    return now.astimezone(UTC).date() - timedelta(days=days - 1)


async def reach_back(database: Database, settings: Settings, now: datetime) -> None:
    """For the start: TOKENMETER_BACKFILL_DAYS may have been raised since."""
    for plan in get_args(Plan):
        first = first_day(settings.history_days_of(plan), now)
        for reached in await History(database).reach_back(plan, first, now):
            log.info("history goes back further", connection=reached.connection.id, days=reached.days, since=str(first))
