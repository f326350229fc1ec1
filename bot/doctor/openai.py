"""OpenAI: whether it can be reached, and whether its clock and ours agree."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

import httpx

from bot.doctor.check import PATIENCE, Check, Failed, tried
from bot.settings import Settings
from core.clock import Clock

SKEW: Final = timedelta(seconds=30)
"""How far the clocks may be apart: its header tells whole seconds, and an answer takes some."""


async def checks(settings: Settings, clock: Clock) -> list[Check]:
    dates: list[str] = []
    reached = await tried("openai", "the API can be reached", partial(_reach, settings, dates))
    if not reached.passed:
        return [reached]
    return [reached, await tried("openai", "this machine's clock is right", partial(_clock, dates, clock.now()))]


async def _reach(settings: Settings, dates: list[str]) -> str:
    """Notes in `dates` what time it says it is."""
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        try:
            answer = await client.get(f"{settings.openai_base_url}/organization/projects")
        except httpx.HTTPError as error:
            raise Failed("it does not answer", "Does this machine reach OPENAI_BASE_URL by https?") from error
    dates += answer.headers.get_list("date")
    return f"it answers {answer.status_code} without a key"


async def _clock(dates: list[str], now: datetime) -> str:
    told = None
    with suppress(ValueError, IndexError):
        told = parsedate_to_datetime(dates[0])
    if told is None:
        return "OpenAI does not say what time it is"
    ahead = now - told.replace(tzinfo=told.tzinfo or UTC)
    if abs(ahead) > SKEW:
        by = f"{abs(ahead) // timedelta(seconds=1):,} s {'ahead of' if ahead > timedelta() else 'behind'} OpenAI's"
        raise Failed(f"it is {by}", "Have it set by NTP: else days end at the wrong moment, and Slack's requests fail.")
    return "it agrees with OpenAI's"
