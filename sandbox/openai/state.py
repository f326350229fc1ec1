"""What runs behind the application: its keys, its faults, its log of requests."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from sandbox.openai.faults import Faults
from sandbox.openai.guards import Guards, usual_guards
from sandbox.openai.keys import Keys
from sandbox.openai.pages import Pages
from sandbox.openai.world import World

_REQUESTS_KEPT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in: never its headers."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    status: int
    """0: the connection was closed without an answer."""


@dataclass(slots=True)
class Sandbox:
    keys: Keys
    faults: Faults
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=_REQUESTS_KEPT))
    """The newest requests to the API, oldest first."""
    served: int = 0
    """How many requests there were."""
    _pages: dict[World, Pages] = field(default_factory=dict)
    _guards: dict[World, Guards] = field(default_factory=dict)

    def guards(self, world: World) -> Guards:
        if world not in self._guards:
            self._guards[world] = usual_guards(world.organization) if world.has_story else Guards()
        return self._guards[world]

    def pages(self, world: World) -> Pages:
        if world not in self._pages:
            self._pages[world] = Pages(world)
        return self._pages[world]


SANDBOX: Final = web.AppKey("SANDBOX", Sandbox)
