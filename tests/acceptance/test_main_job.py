"""The main job, whole, over real HTTP: connect a key, import, ask, see the answer with its chart."""

import struct
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.questions import Dimension
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import text_of
from storage.reports import Reports
from tests.conftest import FixedClock
from tests.town import COSTS, Town, town


@pytest.fixture(params=[("Socket Mode", "sqlite_url"), ("HTTP", "postgres_url")], ids=" on ".join)
async def acme(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> AsyncIterator[Town]:
    by, database = request.param
    async with town(tmp_path / "home", request.getfixturevalue(database), clock, http=by == "HTTP") as built:
        yield built


async def test_from_the_key_to_the_answer_and_every_stored_figure_is_the_sandboxs_own(
    acme: Town, clock: FixedClock
) -> None:
    await acme.connect(DEFAULT_KEY)
    connected = await acme.ana.modal("Connected")
    assert "Importing 180 days" in text_of(connected)

    first = await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)
    assert first["edited"], "the import's message became the first chart"

    await acme.ana.command(COSTS, "/tokenmeter usage last 30 days by model")
    answer = await acme.ana.message(COSTS, "last 30 days")
    today = clock.now().date()
    begins, ends = today - timedelta(days=29), today + timedelta(days=1)
    total = acme.world.total_cost(begins, ends, clock.now())
    assert answer["blocks"][0]["text"]["text"].startswith(f"${total.quantize(Decimal('0.01')):,}")

    image = next(block for block in answer["blocks"] if block["type"] == "image")
    png = acme.slack.state.files[image["slack_file"]["id"]].content
    assert struct.unpack(">II", png[16:24]) == (1600, 900)
    assert len(png) <= 40_000
    await assert_every_stored_figure_is_the_sandboxs_own(acme, clock)


async def assert_every_stored_figure_is_the_sandboxs_own(acme: Town, clock: FixedClock) -> None:
    today = clock.now().date()
    first, end = today - timedelta(days=179), today + timedelta(days=1)
    reports = Reports(acme.house.shared.database)
    stored = await reports.costs_by_day(acme.deps.workspace, first, end, [Dimension.ITEM])
    wanted: dict[tuple[object, str | None], Decimal] = {}
    for number in range(180):
        day = first + timedelta(days=number)
        for (_, item, _), amount in acme.world.costs(day, clock.now()).items():
            wanted[day, item] = wanted.get((day, item), Decimal(0)) + amount
    assert {(figure.day, figure.label) for figure in stored} == set(wanted)
    # Half a nano-dollar may be rounded away in each row.
    rows = Decimal("0.0000000005") * 200
    for figure in stored:
        assert abs(Decimal(figure.amount).scaleb(-9) - wanted[figure.day, figure.label]) <= rows
