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


POSTS_IN_A_WORKSPACE: Final = "chat.postMessage in the workspace"
"""What Slack keeps beside the pace of each channel: "several hundred messages a minute"."""

LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    **{method: (a_minute, BURST.get(method, a_minute)) for method, a_minute in A_MINUTE.items()},
    POSTS_IN_A_WORKSPACE: (600, 300),
}
"""Calls in a minute, and at once."""


class Pace:
    """One workspace's."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def seconds_to_wait(self, method: str, channel: str, now: float, speed: float = 1.0) -> int:
        """0 when the call is taken, else the whole seconds until one would be. `now` is epoch seconds; `speed` is how
        many times as fast as Slack this one is."""
        if method not in LIMITS:
            return 0
        buckets = {method: method}
        if method == PER_CHANNEL:
            buckets = {f"{method} {channel}": method, POSTS_IN_A_WORKSPACE: POSTS_IN_A_WORKSPACE}
        left = {name: self._left(name, limit, now, speed) for name, limit in buckets.items()}
        taken = all(calls >= 1 for calls in left.values())
        for name, calls in left.items():
            self._buckets[name] = (calls - taken, now)
        waits = [(1 - calls) * 60 / (LIMITS[buckets[name]][0] * speed) for name, calls in left.items()]
        return 0 if taken else max(1, math.ceil(max(waits)))

    def _left(self, name: str, limit: str, now: float, speed: float) -> float:
        """Calls that are taken at once now."""
        a_minute, burst = LIMITS[limit]
        left, then = self._buckets.get(name, (float(burst), now))
        return min(burst, left + (now - then) * speed * a_minute / 60)
