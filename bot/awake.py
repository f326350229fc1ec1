"""Since when this machine is awake: after it has slept, every connection is late, and nobody is told of that."""

from datetime import datetime

from core.clock import Clock
from core.health import LATE


class Awake:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._looked_at = self._since = clock.now()

    def since(self) -> datetime:
        """Each tick asks, so that no process sleeps by having nothing to do: who does not ask for longer slept."""
        now = self._clock.now()
        if now - self._looked_at >= LATE:
            self._since = now
        self._looked_at = now
        return self._since
