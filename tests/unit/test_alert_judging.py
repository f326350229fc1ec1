"""What a day is dear by is no news where it was told as a runaway."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.alerts.judging import Judged, Round
from core.alerts.figures import day_of, hour_of
from core.alerts.finding import Finding
from core.alerts.life import Alert
from core.alerts.rule import DEFAULTS, RUNAWAY, Condition, New
from core.alerts.spec import written_spec
from core.questions import Dimension, Filter
from core.subscriptions import Kind, Recipient, Subscription
from storage.alerts import KeptAlert

NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
SEARCH = (Filter(Dimension.PROJECT, "Search"),)


def judged(uid: str, condition: Condition, places: tuple[str, ...] = ("U1",)) -> Judged:
    told = tuple(map(Recipient, places))
    rule = Subscription(uid, "T1", Kind.ALERT, 1, "U1", NOW, (), written_spec(condition), told)
    return Judged(rule, condition, (), places)


def kept(rule: str, so_far: int, scope: str = "", unit: str = "usd") -> KeptAlert:
    finding = Finding("1/p/k", NOW, NOW, so_far, 0, so_far, {}, unit=unit)
    return KeptAlert(Alert(f"of {rule}", rule, scope, "1/p/k", NOW, finding, so_far, so_far), "card", 1)


DAY = judged("day", DEFAULTS[1])
SAME = judged("runaway", RUNAWAY, ("C1", "U1"))


def explained(other: Judged, alert: KeptAlert) -> int:
    found = Round(NOW, NOW, [alert, kept("day", 1)], [other, DAY]).explained(DAY, "usd")
    return found.get(day_of(hour_of(NOW)), 0)


def test_a_runaway_told_to_the_same_people_explains_its_day() -> None:
    assert explained(SAME, kept("runaway", 70)) == 70


@pytest.mark.parametrize(
    ("other", "alert"),
    [
        (judged("runaway", RUNAWAY, ("C1",)), kept("runaway", 70)),
        (replace(SAME, rule=replace(SAME.rule, filters=SEARCH)), kept("runaway", 70)),
        (SAME, kept("runaway", 70, scope="model:o3")),
        (SAME, kept("runaway", 70, unit="eur")),
        (judged("runaway", New(Dimension.KEY)), kept("runaway", 70)),
    ],
    ids=["told to others", "about a part", "for who may see less", "in another currency", "no runaway"],
)
def test_nothing_else_does(other: Judged, alert: KeptAlert) -> None:
    assert explained(other, alert) == 0
