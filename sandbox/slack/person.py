"""A person in the small Slack, for the demo and the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

Json = dict[str, Any]
T = TypeVar("T")


class NotSeen(Exception):
    """What was waited for did not appear in time."""


class Person:
    """Types, presses buttons and looks, as one does in a browser."""

    def __init__(self, client: httpx.AsyncClient, user: str) -> None:
        self._client = client
        self.user = user

    async def command(self, channel: str, text: str) -> None:
        await self._do("command", channel=channel, text=text)

    async def click(self, channel: str, ts: str, action_id: str) -> None:
        await self._do("click", channel=channel, ts=ts, action_id=action_id)

    async def click_in_view(self, view_id: str, action_id: str) -> None:
        await self._do("click", view_id=view_id, action_id=action_id)

    async def submit(self, view_id: str, values: dict[str, str]) -> dict[str, str]:
        """Press the modal's submit button; the errors under its fields, by block id."""
        answer = await self._do("submit", view_id=view_id, values=values)
        errors: dict[str, str] = answer["errors"]
        return errors

    async def close(self, view_id: str) -> None:
        await self._do("close", view_id=view_id)

    async def open_home(self) -> None:
        await self._do("open_home")

    async def sees(self, since: int = -1, wait: float = 0.0) -> Json:
        """Everything this person sees; with `since` and `wait`, once there is something newer."""
        query = {"user": self.user, "since": str(since), "wait": str(wait)}
        answer = await self._client.get("/sandbox/api/state", params=query)
        seen: Json = answer.raise_for_status().json()
        return seen

    async def until(self, look: Callable[[Json], T | None], seconds: float = 15.0) -> T:
        """Look again and again until `look` finds something. Raises NotSeen."""
        since = -1
        try:
            async with asyncio.timeout(seconds):
                while True:
                    seen = await self.sees(since, wait=5.0)
                    found = look(seen)
                    if found is not None:
                        return found
                    since = seen["version"]
        except TimeoutError:
            raise NotSeen(f"not within {seconds:.0f} s") from None

    async def modal(self, title: str = "", seconds: float = 15.0) -> Json:
        """The open modal, once there is one (whose blocks hold this text)."""
        return await self.until(
            lambda seen: seen["modal"] if seen["modal"] and title in text_of(seen["modal"]["blocks"]) else None, seconds
        )

    async def message(self, channel: str, text: str, seconds: float = 15.0, after: str = "") -> Json:
        """The newest message in `channel` that says `text`, once there is one younger than the timestamp `after`."""

        def look(seen: Json) -> Json | None:
            for place in seen["channels"]:
                if place["id"] == channel:
                    for message in reversed(place["messages"]):
                        if message["ts"] > after and text in message["text"] + text_of(message["blocks"]):
                            found: Json = message
                            return found
            return None

        return await self.until(look, seconds)

    async def _do(self, what: str, **given: Any) -> Json:
        answer = await self._client.post(f"/sandbox/api/{what}", json={"user": self.user, **given})
        done: Json = answer.raise_for_status().json()
        return done


def text_of(part: Any) -> str:
    """All words in a message or view, one after the other."""
    if isinstance(part, dict):
        words = [value for name, value in part.items() if name in ("text", "alt_text") and isinstance(value, str)]
        return " ".join(words + [text_of(value) for value in part.values() if isinstance(value, dict | list)])
    if isinstance(part, list):
        return " ".join(text_of(each) for each in part)
    return ""


@asynccontextmanager
async def person_at(url: str, user: str) -> AsyncIterator[Person]:
    """Somebody at the small Slack that listens at `url`."""
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=40.0) as client:
        yield Person(client, user)
