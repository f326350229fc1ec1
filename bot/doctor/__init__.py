"""tokenmeter doctor: everything the settings point to, tried one by one, with a cure for what fails."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from bot.doctor import collection, database, machine, openai, slack
from bot.doctor.check import Check
from bot.settings import Settings
from core.clock import Clock


async def examine(settings: Settings, clock: Clock, *, pre: bool) -> list[Check]:
    """Run the checks; `pre` leaves out what needs a migrated database or the network."""
    checks = [Check("settings", "every variable is right", True, "read"), *await machine.checks(settings)]
    if pre:
        return checks
    schema, *others = await database.checks(settings)
    checks += [schema, *others, *await slack.checks(settings), *await openai.checks(settings, clock)]
    return [*checks, *await collection.checks(settings, clock)] if schema.passed else checks


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
            lines.append(f"{'√' if check.passed else '×'} {check.name}: {check.found}")
            lines += [f"    {check.cure}"] if check.cure else []
        lines.append("")
    failed = sum(not check.passed for check in checks)
    return "\n".join([*lines, f"{len(checks) - failed} passed, {failed} failed"])
