"""Years of an invented organization's spending by the hour: runaways, changes that are none, and which are which.

A year is the sandbox's, priced by its list; what is written into it has a shape, a key and a size drawn from the seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

from core.alerts.figures import HOURS_A_DAY, Cell, Day, Hour, day_of, first_hour, hour_of
from core.money import NANOS
from sandbox.openai.prices import MODELS, cheaper_from, per_token
from sandbox.openai.world import World

LAST_DAY: Final = date(2026, 11, 21)
DAYS: Final = 365
ENDPOINTS: Final = ("completions", "decisions", "embeddings")
WARM_UP: Final = 60
"""Days before the first thing is written into a year."""
OWN_RUNAWAY: Final = (LAST_DAY - timedelta(days=6)).toordinal() - date(1970, 1, 1).toordinal()
"""The day of the one that the sandbox tells of by itself."""


@dataclass(frozen=True)
class Episode:
    """Something that ought to be told: its first and its last hour."""

    shape: str
    first: Hour
    last: Hour


@dataclass(frozen=True)
class Size:
    """An organization `times` as large as the sandbox's, whose runaways come to `least` to `most` dollars an hour."""

    name: str
    times: float
    least: int
    most: int


@dataclass
class Year:
    size: Size
    cells: dict[Cell, dict[Hour, int]]
    first_day: Day
    end: Day
    episodes: list[Episode] = field(default_factory=list)

    def dearest(self, chance: Random, count: int) -> Cell:
        """One of the cells that cost most."""
        ranked = sorted(self.cells, key=lambda cell: (-sum(self.cells[cell].values()), cell))
        return chance.choice([cell for cell in ranked if cell.key][:count])

    def add(self, cell: Cell, hour: Hour, dollars: float) -> None:
        hours = self.cells.setdefault(cell, {})
        hours[hour] = hours.get(hour, 0) + round(dollars * NANOS)


QUIET: Final = Size("quiet", 0.15, 0, 0)
MIDDLE: Final = Size("middle", 1.0, 30, 160)
LARGE: Final = Size("large", 8.0, 180, 900)

Shape = Callable[[Random, float], Sequence[float]]
"""Dollars by the hour of a runaway of so many an hour."""


def _plateau(chance: Random, dollars: float) -> Sequence[float]:
    """A loop that nobody ends until the morning."""
    return [dollars * chance.uniform(0.85, 1.15) for _ in range(chance.randint(4, 10))]


def _spike(chance: Random, dollars: float) -> Sequence[float]:
    """A script that has done its harm within two hours."""
    return [dollars * 1.5, dollars][: chance.randint(1, 2)]


def _ramp(chance: Random, dollars: float) -> Sequence[float]:
    """Retries that add up: slow at first."""
    hours = chance.randint(6, 14)
    return [dollars * (number + 1) / hours for number in range(hours)]


def _stutter(chance: Random, dollars: float) -> Sequence[float]:
    """Every other hour, as a job is started again and again."""
    return [dollars if number % 2 == 0 else 0.0 for number in range(chance.randint(5, 11))]


def _days(chance: Random, dollars: float) -> Sequence[float]:
    """A weekend that nobody looks."""
    return [dollars * chance.uniform(0.6, 1.0) for _ in range(chance.randint(30, 60))]


def _decay(chance: Random, dollars: float) -> Sequence[float]:
    """At once, and less and less as what is left of it fails."""
    return [dollars * 1.3 * 0.75**number for number in range(chance.randint(3, 9))]


TUNED_SHAPES: Final[dict[str, Shape]] = {"plateau": _plateau, "spike": _spike}
UNSEEN_SHAPES: Final[dict[str, Shape]] = {"ramp": _ramp, "stutter": _stutter, "days": _days, "decay": _decay}


def year(seed: int, size: Size, shapes: dict[str, Shape], runaways: int = 14) -> Year:
    """What was spent, with `runaways` in it, and as many changes that are nobody's concern."""
    chance = Random(f"{seed} {size.name}")
    found = _spent(seed, size)
    _changes(found, chance)
    room = (DAYS - WARM_UP - 15) // max(1, runaways)
    for number in range(runaways if size.most else 0):
        day = found.first_day + WARM_UP + number * room + chance.randrange(room - 5)
        shape = chance.choice(sorted(shapes))
        dollars = chance.uniform(size.least, size.most)
        cell = found.dearest(chance, 20)
        hours = shapes[shape](chance, dollars)
        first = first_hour(day) + chance.randrange(HOURS_A_DAY)
        for at, amount in enumerate(hours):
            found.add(cell, first + at, amount)
        found.episodes.append(Episode(shape, first, first + len(hours) - 1))
    if size.most:
        start = first_hour(OWN_RUNAWAY)
        found.episodes.append(Episode("the sandbox's own", start + 1, start + 7))
    return found


def _spent(seed: int, size: Size) -> Year:
    later = datetime.combine(LAST_DAY + timedelta(days=9), datetime.min.time(), UTC)
    world = World(seed, lambda: later, last_day=LAST_DAY)
    cheaper = cheaper_from(LAST_DAY)
    first = world.first_day
    found = Year(size, {}, day_of(hour_of(_midnight(first))), day_of(hour_of(_midnight(LAST_DAY))) + 1)
    for number in range(DAYS):
        day = first + timedelta(days=number)
        start = first_hour(found.first_day + number)
        for endpoint in ENDPOINTS:
            for labels, hours in world.used(endpoint, day, later):
                if found.first_day + number == OWN_RUNAWAY and labels.model.startswith("o3") and not size.most:
                    continue  # a quiet organization has none
                model = MODELS[labels.model]
                cell = Cell(1, labels.project_id, labels.api_key_id, labels.model)
                for kind in model.items:
                    price = per_token(model, kind, day, cheaper, batch=labels.batch, tier=labels.service_tier)
                    for hour, tokens in enumerate(getattr(hours, kind)):
                        if tokens:
                            found.add(cell, start + hour, float(price) * tokens * size.times)
    return found


def _changes(found: Year, chance: Random) -> None:
    """What is news to nobody: keys are replaced, a product is launched, a weekly job begins, clocks change."""
    for _ in range(3):
        _replace_key(found, chance)
    _launch(found, chance)
    _weekly(found, chance)
    _summer_time(found)


def _replace_key(found: Year, chance: Random) -> None:
    """From some hour on another key of the project does the work."""
    cell = found.dearest(chance, 8)
    at = first_hour(found.first_day + chance.randrange(WARM_UP, DAYS)) + chance.randrange(HOURS_A_DAY)
    hours = found.cells[cell]
    moved = {hour: hours.pop(hour) for hour in [hour for hour in hours if hour >= at]}
    found.cells[cell._replace(key=f"{cell.key}-{at}")] = moved


def _launch(found: Year, chance: Random) -> None:
    """A new key whose use grows for three weeks, to a third of what is spent in all."""
    start = found.first_day + chance.randrange(WARM_UP, DAYS - 30)
    cell = found.dearest(chance, 12)
    whole = sum(sum(hours.values()) for hours in found.cells.values()) / DAYS / HOURS_A_DAY / NANOS
    for day in range(start, found.end):
        for hour in range(7, 21):
            dollars = whole * min(1.0, (day - start + 1) / 21) * 0.6 * chance.uniform(0.8, 1.2)
            found.add(cell._replace(key=f"launched-{start}"), first_hour(day) + hour, dollars)


def _weekly(found: Year, chance: Random) -> None:
    """Once a week for two hours, from some day on: modest beside a day."""
    start = found.first_day + chance.randrange(WARM_UP // 2, DAYS)
    cell = found.dearest(chance, 12)
    whole = sum(sum(hours.values()) for hours in found.cells.values()) / DAYS / NANOS
    for day in range(start, found.end, 7):
        for hour in (2, 3):
            found.add(cell, first_hour(day) + hour, min(15.0, whole * 0.06) * chance.uniform(0.9, 1.1))


def _summer_time(found: Year) -> None:
    """What runs at night does so by a clock on the wall."""
    begins = hour_of(datetime(2026, 3, 29, 1, tzinfo=UTC))
    ends = hour_of(datetime(2026, 10, 25, 1, tzinfo=UTC))
    for cell, hours in found.cells.items():
        night = sum(amount for hour, amount in hours.items() if hour % HOURS_A_DAY < 6)
        if night * 4 > sum(hours.values()) * 3:
            found.cells[cell] = {hour - (begins <= hour < ends): amount for hour, amount in hours.items()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
