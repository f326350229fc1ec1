"""Connecting a key: every way it goes wrong is named where the person looks, and leaves nothing behind."""

import asyncio
import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.openai.keys import DEFAULT_KEY, USAGE
from sandbox.openai.world import World
from sandbox.slack import payloads
from sandbox.slack.person import text_of
from sandbox.slack.towards_bot import SignedHttp
from storage.connections import Connections
from tests.acceptance.conftest import DAYS
from tests.acceptance.looking import (
    assert_nothing_is_stored,
    buttons_of,
    connections_of,
    idle,
    in_channel,
    kept_keys,
    submit,
)
from tests.conftest import FixedClock
from tests.town import COSTS, Town, filled, town

UNKNOWN_KEY = "sk-admin-" + "unknown-" * 5 + "9999"
SECOND_KEY = "sk-admin-" + "another-" * 5 + "2222"


async def test_a_member_is_told_who_may_and_asks_the_managers_by_a_button_once_a_day(
    acme: Town, clock: FixedClock
) -> None:
    await acme.ben.command(COSTS, "/tokenmeter connect")
    told = await acme.ben.message(COSTS, "Connecting a key is for the admins")
    assert (await acme.ben.sees())["modal"] is None

    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    await acme.ben.message(COSTS, "I have asked <@U0ANA>")
    wish = await acme.ana.message(acme.im(acme.ana), "<@U0BEN> asks you to connect")

    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    await acme.ben.message(COSTS, "asked today already")
    assert len(in_channel(acme, acme.im(acme.ana))) == 1

    clock.move(timedelta(days=1))
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    await acme.ana.message(acme.im(acme.ana), "asks you to connect", after=wish["ts"])

    await acme.ana.click(acme.im(acme.ana), wish["ts"], buttons_of(wish)["Connect"])
    assert await acme.ana.modal("TokenMeter reads")


async def test_a_guest_gets_neither_the_form_nor_a_button(acme: Town) -> None:
    await acme.gus.command(COSTS, "/tokenmeter connect")
    told = await acme.gus.message(COSTS, "answers full members")
    assert buttons_of(told) == {}
    await acme.gus.open_home()
    home = await acme.gus.until(lambda seen: seen["home"])
    assert "answers full members" in text_of(home)
    assert buttons_of(home) == {}
    assert (await acme.gus.sees())["modal"] is None


async def test_an_appointed_manager_connects_without_being_an_admin(
    tmp_path: Path, sqlite_url: str, clock: FixedClock
) -> None:
    async with town(
        tmp_path / "home", sqlite_url, clock, TOKENMETER_MANAGERS="U0BEN", TOKENMETER_BACKFILL_DAYS="2"
    ) as acme:
        form = await acme.open_form(acme.ben)
        await acme.ben.submit(form["id"], filled(form, "Acme", DEFAULT_KEY))
        await acme.ben.modal("Connected")
        [connection] = await Connections(acme.house.shared.database).of(acme.deps.workspace)
        assert connection.owner == "U0BEN"


async def test_who_stopped_being_an_admin_with_the_form_open_connects_nothing(acme: Town) -> None:
    form = await acme.open_form(acme.ana)
    acme.slack.state.users["U0ANA"]["is_admin"] = False
    await submit(acme, form, DEFAULT_KEY)
    assert await acme.ana.modal("for the admins of this workspace")
    await assert_nothing_is_stored(acme)
    assert not acme.openai.requests, "OpenAI was asked on behalf of somebody who may not"


async def test_the_home_tabs_button_opens_the_form(acme: Town) -> None:
    await acme.ana.open_home()
    home = await acme.ana.until(lambda seen: seen["home"])
    await acme.ana.click_in_view(home["id"], buttons_of(home)["Add OpenAI API Key"])
    assert await acme.ana.modal("TokenMeter reads")


async def test_the_name_may_be_typed_behind_the_command(acme: Town) -> None:
    await acme.ana.command(COSTS, "/tokenmeter connect Acme production")
    form = await acme.ana.modal("TokenMeter reads")
    [name, _] = [block for block in form["blocks"] if block["type"] == "input"]
    assert name["element"]["initial_value"] == "Acme production"


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {DEFAULT_KEY}\n",
        f"{DEFAULT_KEY[:20]}\r\n{DEFAULT_KEY[20:]}",
        f"\ufeff{DEFAULT_KEY[:9]}\u200b{DEFAULT_KEY[9:]}",
    ],
    ids=["blanks around it", "a line break in it", "invisible characters in it"],
)
async def test_blanks_and_invisible_characters_around_a_good_key_do_not_matter(acme: Town, pasted: str) -> None:
    await acme.connect(pasted)
    assert "8 projects" not in text_of(await acme.ana.modal("Connected"))
    assert await connections_of(acme) == ["Acme production"]


async def test_the_form_that_came_back_connects_when_it_is_sent_again(acme: Town) -> None:
    fault = acme.openai.faults.add("server_error")
    form = await acme.open_form(acme.ana)
    await submit(acme, form, DEFAULT_KEY)
    back = await acme.ana.modal("does not answer")
    assert fault in acme.openai.faults.active
    acme.openai.faults.clear()
    await submit(acme, back, DEFAULT_KEY)
    assert await acme.ana.modal("Connected")
    assert await connections_of(acme) == ["Acme production"]
    assert kept_keys(acme) == 1


async def test_the_form_is_acknowledged_at_once_when_openai_takes_longer_than_slack_waits(acme: Town) -> None:
    form = await acme.open_form(acme.ana)
    acme.slack.state.settings.patience = 1.0
    acme.openai.faults.add("slow", ms=1_500)
    began = time.monotonic()
    assert await submit(acme, form, DEFAULT_KEY) == {}
    assert time.monotonic() - began < 1
    assert "Checking" in text_of((await acme.ana.sees())["modal"])
    await acme.ana.until(lambda _: True if len(acme.openai.faults.active) and acme.openai.served >= 3 else None)
    acme.openai.faults.clear()
    await acme.ana.modal("Connected", seconds=20)
    assert time.monotonic() - began >= 1.5


async def test_without_the_permission_for_names_it_is_connected_and_the_permission_is_named(acme: Town) -> None:
    acme.openai.keys.issue(SECOND_KEY, acme.world, scopes=[USAGE])
    await acme.connect(SECOND_KEY)
    words = text_of(await acme.ana.modal("Connected"))
    assert "shown by the ends of their ids" in words
    assert "`api.management.read`" in words
    await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)
    await acme.ana.command(COSTS, "/tokenmeter usage last 7 days by project")
    answer = await acme.ana.message(COSTS, "last 7 days")
    assert "project …" in text_of(answer)
    assert "proj_" not in text_of(answer)
    await acme.ana.command(COSTS, "/tokenmeter status")
    status = await acme.ana.message(COSTS, "🟢")
    assert "`api.management.read`" in text_of(status)


async def test_a_name_that_is_taken_an_organization_or_a_key_connected_twice_are_answered_kindly(acme: Town) -> None:
    other = World(8, acme.world.now)
    other_key = "sk-admin-" + "elsewhere-" * 4 + "3333"
    acme.openai.keys.issue(SECOND_KEY, acme.world)
    acme.openai.keys.issue(other_key, other)
    await acme.connect(DEFAULT_KEY)
    await acme.ana.modal("Connected")

    for key, name, said in [
        (DEFAULT_KEY, "Another name", "connected already, as *Acme production*"),
        (SECOND_KEY, "Another name", "This organization is connected already, as *Acme production*"),
        (other_key, "ACME  production", "There is a connection called *Acme production* already"),
    ]:
        await acme.connect(key, name)
        back = await acme.ana.modal(said)
        assert "🔴" not in text_of(back)
        assert await connections_of(acme) == ["Acme production"]
        assert kept_keys(acme) == 1

    await acme.connect(other_key, "Acme research")
    await acme.ana.modal("Connected")
    assert sorted(await connections_of(acme)) == ["Acme production", "Acme research"]
    assert kept_keys(acme) == 2


async def test_a_form_that_was_closed_meanwhile_is_answered_by_dm(acme: Town) -> None:
    form = await acme.open_form(acme.ana)
    slow = acme.openai.faults.add("slow", ms=400)
    await submit(acme, form, UNKNOWN_KEY)
    await acme.ana.close(form["id"])
    refused = await acme.ana.message(acme.im(acme.ana), "does not accept this key")
    assert UNKNOWN_KEY not in json.dumps(refused)

    form = await acme.open_form(acme.ana)
    await submit(acme, form, DEFAULT_KEY)
    await acme.ana.close(form["id"])
    acme.openai.faults.active.remove(slow)
    assert await acme.ana.message(acme.im(acme.ana), "🟢 Connected · Acme production")
    assert await connections_of(acme) == ["Acme production"]


async def test_the_same_submission_sent_twice_connects_once(tmp_path: Path, sqlite_url: str, clock: FixedClock) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, http=True, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as acme:
        form = await acme.open_form(acme.ana)
        values = filled(form, "Acme production", DEFAULT_KEY)
        inputs = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
        typed = {
            block_id: {element["action_id"]: {"type": element["type"], "value": values[block_id]}}
            for block_id, element in inputs.items()
        }
        payload = payloads.submission(acme.slack.state, "U0ANA", form | {"state": {"values": typed}})
        slack = SignedHttp(f"{acme.address}/slack/events", now=lambda: clock.now().timestamp())
        acknowledged = await asyncio.gather(*(slack.send("interactive", payload) for _ in range(2)))
        assert [each["response_action"] for each in acknowledged] == ["update", "update"]
        await acme.ana.modal("Connected")
        acknowledged.append(await slack.send("interactive", payload))
        await idle(acme.house)
        assert await connections_of(acme) == ["Acme production"]
        assert kept_keys(acme) == 1
        updates = [call for call in acme.slack.state.received if call["method"] == "views.update"]
        assert len(updates) == 1


async def test_a_vault_that_cannot_be_written_is_named_and_nothing_is_stored(acme: Town) -> None:
    (acme.home / "vault").write_text("a file where the folder should be", encoding="utf-8")
    await acme.connect(DEFAULT_KEY)
    assert await acme.ana.modal("could not be put into the vault")
    assert await connections_of(acme) == []


async def test_a_name_full_of_markup_is_shown_as_it_is(acme: Town) -> None:
    name = "<!channel> *bold* `code`"
    await acme.connect(DEFAULT_KEY, name)
    modal = await acme.ana.modal("Connected")
    assert "<!channel>" not in json.dumps(modal, ensure_ascii=False)
    assert await connections_of(acme) == [name]
    progress = await acme.ana.message(acme.im(acme.ana), "")
    assert "<!channel>" not in json.dumps(progress, ensure_ascii=False)
