"""Every IANA zone, every day from 2024 to 2035, eight times of day: one digest for each local date, at the instant that
an independent reckoning finds, hours that clocks skip and show twice included.

Each instant is compared for each zone. What is due from when to when takes longer: it is compared for one zone of those
whose clocks are the same, at three times of day.
"""

import time as stopwatch
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from tests.storm.results import Line, so_far, write_down
from tests.storm.storm_kills import table_of
from tests.storm.zones import DAY, Steady, reckoned, steady, wrong_digests, wrong_instants

FIRST: Final = date(2024, 1, 1)
LAST: Final = date(2035, 12, 31)
TIMES: Final = (time(0), time(0, 30), time(1, 15), time(2), time(2, 30), time(3), time(9), time(23, 59))
ENUMERATED: Final = (time(0), time(2, 30), time(9))
RESULT: Final = Path(__file__).with_name("storm_zones.jsonl")
"""A line for each part of the world."""


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    parts = sorted(Counter(_part(name) for name in available_timezones()).items())
    lines = so_far(RESULT, lambda lines: len(lines) >= len(parts))
    for part, _ in parts[len(lines) :]:
        lines.append(look_at(part, [name for name in sorted(available_timezones()) if _part(name) == part], TIMES))
        write_down(RESULT, lines[-1])
        print(f"{part}: {lines[-1]['instants']:,} instants, {len(lines[-1]['wrong'])} wrong", flush=True)
    print(table(lines))
    if wrong := [each for line in lines for each in line["wrong"]]:
        print("\n".join(wrong))
        raise SystemExit(1)


def look_at(part: str, names: Sequence[str], times: Sequence[time], first: date = FIRST, last: date = LAST) -> Line:
    began, seen = stopwatch.monotonic(), set[tuple[Steady, ...]]()
    instants = digests = changes = 0
    wrong: list[str] = []
    for name in names:
        clocks = steady(ZoneInfo(name), _midnight(first) - 2 * DAY, _midnight(last) + 3 * DAY)
        changes += len(clocks) - 1
        for at in times:
            wanted = list(reckoned(clocks, first, last, at))
            instants += len(wanted)
            wrong += wrong_instants(name, at, wanted)
            if clocks not in seen and at in ENUMERATED:
                digests += len(wanted)
                wrong += wrong_digests(name, at, wanted)
        seen.add(clocks)
    return {
        "part": part,
        "zones": len(names),
        "changes": changes,
        "instants": instants,
        "digests": digests,
        "wrong": wrong[:20],
        "seconds": round(stopwatch.monotonic() - began),
    }


def table(lines: Sequence[Line]) -> str:
    heads = ("part", "zones", "changes of clocks", "instants compared", "digests enumerated", "wrong")
    counted = ("zones", "changes", "instants", "digests")
    rows = [(each["part"], *(f"{each[name]:,}" for name in counted), len(each["wrong"])) for each in lines]
    sums = [f"{sum(each[name] for each in lines):,}" for name in counted]
    return table_of(heads, [*rows, ("all", *sums, sum(len(each["wrong"]) for each in lines))])


def _part(name: str) -> str:
    return name.split("/")[0] if "/" in name else "others"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)
