"""What is sent to the bot, and sent again: events that were not acknowledged, and whatever Slack doubles."""

import asyncio
from typing import Any

from sandbox.slack.state import State
from sandbox.slack.towards_bot import OPERATION_TIMEOUT, Bot, Kind, NoAnswer
from sandbox.slack.world import Json


class Delivery:
    def __init__(self, state: State, bot: Bot) -> None:
        self._state = state
        self._bot = bot
        self._later: set[asyncio.Task[None]] = set()

    async def send(self, kind: Kind, payload: Json) -> Any:
        """Send it, and wait for the acknowledgement as long as Slack does. Raises NoAnswer."""
        try:
            async with asyncio.timeout(self._state.settings.patience):
                answer = await self._bot.send(kind, payload)
        except (NoAnswer, TimeoutError) as reason:
            if kind == "events_api":
                self._start(payload, retry=True)
            raise (reason if isinstance(reason, NoAnswer) else NoAnswer(OPERATION_TIMEOUT)) from None
        if answer is not None:
            self._state.received.append({"method": "acknowledgement", "payload": answer})
        if self._state.settings.repeats:
            self._start(payload, retry=False, kind=kind)
        return answer

    async def close(self) -> None:
        tasks = list(self._later)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, payload: Json, *, retry: bool, kind: Kind = "events_api") -> None:
        task = asyncio.create_task(self._retry(payload) if retry else self._repeat(kind, payload))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _retry(self, payload: Json) -> None:
        """An event again, until it is acknowledged."""
        for attempt, delay in enumerate(self._state.settings.retry_delays, start=1):
            await asyncio.sleep(delay)
            try:
                await self._bot.send("events_api", payload, attempt)
            except NoAnswer:
                continue
            return

    async def _repeat(self, kind: Kind, payload: Json) -> None:
        """The same again, although it was acknowledged; nobody looks at the answer."""
        for number in range(self._state.settings.repeats):
            try:
                await self._bot.send(kind, payload, number + 1 if kind == "events_api" else 0)
            except NoAnswer:
                return
