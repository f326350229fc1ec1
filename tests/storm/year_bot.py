"""What the bot of a workspace tells: digests, alerts and budgets, with the bot's own code.

What a digest says is cheap here, how a budget stands is a plain sum, and nothing is drawn; when something is due, who
claims it, and what comes of it at Slack is the product's, and so are alert rules from the stored figures on.
"""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.alerts.behind import Behind
from bot.alerts.figures import AlertFigures
from bot.alerts.judging import AlertJudging
from bot.alerts.telling import AlertTelling
from bot.answers.answering import Answering
from bot.answers.estimating import Estimating
from bot.answers.narrow import Narrow
from bot.answers.whole_days import WholeDays
from bot.budgets.states import BudgetStates
from bot.budgets.telling import Budgets
from bot.chart_process import ChartFailed, ChartProcess
from bot.digests.contents import DigestContents
from bot.digests.posting import Digests
from bot.settings import load
from bot.slack.client import unrepeating_client
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.turns import Turns
from bot.subscriptions.delivering import Delivering, Message
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from core.budgets import State, Wanted, days_of
from core.digests.schedule import Occurrence
from core.estimates.public import list_price
from core.providers.openai import OpenAI, match
from core.reports import NoConnection
from core.rights import Decision, Verdict
from core.secret import Secret
from core.subscriptions import Recipient, Subscription
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN
from storage.alerts import Alerts
from storage.api_keys import ApiKeys
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.rules import Rules
from storage.subscriptions import Subscriptions
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.broken_builds import BlindMessenger, ForgetfulAlerts, GreedyDeliveries, repeating_client
from tests.storm.year_slack import PATIENCE, PROCESS

WHOLE: Final = "whole"
BROKEN: Final = ("greedy", "blind", "repeating", "forgetful")
"""Builds: the product's, and those that are broken on purpose."""
_DAY: Final = timedelta(days=1)


class Now:
    def __init__(self) -> None:
        self.at = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class Everybody(Recipients):
    """Who may be told, and when it is night for them, is tested elsewhere."""

    async def now(self, subscription: Subscription, recipient: Recipient) -> Decision:
        return Decision(Verdict.YES)

    async def morning(self, recipient: str, now: datetime) -> None:
        return None

    async def may_see_people(self, recipient: str) -> bool:
        return not Recipient(recipient).is_channel


class Nobody(Answering):
    """Nobody asks for one now."""

    def __init__(self) -> None:
        pass


class NoCharts(ChartProcess):
    def __init__(self) -> None:
        pass

    async def draw(self, chart: object) -> bytes:
        raise ChartFailed


class CheapContents(DigestContents):
    """Tells what is late and what was left out, and no figures."""

    def __init__(self) -> None:
        pass

    def for_one_look(self) -> "CheapContents":
        return self

    async def told(self, *_: Any) -> NoConnection:
        return NoConnection()

    def nothing(
        self,
        subscription: Subscription,
        occurrence: Occurrence,
        answer: object,
        late: timedelta = timedelta(0),
        skipped: Sequence[date] = (),
        *,
        preview: bool = False,
    ) -> Message:
        return json.dumps({"late": late // timedelta(minutes=1), "skipped": [str(each) for each in skipped]}), []


class CheapStates(BudgetStates):
    """What is billed in the period, without a forecast."""

    def __init__(self, reports: Reports, clock: Now) -> None:
        self._reports = reports
        self._clock = clock

    async def state(
        self, workspace: str, wanted: Wanted, scopes: object, day: date | None = None, until: date | None = None
    ) -> State:
        now, budget = self._clock.now(), wanted.budget
        first, end = days_of(budget.every, day or now.date())
        billed = await self._reports.costs_by_day(workspace, first, min(end, (until or now.date()) + _DAY), [])
        return State(budget, first, end, sum(each.amount for each in billed), 0, (), None, None, now)


@dataclass(frozen=True, slots=True)
class Bot:
    digests: Digests
    judging: AlertJudging
    alerts: AlertTelling
    budgets: Budgets

    async def look(self, *, at_figures: bool) -> None:
        """`at_figures`: whether there may be new ones, or something of them that is not told."""
        await self.digests.post_due()
        if at_figures:
            await self.judging.judge_all()
            await self.alerts.tell_all()
            await self.budgets.tell_due()


def bot_of(workspace: str, database: Database, slack_url: str, clock: Now, build: str) -> Bot:
    """As the bot builds it."""
    variables = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{slack_url}/{workspace}/api",
    }
    settings = load(variables, Path())
    client = (
        repeating_client(settings)
        if build == "repeating"
        else unrepeating_client(settings, Secret(BOT_TOKEN), Turns(speed=1_000))
    )
    client.timeout = PATIENCE  # type: ignore[assignment]  # aiohttp takes fractions of a second
    client.headers = {PROCESS: str(os.getpid())}
    messenger = (BlindMessenger if build == "blind" else Messenger)(client)
    deliveries = (GreedyDeliveries if build == "greedy" else Deliveries)(database)
    alerts = (ForgetfulAlerts if build == "forgetful" else Alerts)(database)
    subscriptions, directory = Subscriptions(database), Directory(client, workspace, (), Rules(database))
    connections, names, reports = Connections(database), NameStore(database), Reports(database)
    rows, usage = DailyRows(database), UsageStore(database)
    delivering = Delivering(workspace, deliveries, messenger, clock)
    recipients = Everybody(client, directory)
    troubles = Troubles(subscriptions, delivering, directory, recipients, clock)
    figures = AlertFigures(
        connections,
        Narrow(reports, names),
        WholeDays(usage, OpenAI.endpoints),
        rows,
        reports,
        Estimating(rows, usage, match, list_price),
        frozenset(each.name for each in OpenAI.endpoints if each.level),
        match,
    )
    return Bot(
        Digests(
            workspace,
            subscriptions,
            deliveries,
            delivering,
            recipients,
            CheapContents(),
            Nobody(),
            messenger,
            troubles,
            clock,
        ),
        AlertJudging(
            workspace,
            subscriptions,
            connections,
            alerts,
            figures,
            recipients,
            troubles,
            partial(secrets.token_hex, 8),
            clock,
        ),
        AlertTelling(
            workspace,
            subscriptions,
            connections,
            names,
            alerts,
            Behind(rows, ApiKeys(database)),
            deliveries,
            delivering,
            recipients,
            directory,
            messenger,
            NoCharts(),
            troubles,
            clock,
        ),
        Budgets(
            workspace,
            subscriptions,
            Workspaces(database),
            deliveries,
            delivering,
            recipients,
            CheapStates(reports, clock),
            messenger,
            troubles,
            clock,
        ),
    )
