"""Builds that are broken on purpose, in ways that one would not notice at once: what watches us has to."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import update
from sqlmodel import col

from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.messenger import Messenger
from bot.slack.turns import Turns
from core.alerts.life import Alert
from core.connection import Connection
from core.providers.contract import Figures
from core.secret import Secret
from sandbox.slack.state import BOT_TOKEN
from storage.alerts import Alerts, KeptAlert
from storage.deliveries import Deliveries, Delivery
from storage.tables import AlertRow
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


class GreedyDeliveries(Deliveries):
    """Claims without the unique key: whoever asks may post it."""

    async def claim(
        self, workspace: str, kind: str, key: str, now: datetime, abandoned_before: datetime | None = None
    ) -> Delivery | None:
        claimed = await super().claim(workspace, kind, key, now, abandoned_before)
        return claimed or await self.find(workspace, kind, key)


class ForgetfulAlerts(Alerts):
    """Does not remember that an alert was told: whatever is found in the next round is fired as if it were news."""

    async def of_rules(self, workspace: str, rules: Collection[str], since: datetime) -> list[KeptAlert]:
        return []

    async def add(self, workspace: str, alert: Alert, card: str, now: datetime) -> bool:
        told = col(AlertRow.rule) == alert.rule, ~col(AlertRow.untold)
        async with self._database.writing() as session:
            await session.exec(update(AlertRow).where(*told).values(scope="forgotten"))
            await session.commit()
        return await super().add(workspace, alert, card, now)


class BlindMessenger(Messenger):
    """Takes over what somebody else may have posted, and does not look whether it is there."""

    async def find(self, *_: Any, **__: Any) -> None:
        return None


def repeating_client(settings: Settings) -> AsyncWebClient:
    """Sends a message again when its answer was lost, as Slack's library does by itself."""
    return slack_client(settings, Secret(BOT_TOKEN), Turns(speed=1_000))
