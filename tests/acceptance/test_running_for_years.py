"""What who runs it does to the real process: tell it to stop behind a load balancer, back it up, put it back."""

import asyncio
import json
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.operating.backup import restore
from sandbox.client import new_client
from sandbox.openai.keys import DEFAULT_KEY
from storage.backup import NoCopy
from tests.real_town import OVER_HTTP, quick_bot, real_town, run_command
from tests.town import COSTS

BILLED = "SELECT sum(nanos), count(*) FROM cost_daily"
COLLECTED = "SELECT id FROM connection WHERE collected_at IS NOT NULL"


async def test_over_http_a_bot_that_is_told_to_stop_says_so_and_answers_until_it_is_let_go(tmp_path: Path) -> None:
    async with (
        real_town(tmp_path, world=None, **OVER_HTTP, TOKENMETER_LOG_FORMAT="json") as acme,
        acme.bot(quick_bot()) as process,
        new_client(timeout=5) as client,
    ):
        acme.slack.state.settings.errors["views.open"] = "internal_error"
        await acme.ana.command(COSTS, "/tokenmeter connect")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            while (ready := await client.get(f"{acme.url}/readyz")).status_code == 200:
                pass
        assert (ready.status_code, ready.text) == (503, "shutting down\n")
        assert (await client.get(f"{acme.url}/healthz")).status_code == 200
        await acme.ana.command(COSTS, "/tokenmeter help")
        await acme.ana.message(COSTS, "/tokenmeter usage")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 4.5) == 0
    lines = [json.loads(line) for line in acme.log.read_text().splitlines()]
    [failed] = [line for line in lines if line["event"] == "work failed"]
    assert failed["workspace"] == acme.slack.state.team.id
    assert failed["request"]
    assert failed["task"]
    assert failed["error_id"] in str(acme.slack.state.channels[COSTS].messages)
    assert lines[-1]["event"] == "stopped"


async def test_what_was_backed_up_while_it_ran_comes_back_when_the_disk_is_lost(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with real_town(tmp_path, TOKENMETER_BACKFILL_DAYS="3") as acme:
        database = acme.home / "tokenmeter.db"
        async with acme.bot(quick_bot()) as process, asyncio.timeout(60):
            await acme.connect(DEFAULT_KEY)
            while not look(database, COLLECTED):  # noqa: ASYNC110  # it is another's database
                await asyncio.sleep(0.05)
            status, said, _ = await run_command(acme, "backup", str(copy))
            assert (status, "Keys are not in it" in said) == (0, True)
            with pytest.raises(NoCopy, match="Stop TokenMeter first"):
                restore(acme.database, copy, datetime.now(UTC))
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 15) == 0
        before = look(database, BILLED)
        for each in acme.home.glob("tokenmeter.db*"):
            each.unlink()
        status, said, _ = await run_command(acme, "restore", str(copy))
        assert status == 0, said
        assert "1 workspace, 1 connection" in said
        assert look(database, BILLED) == before
        assert DEFAULT_KEY.encode() not in copy.read_bytes()


def look(database: Path, query: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()
