"""How often the Web API takes a method: a bucket for each that holds a burst and fills again steadily."""

import math
from collections.abc import Mapping
from typing import Final

PER_CHANNEL: Final = "chat.postMessage"

TIER_3: Final = 50
TIER_4: Final = 100

A_MINUTE: Final[Mapping[str, int]] = {
    "apps.connections.open": TIER_4,
    "auth.test": 300,
    "chat.delete": TIER_3,
    "chat.getPermalink": 300,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": 60,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.members": TIER_4,
    "conversations.replies": TIER_3,
    "conversations.open": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "users.info": TIER_4,
    "users.list": TIER_3,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
"""Calls of a method that are taken in a minute (chat.postMessage: in a channel), as documented."""

BURST: Final[Mapping[str, int]] = {"chat.postMessage": 4}
"""Calls that are taken at once; where nothing stands here, a minute's worth."""


class Pace:
    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def seconds_to_wait(self, method: str, channel: str, now: float) -> int:
        """0 when the call is taken, else the whole seconds until one would be. `now` is epoch seconds."""
        a_minute = A_MINUTE.get(method)
        if a_minute is None:
            return 0
        per_second, burst = a_minute / 60, BURST.get(method, a_minute)
        key = f"{method} {channel}" if method == PER_CHANNEL else method
        left, then = self._buckets.get(key, (float(burst), now))
        left = min(burst, left + (now - then) * per_second)
        if left < 1:
            self._buckets[key] = (left, now)
            return max(1, math.ceil((1 - left) / per_second))
        self._buckets[key] = (left - 1, now)
        return 0
