"""Three weeks around each change of the clocks, with a handful of digests, alert rules and budgets: each message is
posted once, by two processes that are killed now and then, while Slack loses answers. `python -m tests.storm year` has
400 digests, 600 rules and budgets, and all of 2028.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from core.digests.schedule import Cadence, Schedule
from tests.storm.year import Outcome, Stretch, live_through
from tests.storm.year_bot import WHOLE
from tests.storm.year_crew import open_nursery
from tests.storm.year_plan import Planned
from tests.storm.year_rules import planned_rules

PLAN = [
    Planned("T1", "daily", Schedule(Cadence.DAILY, time(2, 30), "Europe/Berlin"), "C0COSTS"),
    Planned("T1", "weekdays", Schedule(Cadence.WEEKDAYS, time(1, 15), "America/New_York"), "U0ANA"),
    Planned("T2", "weekly", Schedule(Cadence.WEEKLY, time(0), "Africa/Cairo", on=3), "C0LEADS"),
    Planned("T2", "monthly", Schedule(Cadence.MONTHLY, time(2), "Australia/Lord_Howe", on=31), "C0COSTS"),
]
RULES = [replace(each, workspace="T1") for each in planned_rules(2028, 1, 12)[3::2]]
DAY = timedelta(days=1)

pytestmark = pytest.mark.xdist_group("year")  # one worker opens the nursery that they share


@pytest.fixture(scope="module")
def nursery() -> Iterator[str]:
    with open_nursery() as address:
        yield address


async def lived_through(
    nursery: str, url: str, first: datetime, days: int, percent: float, build: str = WHOLE
) -> Outcome:
    asleep = first + 3 * DAY
    stretch = Stretch(8, PLAN, RULES, first, first + days * DAY, [(asleep, asleep + timedelta(hours=50))])
    return await live_through(stretch, stretch.dues(), url, nursery, 2, 2028, percent, build)


@pytest.mark.parametrize(("month", "day"), [(3, 8), (10, 20)], ids=["spring", "autumn"])
async def test_every_digest_is_posted_once_whoever_dies_and_whatever_slack_loses(
    month: int, day: int, nursery: str, postgres_url: str
) -> None:
    outcome = await lived_through(nursery, postgres_url, datetime(2028, month, day, tzinfo=UTC), 21, percent=10)
    assert (outcome.doubled, outcome.lost, outcome.wrong) == (0, 0, ())
    assert outcome.due["digest"] > 30
    assert outcome.due["alert"] > 2
    assert outcome.due["budget"] > 3
    assert outcome.skipped > 0
    assert outcome.kills + sum(outcome.troubles.values()) > 3


@pytest.mark.parametrize("build", ["greedy", "forgetful"])
async def test_a_build_that_is_broken_on_purpose_is_noticed(build: str, nursery: str, postgres_url: str) -> None:
    """The others are in `test_delivering`, and in the storm."""
    outcome = await lived_through(nursery, postgres_url, datetime(2028, 3, 8, tzinfo=UTC), 7, percent=0, build=build)
    assert outcome.doubled > 0
