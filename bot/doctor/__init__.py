"""tokenmeter doctor: everything the settings point to, tried one by one, with a cure for what fails."""

import json
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import asdict

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor import collection, database, keys, machine, openai, running, slack
from bot.doctor.check import Check
from bot.settings import BadSettings, Settings
from core.clock import Clock
from storage.database import DatabaseDown


async def examine(settings: Settings, clock: Clock, *, pre: bool) -> list[Check]:
    """Run the checks; `pre` those that need nothing but the settings and the network."""
    checks = [Check("settings", "every variable is right", True), *await machine.checks(settings)]
    checks += await database.checks(settings, pre=pre)
    usable = database.is_usable(checks)
    checks += await _as_told("keys", keys.checks(settings, clock, usable=usable))
    checks += [*await slack.checks(settings), *await openai.checks(settings, clock)]
    if usable:
        checks += await _as_told("slack", slack.installs(settings))
        checks += await _as_told(running.GROUP, running.checks(settings, clock))
        checks += await _as_told("collection", collection.checks(settings, clock))
    return checks


async def _as_told(group: str, checks: Awaitable[list[Check]]) -> list[Check]:
    """The checks that need what the database tells; one that fails, where it does not."""
    try:
        return await checks
    except (SQLAlchemyError, DatabaseDown):
        found = "it breaks off: it is damaged, or was stopped"
        cure = "Start the server again; for a damaged file, `tokenmeter restore FILE` puts a backup in its place."
        return [Check(group, f"the database tells of {group}", False, found, cure)]


def refused(bad: BadSettings) -> list[Check]:
    """What is wrong with the settings; with them nothing else can be looked at."""
    cure = "Set it right in the environment or in .env; the README's Settings lists all."
    parts = [problem.partition(": ") for problem in bad.problems]
    return [Check("settings", name if colon else "all of them", False, why or name, cure) for name, colon, why in parts]


def report(checks: Sequence[Check], *, as_json: bool) -> str:
    """The checks as people read them, in groups, or one JSON object a line."""
    if as_json:
        return "\n".join(json.dumps(asdict(check)) for check in checks)
    groups: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        groups[check.group].append(check)
    lines: list[str] = []
    for group, members in groups.items():
        lines += [group, "-" * len(group)]
        for check in members:
            mark = click.style("√", fg="green") if check.passed else click.style("×", fg="red", bold=True)
            lines.append(f"{mark} {check.name}" + (f": {check.found}" if check.found else ""))
            lines += [f"    → {check.cure}"] if check.cure else []
        lines.append("")
    failed = sum(not check.passed for check in checks)
    return "\n".join([*lines, f"{len(checks) - failed} passed, {failed} failed"])
