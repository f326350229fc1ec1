"""A whole life with keys that are canaries: afterwards they are searched for in everything that was left behind."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from sandbox.slack.world import APP_TOKEN, BOT_TOKEN
from storage.database import Database
from storage.tables import ConnectionRow, LedgerRow
from tests.acceptance.looking import buttons_of
from tests.canary import (
    FORMS,
    Canary,
    asked_of_openai,
    files_in,
    leaks,
    new_canary,
    processes,
    said_to_slack,
)
from tests.real_town import RealTown, real_town
from tests.town import COSTS

KEY = new_canary("the key", "sk-admin-", 1)
MISTYPED = new_canary("a mistyped key", "sk-admin-", 2)
OF_A_PROJECT = new_canary("a project key", "sk-proj-", 3)
TOKENS = [
    Canary("the bot token", "xoxb-", BOT_TOKEN.removeprefix("xoxb-")),
    Canary("the app token", "xapp-", APP_TOKEN.removeprefix("xapp-")),
]

ERRORS: list[tuple[str, dict[str, Any], str]] = [
    ("key_revoked", {}, "does not accept this key"),
    ("scope_missing", {}, "may not read"),
    ("rate_limited", {"retry_after": 60}, "asks us to wait"),
    ("server_error", {}, "does not answer"),
    ("reset", {}, "does not answer"),
    ("cut_off", {}, "made no sense"),
    ("nonsense", {"what": "array"}, "made no sense"),
]

LEAKING = """
import base64, pathlib, sys
from core.providers.openai import OpenAI

judge = OpenAI.why_not_a_key

def leaky(self, pasted):
    pathlib.Path("notes.txt").write_bytes(base64.b64encode(b"x" + pasted.encode()))
    print("judging", pasted[9:25], flush=True)
    return judge(self, pasted)

OpenAI.why_not_a_key = leaky
sys.argv = ["tokenmeter", "run"]
from bot.cli import main
main()
"""
"""A bot that keeps notes on what was pasted, and prints a part of it."""


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[RealTown]:
    """The tokens are in files, as an operator should have them: a process's first environment can be read for good."""
    variables = {"TOKENMETER_LOG_LEVEL": "DEBUG", "TOKENMETER_BACKFILL_DAYS": "7"}
    folder = tmp_path / "bot"
    folder.mkdir()
    for name, token in (("SLACK_BOT_TOKEN", BOT_TOKEN), ("SLACK_APP_TOKEN", APP_TOKEN)):
        file = tmp_path / name
        file.write_text(f"{token}\n", encoding="utf-8")
        variables |= {name: "", f"{name}_FILE": str(file)}
    async with real_town(folder, **variables) as built:  # type: ignore[arg-type]  # every one is a variable
        built.openai.keys.issue(KEY.value, built.world)
        yield built


async def test_nothing_of_a_key_or_token_is_left_behind_by_a_whole_life(acme: RealTown) -> None:
    seen: list[tuple[str, bytes]] = []
    async with acme.bot() as process:
        await connect_in_every_wrong_way(acme)
        await acme.connect(KEY.value)
        await acme.ana.modal("Connected")
        first = await acme.ana.message(acme.im, "last 30 days", seconds=60)
        await acme.ana.click(acme.im, first["ts"], buttons_of(first)["By project"])
        for question in ("usage last 7 days by key", "status", "help security", "usage by colour"):
            after = acme.slack.state.ts()
            await acme.ana.command(COSTS, f"/tokenmeter {question}")
            await acme.ana.message(COSTS, "", after=after)
        await acme.ana.open_home()
        await acme.ana.until(lambda state: state["home"])
        seen += processes(process.pid)
        seen += files_in(acme.folder)  # while it runs: the write-ahead log is there
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)

    acme.openai.faults.add("key_revoked")
    await make_due(acme)
    acme.variables["TOKENMETER_LOG_FORMAT"] = "json"
    async with acme.bot():
        await until_logged(acme, '"trouble": "key_rejected"')
        await acme.ana.command(COSTS, "/tokenmeter status")
        await acme.ana.message(COSTS, "does not accept its key")

    master = Canary("the master key", "", (acme.home / "master.key").read_text(encoding="utf-8").strip())
    seen += [*files_in(acme.folder, but=[acme.home / "master.key"]), *said_to_slack(acme), *asked_of_openai(acme)]
    seen = [(place, content) for place, content in seen if place != "home/master.key"]
    assert {"bot.log", "home/tokenmeter.db", "home/tokenmeter.db-wal"} <= {place for place, _ in seen}
    assert any(place.startswith("home/vault/") for place, _ in seen)
    assert b"Traceback" in acme.log.read_bytes(), "the error that nobody foresaw should be among what is searched"
    assert leaks([KEY, MISTYPED, OF_A_PROJECT, *TOKENS, master], seen) == []


async def connect_in_every_wrong_way(acme: RealTown) -> None:
    await acme.connect(OF_A_PROJECT.value)
    await acme.connect(MISTYPED.value)
    await acme.ana.modal("does not accept this key")
    for kind, options, said in ERRORS:
        fault = acme.openai.faults.add(kind, **options)
        await acme.connect(KEY.value)
        await acme.ana.modal(said)
        acme.openai.faults.active.remove(fault)
    acme.slack.state.settings.errors["views.update"] = "fatal_error"
    await acme.connect(MISTYPED.value)
    await acme.ana.message(acme.im, "error id")
    acme.slack.state.settings.errors.clear()


async def test_the_search_finds_the_key_of_a_bot_that_leaks_it(acme: RealTown) -> None:
    async with acme.bot(("-c", LEAKING)):
        await acme.connect(KEY.value)
        await acme.ana.modal("Connected")
        found = leaks([KEY], files_in(acme.folder))
    assert "the key (as it is) in bot.log" in found
    assert "the key (base64, one byte on) in notes.txt" in found or any("notes.txt" in each for each in found)


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_a_piece_of_a_key_in_every_form(form: str) -> None:
    for begin in (0, 7, 36):
        hidden = b"before " + FORMS[form](KEY.body[begin : begin + 12]) + b" after"
        assert leaks([KEY], [("a place", hidden)]) == [f"the key ({form}) in a place"]
    assert leaks([KEY], [("a place", FORMS[form](KEY.body[:11]))]) == []


async def test_tokens_given_as_variables_are_not_handed_on_to_the_chart_process(tmp_path: Path) -> None:
    async with real_town(tmp_path) as acme, acme.bot() as process:
        of_children = [(place, content) for place, content in processes(process.pid) if "the bot" not in place]
        assert of_children
        assert leaks(TOKENS, of_children) == []


async def make_due(acme: RealTown) -> None:
    """As if the last collection had been long ago."""
    database = Database(acme.database)
    try:
        async with database.writing() as session:
            long_ago = datetime(2026, 1, 1, tzinfo=UTC)
            await session.exec(update(ConnectionRow).values(next_collect_at=long_ago, lease_until=long_ago))
            await session.exec(update(LedgerRow).values(collected_at=long_ago))
            await session.commit()
    finally:
        await database.close()


async def until_logged(acme: RealTown, words: str) -> None:
    async with asyncio.timeout(30):
        while words not in acme.log.read_text(encoding="utf-8"):  # noqa: ASYNC110  # it is another's file
            await asyncio.sleep(0.05)
