"""How much of what costs work one may ask for: enough for anybody, too little to keep others waiting.

Each process counts for itself: behind a balancer that spreads requests over several, one may ask for that much of each.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

MOST: Final = 20
WINDOW: Final = timedelta(minutes=1)


class Pace:
    """Counts from minute to minute by who asks, such as (workspace, person); it remembers nobody longer than that."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._began: datetime | None = None
        self._asked: Counter[tuple[str, ...]] = Counter()

    def allows(self, who: tuple[str, ...], now: datetime) -> bool:
        """Whether they may ask for one more now; it counts as asked."""
        if self._began is None or not timedelta(0) <= now - self._began < self._window:
            self._began = now
            self._asked.clear()
        self._asked[who] += 1
        return self._asked[who] <= self._most
