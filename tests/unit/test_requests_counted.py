"""How many requests keeping up takes, against the least that the cadence needs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from core.collection.ledger import LedgerDay
from core.collection.plan import due, stagger_of
from core.providers.contract import Endpoint

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HISTORY = 40
BUSY = 3
QUIET = 9
USAGE = tuple(Endpoint(f"usage {n}", "usage", ("1h", "1d"), {"1h": 7, "1d": 31}) for n in range(BUSY + QUIET))
COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 60})

LEAST_A_DAY = {
    # Today every ten minutes, once an hour as one of 7 days; at night 35 days of hours are five requests, of costs one.
    "busy": 6 * 24 + 4,
    "quiet": 24 + 4,
    "costs": 24,
}


class Organization:
    """A ledger that is kept as a collector would keep it; `asked` counts the requests."""

    def __init__(self, uid: str) -> None:
        self.stagger = stagger_of(uid)
        self.lines: dict[str, list[LedgerDay]] = {}
        self.first = NOW.date() - timedelta(days=HISTORY - 1)

    def collect(self, now: datetime) -> int:
        asked = 0
        for endpoint in (*USAGE, COSTS):
            lines = {line.day: line for line in self.lines.get(endpoint.name, ())}
            total = 1 if endpoint in USAGE[:BUSY] or endpoint is COSTS else 0
            for window, width in due(endpoint, lines.values(), self.first, now, 400, self.stagger):
                asked += 1
                lines |= {day: LedgerDay(endpoint.name, day, width, (), now, total, now) for day in window.days()}
            self.lines[endpoint.name] = list(lines.values())
        return asked


def ticks(days: int) -> Iterator[datetime]:
    """Every ten minutes and up to one more, as collections follow each other; some twice, as after a restart."""
    random, now = Random(5), NOW
    while now < NOW + timedelta(days=days):
        now += timedelta(minutes=10, seconds=random.uniform(0, 60))
        yield now
        if random.random() < 0.02:
            yield now + timedelta(seconds=30)


@pytest.mark.parametrize(("uid", "days"), [(f"{1:016x}", 1), (f"{77:016x}", 7), (f"{4_096:016x}", 1)])
def test_keeping_up_takes_at_most_a_fifth_more_requests_than_the_least_possible(uid: str, days: int) -> None:
    organization = Organization(uid)
    organization.collect(NOW)
    asked = sum(map(organization.collect, ticks(days)))
    least = days * (BUSY * LEAST_A_DAY["busy"] + QUIET * LEAST_A_DAY["quiet"] + LEAST_A_DAY["costs"])
    assert 0.9 * least < asked <= 1.2 * least
