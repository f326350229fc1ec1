"""The composition root: everything is built here, from settings, and stopped here, in order."""

import asyncio
import os
import secrets
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import version

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners, log
from bot.answering import Answering
from bot.asking import Asking
from bot.backfill import BackfillMessages
from bot.chart_process import ChartProcess
from bot.collecting import Collecting
from bot.deps import Deps
from bot.directory import Directory
from bot.home import Home
from bot.messenger import Messenger
from bot.redact import Redactor
from bot.server import build_server
from bot.settings import Settings
from bot.socket_mode import socket_mode_client
from bot.statuses import Statuses
from bot.ticker import start_ticking
from bot.work import InFlight
from core.clock import Clock
from core.collection.collector import Collector
from core.connecting import Connecting
from core.keys import KeyKeeper
from core.providers.openai import OpenAI
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.master_key import load_keyring
from storage.migrate import upgrade
from storage.names import NameStore
from storage.reports import Reports
from storage.seen import Seen
from storage.usage import UsageStore
from storage.vault.local import LocalVault
from storage.workspaces import Workspaces

DRAIN = 10.0
"""Seconds that work under way gets to end when the process is told to stop."""

logger = structlog.stdlib.get_logger("tokenmeter")


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    log.configure(settings.log_level, settings.log_format, Redactor(settings.secrets()))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings, SystemClock()):
        await stop.wait()
        logger.info("stopping")
    logger.info("stopped")
