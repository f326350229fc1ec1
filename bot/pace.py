"""How much of what costs work one person may ask for: enough for anybody, too little to keep others waiting."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

MOST: Final = 20
WINDOW: Final = timedelta(minutes=1)


class Pace:
    """Counts by person from minute to minute; it remembers nobody longer than that."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._began: datetime | None = None
        self._asked: Counter[tuple[str, str]] = Counter()

    def allows(self, workspace: str, person: str, now: datetime) -> bool:
        """Whether this person may ask for one more now; it counts as asked."""
        if self._began is None or not timedelta(0) <= now - self._began < self._window:
            self._began = now
            self._asked.clear()
        self._asked[workspace, person] += 1
        return self._asked[workspace, person] <= self._most
