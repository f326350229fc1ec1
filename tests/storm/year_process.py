"""Processes that post digests: told the time, they post what is due then, with the bot's own code, and say so.

What a digest tells is cheap here; when it is due, who claims it, and what comes of it at Slack is the product's.

`python -m tests.storm.year_process SOCKET` starts a new one, in hundredths of a second, for each connection to SOCKET.
"""

import asyncio
import json
import logging
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import structlog

from bot.answers.answering import Answering
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
from core.digests.schedule import Occurrence
from core.reports import NoConnection
from core.rights import Decision, Verdict
from core.secret import Secret
from core.subscriptions import Recipient, Subscription
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN
from storage.database import Database
from storage.deliveries import Deliveries
from storage.rules import Rules
from storage.subscriptions import Subscriptions
from tests.broken_builds import BlindMessenger, GreedyDeliveries, repeating_client
from tests.storm.year_slack import PATIENCE, PROCESS

AT_ONCE: Final = 3
"""Workspaces that are seen to at the same time."""

WHOLE: Final = "whole"
BROKEN: Final = ("greedy", "blind", "repeating")
"""Builds: the product's, and those that are broken on purpose."""


class Now:
    def __init__(self) -> None:
        self.at = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class Everybody(Recipients):
    """Who may be told what is tested elsewhere."""

    async def now(self, subscription: Subscription, recipient: Recipient) -> Decision:
        return Decision(Verdict.YES)


class Nobody(Answering):
    """Nobody asks for one now."""

    def __init__(self) -> None:
        pass


class CheapContents(DigestContents):
    """Tells what is late and what was left out, and no figures."""

    def __init__(self) -> None:
        pass

    async def told(self, *_: Any) -> NoConnection:
        return NoConnection()

    def nothing(
        self,
        subscription: Subscription,
        occurrence: Occurrence,
        answer: object,
        late: timedelta = timedelta(0),
        skipped: Sequence[date] = (),
    ) -> Message:
        return json.dumps({"late": late // timedelta(minutes=1), "skipped": [str(each) for each in skipped]}), []


def digests_of(workspace: str, database: Database, slack_url: str, clock: Now, build: str) -> Digests:
    """As the bot builds them."""
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
    subscriptions, directory = Subscriptions(database), Directory(client, workspace, (), Rules(database))
    delivering = Delivering(workspace, deliveries, messenger, clock)
    troubles = Troubles(subscriptions, delivering, directory)
    recipients = Everybody(client, directory)
    contents = CheapContents()
    return Digests(
        workspace,
        subscriptions,
        deliveries,
        delivering,
        recipients,
        contents,
        Nobody(),
        messenger,
        troubles,
        clock,
    )


def main(address: str) -> None:
    """Until what started it closes its standard input."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        print("open", flush=True)
        while door in select.select([door, sys.stdin], [], [])[0]:
            with Connection(door.accept()[0].detach()) as pipe:
                if os.fork() == 0:
                    with suppress(EOFError):  # what started it is gone
                        asyncio.run(live(pipe, *pipe.recv()))
                    os._exit(0)


async def live(pipe: Connection, database_url: str, slack_url: str, workspaces: Sequence[str], build: str) -> None:
    """Until it is killed, or there is nothing more to do."""
    database, clock = Database(Secret(database_url)), Now()
    digests = {each: digests_of(each, database, slack_url, clock, build) for each in workspaces}
    pipe.send(os.getpid())
    while (told := await asyncio.to_thread(pipe.recv)) is not None:
        clock.at, due = told
        pipe.send(await _look(digests, due))
    await database.close()


async def _look(digests: Mapping[str, Digests], workspaces: Sequence[str]) -> list[tuple[str, str]]:
    """What failed, by workspace."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(workspace: str) -> None:
        async with room:
            await digests[workspace].post_due()

    outcomes = await asyncio.gather(*map(one, workspaces), return_exceptions=True)
    return [
        (workspace, ", ".join(_names(outcome)))
        for workspace, outcome in zip(workspaces, outcomes, strict=True)
        if outcome is not None
    ]


def _names(error: BaseException) -> list[str]:
    if isinstance(error, BaseExceptionGroup):
        return sorted({name for each in error.exceptions for name in _names(each)})
    return [type(error).__name__]


if __name__ == "__main__":
    main(*sys.argv[1:])
