"""One connected town for many tests about who may what: each finds it without rules, with nothing said yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import delete

from bot import shared
from bot.pace import Pace
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import Person, text_of
from sandbox.slack.world import people
from storage.audit import AuditLog
from storage.tables import RuleRow
from tests.acceptance.looking import Json, buttons_of, idle
from tests.conftest import FixedClock
from tests.town import Town, town

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def ruled_town(folder: Path, migrated_sqlite: Path) -> AsyncIterator[Town]:
    copy(migrated_sqlite, folder / "tokenmeter.db")
    url = f"sqlite:///{folder / 'tokenmeter.db'}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shared, "Pace", lambda: Pace(most=1_000))  # the clock stands
        async with town(folder / "home", url, FixedClock(NOW), TOKENMETER_BACKFILL_DAYS="10") as built:
            built.slack.state.settings.rate_limits = False
            await built.connect_and_import(DEFAULT_KEY)
            yield built


async def start_over(town: Town) -> None:
    """No rules, nobody's role changed, nothing said, nothing open, nobody asked."""
    await idle(town.house)
    state = town.slack.state
    state.users.update({user["id"]: user for user in people()})
    for channel in state.channels.values():
        channel.messages.clear()
    state.views.clear()
    state.homes.clear()
    database = town.house.shared.database
    async with database.writing() as session:
        await session.exec(delete(RuleRow))
        await session.commit()
    await town.deps.seen.forget(NOW + timedelta(days=1))


async def form_of(town: Town, person: Person, button: str) -> Json:
    """The form behind this button of the person's Home tab."""
    await close_all(person)
    await person.open_home()
    home = await person.home("Who may what")
    await person.click_in_view(home["id"], buttons_of(home)[button])
    form: Json = await person.until(lambda seen: seen["modal"])
    return form


async def close_all(person: Person) -> None:
    while (modal := (await person.sees())["modal"]) is not None:
        await person.close(modal["id"])


async def save(person: Person, form: Json, **values: str) -> str:
    """Submit; what the form says then, or what is wrong with its fields."""
    errors = await person.submit(form["id"], values)
    if errors:
        return " ".join(errors.values())
    done = await person.until(lambda seen: seen["modal"] if "Done" in str(seen["modal"]["close"]) else None)
    return text_of(done["blocks"])


async def change(town: Town, button: str, **values: str) -> str:
    """Ana fills in this form; what it says then."""
    return await save(town.ana, await form_of(town, town.ana, button), **values)


async def deeds(town: Town) -> list[tuple[str, str, str]]:
    """Everything in the audit log, as (who, did what, to whom)."""
    entries = await AuditLog(town.house.shared.database).entries(town.deps.workspace)
    return [(entry.actor, entry.action, entry.subject) for entry in entries]


async def has_no_rule(town: Town) -> bool:
    await idle(town.house)
    return await town.deps.access.rules() == []
