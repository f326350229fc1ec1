"""tokenmeter workspaces: all that this installation serves, what needs attention first."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.operating.offline import database_of
from bot.settings import Settings
from bot.views.text import printable
from core.clock import Clock
from core.health import Light
from core.overview import Standing, standings
from core.providers.openai import OpenAI
from storage.overview import Overview

COLUMNS: Final = ("workspace", "name", "plan", "since", "lights", "last read", "trouble", "days", "subs")
WRAPPED: Final = {"name", "trouble"}

MINUTE: Final = timedelta(minutes=1)
UNITS: Final = ((timedelta(days=1), "d"), (timedelta(hours=1), "h"), (MINUTE, "min"))


async def look(settings: Settings, clock: Clock) -> list[Standing]:
    """Raises DatabaseDown, NotMigrated."""
    endpoints = OpenAI(settings.openai_base_url, clock).endpoints
    async with database_of(settings) as database:
        stored = await Overview(database).all([each.name for each in endpoints if each.kind == "costs"])
    return standings(stored, clock.now())


def as_json(all_of_them: Sequence[Standing]) -> Iterator[str]:
    """One JSON object a workspace; deploy/operating.md says what is in it."""
    return (json.dumps(_object(each), ensure_ascii=False) for each in all_of_them)


def show(all_of_them: Sequence[Standing], now: datetime, console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in COLUMNS:
        table.add_column(name, justify="right" if name in COLUMNS[-2:] else "left", no_wrap=name not in WRAPPED)
    for each in all_of_them:
        # Names come from outside: as Text, rich reads nothing into them.
        table.add_row(*(Text(cell) for cell in _cells(each, now)))
    if all_of_them:
        console.print(table)
    console.print(Text(summary(all_of_them)))


def summary(all_of_them: Sequence[Standing]) -> str:
    """How many there are, by their worst light."""
    count = len(all_of_them)
    lights = Counter(each.light for each in all_of_them if each.light is not None)
    parts = [f"{lights[light]:,} {light}" for light in Light if lights[light]]
    without = count - lights.total()
    parts += [f"{without:,} without a connection"] if without else []
    return f"{count:,} workspace{'' if count == 1 else 's'}" + (f": {', '.join(parts)}" if parts else "")


def _cells(standing: Standing, now: datetime) -> Iterator[str]:
    stored = standing.stored
    yield printable(stored.workspace)
    yield printable(stored.name)
    yield stored.plan
    yield f"{stored.since:%Y-%m-%d}"
    yield _counted(standing.lights)
    yield f"{_age(now - standing.collected_at)} ago" if standing.collected_at else "never" if standing.lights else ""
    yield _trouble(standing, now)
    yield f"{stored.days:,}"
    yield f"{stored.subscriptions:,}"


def _trouble(standing: Standing, now: datetime) -> str:
    leaves, revoked, trouble = standing.stored.uninstalled_at, standing.stored.revoked_at, standing.trouble
    if leaves is not None:
        return f"to be purged, {_age(now - leaves)}"
    if revoked is not None:
        return f"🔴 token revoked, {_age(now - revoked)}"
    return f"{trouble.reason.replace('_', ' ')}, {_age(now - trouble.since)}" if trouble else ""


def _counted(lights: Sequence[Light]) -> str:
    return " ".join(f"{count} {light}" for light, count in Counter(lights).items())


def _age(duration: timedelta) -> str:
    """In the largest unit of which there are two, so that it is never far off."""
    for size, name in UNITS:
        if duration >= 2 * size:
            return f"{duration // size} {name}"
    return f"{max(duration // MINUTE, 0)} min"


def _object(standing: Standing) -> dict[str, Any]:
    stored, trouble = standing.stored, standing.trouble
    return {
        "workspace": stored.workspace,
        "name": stored.name,
        "plan": stored.plan,
        "installed_at": _moment(stored.since),
        "uninstalled_at": _moment(stored.uninstalled_at),
        "revoked_at": _moment(stored.revoked_at),
        "connections": {light.name.lower(): standing.lights.count(light) for light in Light},
        "collected_at": _moment(standing.collected_at),
        "trouble": trouble.reason if trouble else None,
        "trouble_since": _moment(trouble.since if trouble else None),
        "days": stored.days,
        "subscriptions": stored.subscriptions,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
