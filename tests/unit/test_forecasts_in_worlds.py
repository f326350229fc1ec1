"""Forecasts in a world that nothing was tuned on. The bench has their figures; here only what nobody would accept."""

from random import Random
from statistics import median

from sandbox.openai.world import World
from tests.bench.bench_forecast import LAST_DAY, LATER, UNSEEN, Seen, days_of, look_at, shapes


def test_forecasts_are_close_to_what_months_come_to_and_closer_than_what_one_would_guess() -> None:
    total, _ = days_of(World(UNSEEN[0], lambda: LATER, last_day=LAST_DAY))
    found = dict(shapes(total, Random(UNSEEN[0])))
    for name, known, close in (("as it is", 5, 5), ("as it is", 10, 4), ("a runaway day on the first days", 5, 5)):
        seen = Seen()
        look_at(found[name], known, seen)
        assert median(seen.ours) < close, name
        assert median(seen.ours) < min(median(seen.straight_line), median(seen.last_month)), name
