"""Rotating a key, as a manager does it in Slack: tried, swapped, proven by a collection, the old one destroyed."""

from datetime import timedelta

import pytest

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import text_of
from storage.audit import AuditLog
from storage.connections import Connections
from storage.deliveries import Deliveries
from tests.acceptance.looking import Json, buttons_of, kept_keys, key_field
from tests.conftest import FixedClock
from tests.town import COSTS, Town

NAME = "Acme production"
NEW_KEY = "sk-admin-" + "sandbox-" * 5 + "0002"
OTHER_KEY = "sk-admin-" + "sandbox-" * 5 + "0003"


async def form_for(town: Town) -> Json:
    await town.ana.command(COSTS, f"/tokenmeter rotate {NAME}")
    return await town.ana.modal("Paste a new key for")


async def paste(town: Town, form: Json, key: str) -> dict[str, str]:
    return await town.ana.submit(form["id"], {key_field(form)["block_id"]: key})


def fields_of(modal: Json) -> list[str]:
    return [block["block_id"] for block in modal["blocks"] if block["type"] == "input"]


async def hints(town: Town) -> list[str]:
    return [each.key_hint for each in await Connections(town.house.shared.database).of(town.deps.workspace)]


async def test_the_new_key_is_proven_and_the_old_one_destroyed(connected: Town, clock: FixedClock) -> None:
    connected.openai.keys.issue(NEW_KEY, connected.world)
    clock.move(timedelta(days=80))
    form = await form_for(connected)
    assert DEFAULT_KEY[-4:] in text_of(form)
    assert await paste(connected, form, NEW_KEY) == {}
    await connected.ana.modal("has the key …0002 now")
    dm = await connected.ana.message(connected.im(connected.ana), "is read with its new key …0002", seconds=60)
    assert "The old one is destroyed" in dm["text"]

    (connection,) = await Connections(connected.house.shared.database).of(connected.deps.workspace)
    assert (connection.key_hint, connection.key_since, connection.key_proven) == ("0002", clock.now(), True)
    assert kept_keys(connected) == 1
    assert (await connected.house.shared.keys.fetch(connection)).reveal() == NEW_KEY
    entry = (await AuditLog(connected.house.shared.database).entries(connected.deps.workspace))[-1]
    assert (entry.actor, entry.action, entry.subject) == ("U0ANA", "rotated", NAME)
    assert '"key":"0002"' in entry.details
    assert '"replaced":"0001"' in entry.details


async def test_the_history_stays(connected: Town) -> None:
    """What was collected before is not fetched again, and is still there when the old key is revoked."""
    connected.openai.keys.issue(NEW_KEY, connected.world)
    await paste(connected, await form_for(connected), NEW_KEY)
    done = await connected.ana.modal("has the key …0002 now")
    await connected.ana.close(done["id"])
    await connected.ana.message(connected.im(connected.ana), "is read with its new key", seconds=60)
    connected.openai.keys.revoke(DEFAULT_KEY)
    await connected.ana.command(COSTS, "/tokenmeter status")
    status = await connected.ana.message(COSTS, "20 of 20 days")
    assert "🟢" in text_of(status)
    assert "key …0002, 0 days old" in text_of(status)


async def test_a_key_of_another_organization_is_offered_to_be_connected_beside(connected: Town) -> None:
    connected.openai.keys.issue(OTHER_KEY, World(8, connected.deps.clock.now))
    await paste(connected, await form_for(connected), OTHER_KEY)
    refused = await connected.ana.modal("This key is of another organization")
    assert OTHER_KEY not in str(refused)
    assert await hints(connected) == ["0001"]
    assert kept_keys(connected) == 1
    await connected.ana.click_in_view(refused["id"], buttons_of(refused)["Connect it beside…"])
    form = await connected.ana.until(lambda seen: seen["modal"] if len(fields_of(seen["modal"])) == 2 else None)
    await connected.ana.submit(form["id"], dict(zip(fields_of(form), ("Other", OTHER_KEY), strict=True)))
    await connected.ana.modal("Connected")
    assert await hints(connected) == ["0001", "0003"]


async def test_a_wrong_key_changes_nothing_and_can_be_tried_again(connected: Town) -> None:
    form = await form_for(connected)
    errors = await paste(connected, form, "sk-proj-" + "test-" * 8)
    assert "project key" in errors[key_field(form)["block_id"]]
    await paste(connected, form, NEW_KEY)
    again = await connected.ana.modal("OpenAI does not accept this key")
    assert NEW_KEY not in str(again)
    assert await hints(connected) == ["0001"]
    assert kept_keys(connected) == 1
    connected.openai.keys.issue(NEW_KEY, connected.world)
    await paste(connected, again, NEW_KEY)
    await connected.ana.modal("has the key …0002 now")


async def test_the_key_it_has_already_is_no_new_key(connected: Town) -> None:
    await paste(connected, await form_for(connected), DEFAULT_KEY)
    await connected.ana.modal("This is the key it has already")
    assert kept_keys(connected) == 1


async def test_a_new_key_that_is_revoked_at_once_is_told_with_the_way_out(connected: Town, clock: FixedClock) -> None:
    connected.openai.keys.issue(NEW_KEY, connected.world)
    clock.move(timedelta(hours=3))
    connected.openai.faults.add("slow", ms=300, path="/usage/")
    await paste(connected, await form_for(connected), NEW_KEY)
    await connected.ana.modal("has the key …0002 now")
    connected.openai.keys.revoke(NEW_KEY)
    dm = await connected.ana.message(connected.im(connected.ana), "refuses it now", seconds=60)
    await connected.deps.rotation.settle_all()
    connected.openai.faults.clear()
    await connected.ana.click(connected.im(connected.ana), dm["ts"], buttons_of(dm)["Rotate…"])
    await connected.ana.modal("Paste a new key for")


async def test_a_member_cannot_rotate(connected: Town) -> None:
    await connected.ben.command(COSTS, "/tokenmeter rotate")
    refused = await connected.ben.message(COSTS, "Rotating a key is for the admins")
    await connected.ben.click(COSTS, refused["ts"], buttons_of(refused)["Request"])
    await connected.ana.message(connected.im(connected.ana), "<@U0BEN> asks you to rotate a key")


async def test_a_right_taken_away_while_the_form_is_open_counts(connected: Town) -> None:
    connected.openai.keys.issue(NEW_KEY, connected.world)
    form = await form_for(connected)
    connected.slack.state.users["U0ANA"]["is_admin"] = False
    await paste(connected, form, NEW_KEY)
    await connected.ana.modal("is for the admins of this workspace")
    assert await hints(connected) == ["0001"]
    assert kept_keys(connected) == 1


async def reminders(town: Town, person: str = "U0ANA") -> list[Json]:
    im = town.slack.state.im(person)
    return [message for message in im.messages if "Make a new one under" in message["text"]]


async def test_reminders_come_14_3_and_1_days_before_once_each(connected: Town, clock: FixedClock) -> None:
    connected_at = clock.now()
    seen: list[int] = []
    for hours in range(70 * 24, 95 * 24, 6):
        clock.set(connected_at + timedelta(hours=hours))
        before = len(await reminders(connected))
        for _ in range(2):
            await connected.deps.reminding.remind_all()
        seen += [hours] * (len(await reminders(connected)) - before)
    assert seen == [76 * 24, 87 * 24, 89 * 24]
    texts = [message["text"] for message in await reminders(connected)]
    assert [text.split("old ")[1].split(".")[0] for text in texts] == ["in 14 days", "in 3 days", "tomorrow"]


async def test_a_reminders_button_opens_the_form_and_a_new_key_ends_them(connected: Town, clock: FixedClock) -> None:
    clock.move(timedelta(days=87))
    await connected.deps.reminding.remind_all()
    (reminder,) = await reminders(connected)
    im = connected.im(connected.ana)
    await connected.ana.click(im, reminder["ts"], buttons_of(reminder)["Rotate…"])
    form = await connected.ana.modal("Paste a new key for")
    connected.openai.keys.issue(NEW_KEY, connected.world)
    await paste(connected, form, NEW_KEY)
    await connected.ana.modal("has the key …0002 now")
    clock.move(timedelta(days=2))
    await connected.deps.reminding.remind_all()
    assert len(await reminders(connected)) == 1


@pytest.mark.parametrize("gone", [{"deleted": True}, {"is_admin": False}])
async def test_when_the_owner_may_not_any_more_the_managers_are_reminded(
    connected: Town, clock: FixedClock, gone: dict[str, bool]
) -> None:
    connected.slack.state.users["U0BEN"]["is_admin"] = True
    connected.slack.state.users["U0ANA"].update(gone)
    clock.move(timedelta(days=77))
    await connected.deps.reminding.remind_all()
    assert await reminders(connected, "U0BEN") == [], "it is night in New York, where Ben is"
    clock.move(timedelta(hours=4))
    await connected.deps.reminding.remind_all()
    assert len(await reminders(connected, "U0BEN")) == 1
    assert await reminders(connected) == []


async def test_a_key_that_ends_by_itself_is_reminded_of_by_its_own_date(acme: Town, clock: FixedClock) -> None:
    ends = clock.now() + timedelta(days=30)
    acme.openai.keys.issue(NEW_KEY, acme.world, expires=ends)
    await acme.connect_and_import(NEW_KEY)
    (connection,) = await Connections(acme.house.shared.database).of(acme.deps.workspace)
    assert connection.key_expires_at == ends
    clock.set(ends - timedelta(days=14))
    await acme.deps.reminding.remind_all()
    (reminder,) = await reminders(acme)
    assert "expires in 14 days" in reminder["text"]


async def test_a_reminder_that_slack_did_not_take_is_sent_later(connected: Town, clock: FixedClock) -> None:
    """Its claim is taken over after a while, also by another process."""
    clock.move(timedelta(days=77))
    (connection,) = await Connections(connected.house.shared.database).of(connected.deps.workspace)
    key = f"{connection.uid}:{int(connection.key_since.timestamp())}:14"
    await Deliveries(connected.house.shared.database).claim(
        connected.deps.workspace, "rotate reminder", key, clock.now()
    )
    await connected.deps.reminding.remind_all()
    assert await reminders(connected) == []
    clock.move(timedelta(minutes=11))
    await connected.deps.reminding.remind_all()
    assert len(await reminders(connected)) == 1
