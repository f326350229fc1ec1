"""Disconnecting, as a manager does it in Slack: asked first, done, said; and not by anybody else."""

from datetime import timedelta

import pytest

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import text_of
from storage.audit import AuditLog
from storage.connections import Connections
from storage.vault.local import LocalVault
from tests.acceptance.looking import Json, buttons_of, connections_of, kept_keys
from tests.conftest import FixedClock
from tests.town import COSTS, Town

NAME = "Acme production"


async def ask(town: Town) -> Json:
    await town.ana.command(COSTS, f"/tokenmeter disconnect {NAME.upper()}")
    return await town.ana.modal("What goes:")


async def actions(town: Town) -> list[tuple[str, str]]:
    entries = await AuditLog(town.house.shared.database).entries(town.deps.workspace)
    return [(entry.actor, entry.action) for entry in entries]


async def test_with_the_history_kept_answers_go_on_showing_it(connected: Town, clock: FixedClock) -> None:
    form = await ask(connected)
    assert DEFAULT_KEY[-4:] in text_of(form)
    await connected.ana.submit(form["id"], {})
    done = await connected.ana.modal("is disconnected")
    assert "Its history is kept" in text_of(done)
    assert kept_keys(connected) == 0
    assert await actions(connected) == [("U0ANA", "connected"), ("U0ANA", "disconnected")]

    clock.move(timedelta(days=3))
    await connected.ana.command(COSTS, "/tokenmeter usage last 7 days by model")
    answer = await connected.ana.message(COSTS, "last 7 days")
    assert "$" in answer["text"]
    assert "Not collected yet" not in text_of(answer["blocks"])
    await connected.ana.command(COSTS, "/tokenmeter status")
    status = await connected.ana.message(COSTS, "Its key is destroyed, its history is kept.")
    assert "🟢" not in text_of(status) + status["text"]
    assert "Delete its history…" in buttons_of(status)


async def test_with_the_history_deleted_nothing_of_it_is_left(connected: Town) -> None:
    form = await ask(connected)
    await connected.ana.submit(form["id"], {"history": "delete"})
    await connected.ana.modal("Its history is deleted.")
    assert await connections_of(connected) == []
    assert kept_keys(connected) == 0
    await connected.ana.command(COSTS, "/tokenmeter usage last 7 days by model")
    await connected.ana.message(COSTS, "No OpenAI account is connected.")


async def test_the_button_in_the_status_asks_the_same(connected: Town) -> None:
    await connected.ana.command(COSTS, "/tokenmeter status")
    status = await connected.ana.message(COSTS, "Connections:")
    await connected.ana.click(COSTS, status["ts"], buttons_of(status)["Disconnect…"])
    await connected.ana.modal("Disconnect Acme production?")
    assert await connections_of(connected) == [NAME]
    assert kept_keys(connected) == 1


async def test_the_home_tab_shows_managers_the_buttons_and_who_did_what(connected: Town) -> None:
    await connected.ana.open_home()
    home = await connected.ana.until(lambda seen: seen["home"])
    assert "Disconnect…" in buttons_of(home)
    assert "<@U0ANA> connected *Acme production*" in text_of(home["blocks"])
    await connected.ben.open_home()
    theirs = await connected.ben.until(lambda seen: seen["home"])
    assert "Disconnect…" not in buttons_of(theirs)
    assert "Audit log" not in text_of(theirs["blocks"])


async def test_a_member_is_told_who_may_and_can_ask_them(connected: Town) -> None:
    await connected.ben.command(COSTS, f"/tokenmeter disconnect {NAME}")
    refused = await connected.ben.message(COSTS, "Disconnecting a key is for the admins")
    await connected.ben.click(COSTS, refused["ts"], buttons_of(refused)["Request"])
    await connected.ana.message(connected.im(connected.ana), "<@U0BEN> asks you to disconnect an OpenAI account")
    assert await connections_of(connected) == [NAME]


async def test_a_right_taken_away_while_the_form_is_open_counts(connected: Town) -> None:
    form = await ask(connected)
    connected.slack.state.users["U0ANA"]["is_admin"] = False
    await connected.ana.submit(form["id"], {"history": "delete"})
    await connected.ana.modal("is for the admins of this workspace")
    assert kept_keys(connected) == 1
    assert await actions(connected) == [("U0ANA", "connected")]


async def test_a_form_whose_hidden_value_was_changed_disconnects_nothing(connected: Town) -> None:
    for forged in ("999", "-1", "1; DROP TABLE connection", "", "²"):
        form = await ask(connected)
        connected.slack.state.views[form["id"]]["private_metadata"] = forged
        await connected.ana.submit(form["id"], {})
        gone = await connected.ana.modal("is not there any more")
        await connected.ana.close(gone["id"])
    assert kept_keys(connected) == 1


async def test_an_unknown_name_is_answered_with_what_there_is(connected: Town) -> None:
    await connected.ana.command(COSTS, "/tokenmeter disconnect Acme prodution")
    which = await connected.ana.message(COSTS, "There is no connection called")
    assert list(buttons_of(which)) == [NAME]


async def test_a_vault_that_fails_is_said_and_tried_again_until_a_dm_tells_it(
    connected: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.vault import VaultError

    async def refuse(self: LocalVault, ref: str) -> None:
        raise VaultError("it does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(LocalVault, "destroy", refuse)
        form = await ask(connected)
        await connected.ana.submit(form["id"], {})
        await connected.ana.modal("the vault did not destroy its key yet")
        clock.move(timedelta(minutes=1))
        await connected.deps.disconnecting.finish_marked()
        assert kept_keys(connected) == 1
    await connected.deps.disconnecting.finish_marked()
    assert kept_keys(connected) == 0
    await connected.ana.message(connected.im(connected.ana), "is disconnected, and its key is destroyed")
    await connected.deps.disconnecting.finish_marked()
    (left,) = await Connections(connected.house.shared.database).of(connected.deps.workspace)
    assert left.secret_ref == b""


async def test_the_same_organization_connected_again_goes_on(connected: Town, clock: FixedClock) -> None:
    form = await ask(connected)
    await connected.ana.submit(form["id"], {})
    done = await connected.ana.modal("is disconnected")
    await connected.ana.close(done["id"])
    clock.move(timedelta(days=2))
    await connected.connect(DEFAULT_KEY, name="Acme again")
    await connected.ana.modal("Connected")
    assert await connections_of(connected) == ["Acme again"]
    assert kept_keys(connected) == 1
