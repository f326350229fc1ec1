"""How good the rules that are there by default are at telling runaways, beside what people set up by hand.

What there was to choose was chosen on the years of seeds 1 to 3 and two shapes of runaways; those of seeds 11 to 16 and
four other shapes count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import mean, median, pstdev
from typing import Final

from core.alerts.figures import (
    Day,
    Figures,
    Hour,
    Subject,
    added_up,
    day_of,
    first_hour,
    hour_of,
    start_of,
)
from core.alerts.life import Alert
from core.alerts.replay import replayed
from core.alerts.rule import DEFAULTS, OverUsual, Span
from sandbox.openai.settling import usage_known
from tests.bench.showing import title
from tests.labelled import LARGE, MIDDLE, QUIET, TUNED_SHAPES, UNSEEN_SHAPES, WARM_UP, Episode, Shape, Size, Year, year

TUNED: Final = range(1, 4)
UNSEEN: Final = range(11, 17)
ROUND: Final = 10
"""Minutes from one collection to the next."""
AFTERWARDS: Final = 6
"""Hours after an episode in which an alert is still about it: late usage, and a day that it has made dear."""
DAY_BEFORE: Final = 1.3
SIGMAS: Final = 3
MONTH: Final = 30


@dataclass(frozen=True)
class Told:
    """One alert."""

    hour: Hour
    """The hour it is about."""
    minute: int
    """When it was told, since 1970."""


@dataclass
class Score:
    """Of one way, in all years of one size."""

    told: int = 0
    right: int = 0
    found: int = 0
    episodes: int = 0
    weeks: float = 0
    minutes: list[int] = field(default_factory=list)

    def add(self, alerts: Sequence[Told], year: Year) -> None:
        self.told += len(alerts)
        self.weeks += (year.end - year.first_day - WARM_UP) / 7
        self.episodes += len(year.episodes)
        self.right += sum(any(_about(alert, each) for each in year.episodes) for alert in alerts)
        for each in year.episodes:
            about = [alert.minute for alert in alerts if _about(alert, each)]
            if about:
                self.found += 1
                self.minutes.append(max(0, min(about) - each.first * 60))

    @property
    def wrong_a_fortnight(self) -> float:
        return (self.told - self.right) / self.weeks * 2


def _about(alert: Told, episode: Episode) -> bool:
    same_day = day_of(episode.first) <= day_of(alert.hour) <= day_of(episode.last + AFTERWARDS)
    return same_day and alert.hour >= episode.first


Way = Callable[[Year], list[Told]]


def ours(year: Year) -> list[Told]:
    """The default rules, judged every hour, with the life of their alerts."""
    first = first_hour(year.first_day + WARM_UP)
    at = start_of(first_hour(year.end)) - timedelta(minutes=1)
    figures = Figures(year.cells, added_up(year.cells), year.first_day, at, _days(year), judged_from={1: first})
    runaway, unusual_day = DEFAULTS
    runaways = replayed(runaway, figures, first)
    days = replayed(unusual_day, figures, first, tuple(runaways))
    return [_told(runaway, each) for each in runaways] + [_told(unusual_day, each) for each in days]


def _told(rule: OverUsual, alert: Alert) -> Told:
    hour = hour_of(alert.seen_at)
    if rule.span is Span.DAY:
        return Told(hour, (hour + 1) * 60 + ROUND)
    amount = alert.events[0].so_far
    limit = max(rule.floor, alert.finding.usual * rule.percent // 100)
    return Told(hour, _seen(hour, min(limit, amount), amount))


def _seen(hour: Hour, limit: int, amount: int) -> int:
    """The minute of the first collection that has seen as much of an hour as it takes."""
    start = start_of(hour)
    for minute in range(ROUND, 24 * 60, ROUND):
        if usage_known(start, start + timedelta(minutes=minute), batch=False) * amount >= limit * 1000:
            return hour * 60 + minute
    return (hour + 24) * 60


def fixed(year: Year) -> list[Told]:
    """Half as much again as an average day of the first two months."""
    days = _days(year)
    limit = 1.5 * mean(days[day] for day in range(year.first_day, year.first_day + WARM_UP))
    return _days_over(year, lambda day: limit)


def day_over_day(year: Year) -> list[Told]:
    days = _days(year)
    return _days_over(year, lambda day: days[day - 1] * DAY_BEFORE)


def three_sigma(year: Year) -> list[Told]:
    days = _days(year)

    def limit(day: Day) -> float:
        before = [days[each] for each in range(day - MONTH, day)]
        return mean(before) + SIGMAS * pstdev(before)

    return _days_over(year, limit)


def _days_over(year: Year, limit: Callable[[Day], float]) -> list[Told]:
    """One alert for each day that goes over its limit, within the hour."""
    whole = added_up(year.cells)[Subject(1)]
    told = []
    for day in range(year.first_day + WARM_UP, year.end):
        so_far, most = 0, limit(day)
        for hour in range(first_hour(day), first_hour(day + 1)):
            so_far += whole.get(hour, 0)
            if so_far > most:
                told.append(Told(hour, (hour + 1) * 60 + ROUND))
                break
    return told


def _days(year: Year) -> dict[Day, int]:
    days: defaultdict[Day, int] = defaultdict(int)
    for amounts in year.cells.values():
        for hour, amount in amounts.items():
            days[day_of(hour)] += amount
    return dict(days)


WAYS: Final[dict[str, Way]] = {
    "default rules": ours,
    "fixed threshold": fixed,
    "+30 % day over day": day_over_day,
    "3 sigma": three_sigma,
}


def scores(
    seeds: Iterable[int], sizes: Sequence[Size], shapes: dict[str, Shape], ways: dict[str, Way]
) -> dict[tuple[str, str], Score]:
    found: defaultdict[tuple[str, str], Score] = defaultdict(Score)
    for size in sizes:
        for seed in seeds:
            labelled = year(seed, size, shapes)
            for name, way in ways.items():
                found[size.name, name].add(way(labelled), labelled)
    return dict(found)


def main() -> None:
    for name, seeds, shapes in (("tuned on", TUNED, TUNED_SHAPES), ("not tuned on", UNSEEN, UNSEEN_SHAPES)):
        title(f"Runaways told in labelled years {name}")
        print("  organization  way                 precision  recall  alerts a week  wrong a fortnight  minutes until")
        for (size, way), score in scores(seeds, (QUIET, MIDDLE, LARGE), shapes, WAYS).items():
            precision = f"{score.right / score.told:.2f}" if score.told else "-"
            recall = f"{score.found / score.episodes:.2f}" if score.episodes else "-"
            minutes = f"{median(score.minutes):.0f}" if score.minutes else "-"
            print(
                f"  {size:<13} {way:<19} {precision:>9} {recall:>7} {score.told / score.weeks:>14.2f}"
                f" {score.wrong_a_fortnight:>18.2f} {minutes:>14}"
            )


if __name__ == "__main__":
    main()
