"""/tokenmeter why: what made the night of the runaway so dear, for whoever asks and within what they may see."""

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest
import pytest_asyncio

from core.money import NANOS
from core.questions import Dimension
from sandbox.openai.calls import RUNAWAY_AGE
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import Person, text_of
from storage.reports import Reports
from tests.acceptance.looking import Json, buttons_of, headline_of, in_channel
from tests.acceptance.ruled import change
from tests.conftest import NOW, FixedClock
from tests.town import COSTS, PARTNER, Town, town

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("why"),  # one worker builds the town that they share
]

LAST_DAY = NOW.date() - timedelta(days=10)
"""Days that had been over for a week when they were first read are settled at once."""
RUNAWAY = LAST_DAY - timedelta(days=RUNAWAY_AGE)
BEFORE = RUNAWAY - timedelta(days=7)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acme(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, shared_charts: None
) -> AsyncIterator[Town]:
    folder, clock = tmp_path_factory.mktemp("why"), FixedClock(NOW)
    copy(migrated_sqlite, folder / "tokenmeter.db")
    world = World(7, clock.now, last_day=LAST_DAY)
    url = f"sqlite:///{folder / 'tokenmeter.db'}"
    async with town(folder / "home", url, clock, world=world, TOKENMETER_BACKFILL_DAYS="25") as built:
        built.slack.state.settings.rate_limits = False
        await built.connect_and_import(DEFAULT_KEY)
        yield built


async def why(acme: Town, person: Person, text: str, said: str, channel: str = COSTS, seen_in: str = "") -> Json:
    after = acme.slack.state.ts()
    await person.command(channel, f"/tokenmeter why {text}")
    return await person.message(seen_in or channel, said, after=after)


def moved(message: Json) -> list[tuple[Decimal, str]]:
    """How far each line went, in dollars, and whose it is."""
    [_, movers] = [block for block in message["blocks"] if block["type"] == "rich_text"]
    parts = [part for line in movers["elements"][0]["elements"] for part in line["elements"]]
    amounts = [part["text"].replace("\N{NO-BREAK SPACE}", "") for part in parts if part.get("style", {}).get("code")]
    names = [part["text"].strip() for part in parts if part.get("style", {}).get("bold")]
    dollars = [Decimal(re.sub(r"[^\d.]", "", each)) * (-1 if "▼" in each else 1) for each in amounts]
    return list(zip(dollars, names, strict=True))


def nightly(acme: Town) -> str:
    """The project of the runaway."""
    return acme.world.organization.key("nightly-eval").project


async def cost_of(acme: Town, day: date, project: str | None = None) -> Decimal:
    """What is stored of a day, in dollars."""
    by = [Dimension.PROJECT]
    figures = await Reports(acme.house.shared.database).costs_by_day(
        acme.deps.workspace, day, day + timedelta(days=1), by
    )
    kept = [each.amount for each in figures if project in (None, each.label)]
    return Decimal(sum(kept)) / NANOS


async def test_the_night_of_the_runaway_is_told_by_project_model_and_key_and_adds_up(acme: Town) -> None:
    told = await why(acme, acme.ana, f"{RUNAWAY}", "nightly-eval")
    cost, before = await cost_of(acme, RUNAWAY), await cost_of(acme, BEFORE)
    words = text_of(told["blocks"])
    assert told["ephemeral_for"] == "U0ANA"
    assert in_channel(acme, COSTS) == []
    assert f"Sun 8 Nov cost ${cost:,.2f}, ▲ " in words
    assert "on Sun 1 Nov" in words
    assert "all model o3-2025-04-16, key nightly-eval" in words
    assert sum(dollars for dollars, _ in moved(told)) == (cost - before).quantize(Decimal(1))
    dearer = await cost_of(acme, RUNAWAY, nightly(acme)) - await cost_of(acme, BEFORE, nightly(acme))
    assert moved(told)[0] == (dearer.quantize(Decimal(1)), "nightly-eval")


async def test_the_buttons_under_it_go_on_asking_the_person_alone(acme: Town) -> None:
    told = await why(acme, acme.ana, f"{RUNAWAY}", "nightly-eval")
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["Why by model"])
    by_model = await acme.ana.message(COSTS, "all project nightly-eval", after=told["ts"])
    assert by_model["ephemeral_for"] == "U0ANA"
    assert moved(by_model)[0][1] == "o3-2025-04-16"
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["Usage of nightly-eval by model"])
    usage = await acme.ana.message(acme.im(acme.ana), "project nightly-eval")
    assert headline_of(usage).startswith(f"${await cost_of(acme, RUNAWAY, nightly(acme)):,.2f}")


async def test_an_answer_with_a_change_has_a_button_that_tells_why_to_whoever_presses_it(acme: Town) -> None:
    after = acme.slack.state.ts()
    await acme.ana.command(COSTS, f"/tokenmeter usage {RUNAWAY} by model")
    answer = await acme.ana.message(COSTS, "UTC days", after=after)
    await acme.ben.click(COSTS, answer["ts"], buttons_of(answer)["Why"])
    told = await acme.ben.message(COSTS, "all model o3-2025-04-16, key nightly-eval")
    assert told["ephemeral_for"] == "U0BEN"
    await acme.ana.command(COSTS, f"/tokenmeter usage {RUNAWAY} by model in tokens")
    tokens = await acme.ana.message(COSTS, "tokens ·", after=answer["ts"])
    assert "Why" not in buttons_of(tokens)


async def test_nothing_is_told_beyond_what_somebody_may_see(acme: Town) -> None:
    await why(acme, acme.gus, f"{RUNAWAY}", "answers full members")
    await change(acme, "Members…", subject="U0BEN", choice="make", filter='project:"Search & Rank"')
    told = await why(acme, acme.ben, f"{RUNAWAY}", "Limited to project Search & Rank.")
    words = text_of(told["blocks"])
    assert "nightly-eval" not in words
    assert "o3" not in words
    project = acme.world.organization.project("Search & Rank").id
    assert f"cost ${await cost_of(acme, RUNAWAY, project):,.2f}" in words


async def test_where_people_from_outside_read_it_comes_by_dm(acme: Town) -> None:
    told = await why(acme, acme.ana, f"{RUNAWAY}", "key nightly-eval", PARTNER, acme.im(acme.ana))
    assert "ephemeral_for" not in told
    await acme.ana.message(PARTNER, "people of other organizations")


async def test_where_nothing_is_settled_it_says_what_is(acme: Town) -> None:
    told = await why(acme, acme.ana, "was yesterday so expensive?", "Nothing of yesterday is settled yet")
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["Why Mon 16 Nov"])
    await acme.ana.message(COSTS, "Mon 16 Nov cost", after=told["ts"])
    await why(acme, acme.ana, "", "Mon 16 Nov cost")


async def test_a_name_that_is_not_known_is_answered_with_questions_why(acme: Town) -> None:
    told = await why(acme, acme.ana, f"{RUNAWAY} for key:nightly", "No key of this name has been collected")
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)[f"why {RUNAWAY} for key:nightly-eval"])
    await acme.ana.message(COSTS, "Sun 8 Nov · key nightly-eval cost", after=told["ts"])
