"""How fast an organization is asked: within its limit as it tells it, whoever asks with whichever of its keys."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from aiohttp import web

from core.providers.contract import Figures, ProviderSession, Window
from core.providers.openai import Manners, OpenAI
from core.providers.openai.pace import Rate
from core.providers.openai.reports import COSTS
from core.secret import Secret
from tests.integration.openai_stand_in import StandIn, Time, empty_page, error, stand_in

KEYS = tuple(Secret("sk-admin-" + "test-" * 8 + f"key{n}") for n in range(3))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WEEK = Window(date(2026, 11, 18), date(2026, 11, 25))


@dataclass
class Limited:
    """An organization that lets so many requests a minute through: they come back one by one. The 1st and 2nd key are
    its own, the 3rd is another's, which is as strict."""

    time: Time
    limit: int
    left: dict[str, float]
    names_itself: bool = True
    refused: int = 0
    under_way: int = 0
    most: int = 0
    _at: dict[str, datetime] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        whose = "org-other" if request.headers["Authorization"].endswith("2") else "org-acme"
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.002)
        self.under_way -= 1
        now = self.time.now()
        passed = (now - self._at.get(whose, now)).total_seconds()
        left = min(self.limit, self.left[whose] + passed * self.limit / 60)
        self._at[whose] = now
        if left < 1:
            self.refused += 1
            response = error(429, "Rate limit reached", retry_after="1")
        else:
            left -= 1
            response = empty_page(request)
        self.left[whose] = left
        response.headers["x-ratelimit-limit-requests"] = str(self.limit)
        response.headers["x-ratelimit-remaining-requests"] = str(int(left))
        response.headers["x-ratelimit-reset-requests"] = f"{(self.limit - left) * 60_000 / self.limit:.0f}ms"
        if self.names_itself:
            response.headers["openai-organization"] = whose
        return response


def provider(openai: StandIn, time: Time) -> OpenAI:
    return OpenAI(openai.url, time, Manners(rate=Rate(at_once=4), sleep=time.sleep, jitter=lambda: 0.0))


async def weeks(session: ProviderSession, times: int) -> list[Figures]:
    return await asyncio.gather(*(session.fetch(COSTS.endpoint, WEEK, "1d") for _ in range(times)))


@pytest.mark.parametrize("names_itself", [True, False])
async def test_a_key_stays_within_the_limit_that_is_told(names_itself: bool) -> None:
    time = Time(NOW)
    limited = Limited(time, 6_000, {"org-acme": 6}, names_itself)
    async with stand_in() as openai:
        openai.answers["costs"] = limited.handle
        async with provider(openai, time).session(KEYS[0]) as session:
            await weeks(session, 60)
    assert limited.refused == 0
    assert time.now() - NOW < timedelta(seconds=3), "it waits for what it needs, and not for the whole minute"


async def test_two_keys_of_an_organization_share_its_limit() -> None:
    time = Time(NOW)
    limited = Limited(time, 6_000, {"org-acme": 100})
    async with stand_in() as openai:
        openai.answers["costs"] = limited.handle
        asked = provider(openai, time)
        async with asked.session(KEYS[0]) as first, asked.session(KEYS[1]) as second, asked.session(KEYS[0]) as third:
            for session in (first, second):  # now both are known
                await weeks(session, 1)
            limited.left["org-acme"] = 6
            await asyncio.gather(*(weeks(session, 20) for session in (first, second, third)))
    assert limited.refused == 0
    assert 1 < limited.most <= 4, "no more at once than for one key"


async def test_what_one_key_was_told_holds_for_the_other_keys_of_its_organization_alone() -> None:
    limited = Limited(Time(NOW), 6_000, {"org-acme": 100, "org-other": 100})
    slept: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(seconds: float) -> None:
        slept.put_nowait(seconds)
        await asyncio.Event().wait()

    async with stand_in() as openai:
        openai.answers["costs"] = limited.handle
        asked = OpenAI(openai.url, limited.time, Manners(rate=Rate(at_once=4), sleep=sleep, jitter=lambda: 0.0))
        async with asked.session(KEYS[0]) as first, asked.session(KEYS[1]) as second, asked.session(KEYS[2]) as other:
            for session in (first, second, other):  # now all are known
                await weeks(session, 1)
            openai.answers["costs"] = [lambda _: error(429, "Rate limit reached", retry_after="20"), limited.handle]
            waiting = [asyncio.create_task(weeks(first, 1))]
            assert await slept.get() == 20.0
            waiting.append(asyncio.create_task(weeks(second, 1)))
            assert await slept.get() == 20.0
            await weeks(other, 10)
            assert len(openai.asked) == 3 + 1 + 10
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)


async def test_until_it_is_known_whose_key_it_is_one_request_at_a_time_is_made_with_it() -> None:
    time = Time(NOW)
    limited = Limited(time, 6_000, {"org-acme": 1_000})
    first_answered = asyncio.Event()

    async def hold_the_first(request: web.Request) -> web.Response:
        if len(openai.asked) == 1:
            await first_answered.wait()
        return await limited.handle(request)

    async with stand_in() as openai:
        openai.answers["costs"] = hold_the_first
        async with provider(openai, time).session(KEYS[0]) as session:
            asking = asyncio.create_task(weeks(session, 12))
            await asyncio.sleep(0.05)
            assert len(openai.asked) == 1
            first_answered.set()
            await asking
    assert 1 < limited.most <= 4


async def test_sessions_that_are_open_together_share_their_connections_and_no_cookies() -> None:
    time = Time(NOW)
    peers: set[object] = set()

    def with_cookie(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        assert "Cookie" not in request.headers
        response = empty_page(request)
        response.set_cookie("edge", "of the first key")
        return response

    async with stand_in() as openai:
        openai.answers["costs"] = with_cookie
        asked = provider(openai, time)
        async with asked.session(KEYS[0]) as first, asked.session(KEYS[2]) as second:
            await weeks(first, 1)
            await weeks(second, 1)
            assert len(peers) == 1
        keys = [request.headers["Authorization"] for request in openai.asked]
    assert keys == [f"Bearer {key.reveal()}" for key in (KEYS[0], KEYS[2])]
