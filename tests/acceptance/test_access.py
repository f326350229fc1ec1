"""Who may what, as managers change it on the Home tab, and what changes for the others."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.views.settings import build_week_start
from sandbox.slack.person import Person, text_of
from tests.acceptance.looking import Json, buttons_of, idle, in_channel, option_of
from tests.acceptance.ruled import (
    change,
    close_all,
    deeds,
    form_of,
    has_no_rule,
    ruled_town,
    save,
    start_over,
)
from tests.town import COSTS, PARTNER, Town

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("access"),  # one worker builds the town that they share
]

ANA, BEN, GUS = "U0ANA", "U0BEN", "U0GUS"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def of_all(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, shared_charts: None
) -> AsyncIterator[Town]:
    async with ruled_town(tmp_path_factory.mktemp("ruled"), migrated_sqlite) as built:
        yield built


@pytest_asyncio.fixture(loop_scope="module")
async def acme(of_all: Town) -> Town:
    await start_over(of_all)
    return of_all


async def may_connect(town: Town, person: Person) -> bool:
    """Whether the Connect form opens for this person."""
    await close_all(person)
    after = town.slack.state.ts()
    await person.command(COSTS, "/tokenmeter connect")

    def look(seen: Json) -> bool | None:
        if seen["modal"]:
            return True
        messages = next(each["messages"] for each in seen["channels"] if each["id"] == COSTS)
        refused = [each for each in messages if each["ts"] > after and "Connecting a key is for" in each["text"]]
        return False if refused else None

    return await person.until(look)


async def test_a_manager_appoints_another_who_counts_everywhere_at_once(acme: Town) -> None:
    assert not await may_connect(acme, acme.ben)
    said = await change(acme, "Managers…", subject=BEN, choice="make")
    assert said == "<@U0BEN> manages TokenMeter from now on."
    assert await may_connect(acme, acme.ben)
    await close_all(acme.ben)
    await acme.ben.open_home()
    home = text_of((await acme.ben.home("Audit log"))["blocks"])
    assert "appointed here: <@U0BEN>" in home
    assert "<@U0ANA> made <@U0BEN> a manager" in home
    # He may take the right from himself, as there is an admin.
    assert "does not manage TokenMeter any more" in await save(
        acme.ben, await form_of(acme, acme.ben, "Managers…"), subject=BEN, choice="lift"
    )
    assert not await may_connect(acme, acme.ben)
    await acme.ben.open_home()
    theirs = await acme.ben.until(lambda seen: None if "Audit log" in str(seen["home"]) else seen["home"])
    assert "Who may what" not in text_of(theirs["blocks"])
    assert (await deeds(acme))[-2:] == [(ANA, "appointed", BEN), (BEN, "dismissed", BEN)]


@pytest.mark.parametrize(
    ("subject", "choice", "said"),
    [
        (ANA, "make", "as an admin or owner of this workspace"),
        (ANA, "lift", "That ends with the role in Slack, not here."),
        (GUS, "make", "is no full member of this workspace"),
        ("U0BOT", "make", "is no full member of this workspace"),
        ("U0NOBODY", "make", "nobody like that"),
        ("<!channel>", "lift", "<@&lt;!channel&gt;> was not appointed"),
        (BEN, "lift", "was not appointed. Nothing was changed."),
    ],
)
async def test_who_cannot_be_appointed_or_dismissed(acme: Town, subject: str, choice: str, said: str) -> None:
    before = await deeds(acme)
    assert said in (await change(acme, "Managers…", subject=subject, choice=choice)).replace("\u2060", "")
    assert await deeds(acme) == before


async def test_the_last_manager_cannot_be_dismissed(acme: Town) -> None:
    await change(acme, "Managers…", subject=BEN, choice="make")
    acme.slack.state.users[ANA]["is_admin"] = False
    said = await save(acme.ben, await form_of(acme, acme.ben, "Managers…"), subject=BEN, choice="lift")
    assert "is the last one who manages TokenMeter" in said
    assert await may_connect(acme, acme.ben)


async def test_an_appointed_manager_who_left_can_be_taken_off(acme: Town) -> None:
    await change(acme, "Managers…", subject=BEN, choice="make")
    acme.slack.state.users[BEN]["deleted"] = True
    assert "does not manage TokenMeter any more" in await change(acme, "Managers…", subject=BEN, choice="lift")


async def test_a_right_taken_away_while_a_form_is_open_counts(acme: Town) -> None:
    await change(acme, "Managers…", subject=BEN, choice="make")
    managers = await form_of(acme, acme.ben, "Managers…")
    await change(acme, "Managers…", subject=BEN, choice="lift")
    assert "is for the admins of this workspace" in await save(acme.ben, managers, subject=BEN, choice="make")
    assert not await may_connect(acme, acme.ben)
    assert (await deeds(acme))[-1] == (ANA, "dismissed", BEN)
    assert await has_no_rule(acme)


@pytest.mark.parametrize("kind", ["", "everything", "manager U0BEN", "²"])
async def test_a_form_whose_hidden_value_was_changed_does_nothing(
    acme: Town, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acme.slack.state.settings, "patience", 0.3)  # the form has no answer to wait for
    form = await form_of(acme, acme.ana, "Managers…")
    acme.slack.state.views[form["id"]]["private_metadata"] = kind
    errors = await acme.ana.submit(form["id"], {"subject": BEN, "choice": "make"})
    assert "We had some trouble" in str(errors)
    assert await has_no_rule(acme)


async def ask_in_partner(town: Town, person: Person, said: str) -> Json:
    after = town.slack.state.ts()
    await person.command(PARTNER, "/tokenmeter usage last 7 days by model")
    return await person.message(PARTNER, said, after=after)


async def test_a_shared_channel_is_silent_until_a_manager_allows_it_and_again_when_they_withdraw_it(
    acme: Town,
) -> None:
    hint = await ask_in_partner(acme, acme.ana, "until a manager of TokenMeter allows it")
    assert in_channel(acme, PARTNER) == []
    await acme.ana.click(PARTNER, hint["ts"], buttons_of(hint)["Allow figures there"])
    await acme.ana.message(PARTNER, "Figures may be posted in <#C0PARTNER> from now on.")
    answer = await ask_in_partner(acme, acme.ben, "last 7 days")
    assert answer in in_channel(acme, PARTNER)
    await acme.ana.open_home()
    assert "but in <#C0PARTNER>" in text_of((await acme.ana.home("but in"))["blocks"])

    said = await change(acme, "Shared channels…", subject=PARTNER, choice="lift")
    assert said == "No figures are posted in <#C0PARTNER> any more. What stands there already stays."
    before = len(in_channel(acme, PARTNER))
    await ask_in_partner(acme, acme.ben, "The answer is in your DM.")
    # Nor do the buttons of the answer that stands there.
    await acme.ben.click(PARTNER, answer["ts"], *option_of(answer, "By project"))
    await idle(acme.house)
    assert len(in_channel(acme, PARTNER)) == before
    assert (await deeds(acme))[-2:] == [(ANA, "allowed", PARTNER), (ANA, "forbidden", PARTNER)]


async def test_a_member_asks_for_a_shared_channel_and_the_manager_is_led_to_the_form(acme: Town) -> None:
    hint = await ask_in_partner(acme, acme.ben, "The answer is in your DM.")
    assert list(buttons_of(hint)) == ["Request"]
    await acme.ben.click(PARTNER, hint["ts"], buttons_of(hint)["Request"])
    await acme.ben.message(PARTNER, "I have asked <@U0ANA>.")
    im = acme.im(acme.ana)
    wish = await acme.ana.message(im, "<@U0BEN> asks you to let figures be posted in <#C0PARTNER>")
    await acme.ana.click(im, wish["ts"], buttons_of(wish)["Shared channels…"])
    form = await acme.ana.modal("no figures are posted until a manager allows it")
    assert form["blocks"][1]["element"]["initial_conversation"] == PARTNER
    assert "from now on" in await save(acme.ana, form)
    await ask_in_partner(acme, acme.ben, "last 7 days")
    # It is given: a button that stands there still rings nobody.
    await acme.ben.click(PARTNER, hint["ts"], buttons_of(hint)["Request"])
    await acme.ben.message(PARTNER, "Nothing keeps you from that any more.")


@pytest.mark.parametrize("value", ["C0PARTNER", "C0COSTS", "C0LEADS", "C0NOWHERE", "", "<!channel>"])
async def test_a_button_that_a_member_has_forged_allows_nothing(acme: Town, value: str) -> None:
    """Ben presses a manager's button, with whatever value."""
    forged = {"type": "button", "action_id": "allow_channel", "text": {"type": "plain_text", "text": "x"}}
    await acme.ben.command(COSTS, "/tokenmeter connect")
    refused = await acme.ben.message(COSTS, "Connecting a key is for")
    kept: list[Any] = acme.slack.state.channels[COSTS].messages
    message = next(each for each in kept if each["ts"] == refused["ts"])
    message["blocks"][-1]["elements"] = [{**forged, "value": value}]
    await acme.ben.click(COSTS, refused["ts"], "allow_channel")
    await acme.ben.message(COSTS, "Letting figures be posted in a channel that is shared outside is for the admins")
    assert await has_no_rule(acme)


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (COSTS, "is not shared with another organization"),
        ("C0LEADS", "TokenMeter does not see that channel"),
        ("C0NOWHERE", "TokenMeter does not see that channel"),
        ("D0BEN", "Choose a channel."),
    ],
)
async def test_only_a_channel_that_is_shared_can_be_allowed(acme: Town, channel: str, said: str) -> None:
    acme.im(acme.ben)
    assert said in await change(acme, "Shared channels…", subject=channel, choice="make")
    assert await has_no_rule(acme)


async def test_a_request_counts_for_the_day_only_once_a_manager_was_reached(acme: Town) -> None:
    acme.slack.state.users[ANA]["deleted"] = True
    await acme.ben.command(COSTS, "/tokenmeter connect")
    refused = await acme.ben.message(COSTS, "Connecting a key is for")

    async def press(said: str) -> None:
        after = acme.slack.state.ts()
        await acme.ben.click(COSTS, refused["ts"], buttons_of(refused)["Request"])
        await acme.ben.message(COSTS, said, after=after)

    await press("I could not reach any manager")
    acme.slack.state.users[ANA]["deleted"] = False
    await press("I have asked <@U0ANA>.")
    await press("They were asked today already.")
    assert sum("asks you to connect" in each["text"] for each in acme.slack.state.im(ANA).messages) == 1


async def test_a_request_that_fails_underway_can_be_made_again(acme: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(without: str = "") -> list[str]:
        raise ConnectionError

    await acme.ben.command(COSTS, "/tokenmeter connect")
    refused = await acme.ben.message(COSTS, "Connecting a key is for")
    with monkeypatch.context() as patched:
        patched.setattr(type(acme.deps.directory), "managers", lambda self: fail())
        await acme.ben.click(COSTS, refused["ts"], buttons_of(refused)["Request"])
        await acme.ben.message(COSTS, "Something went wrong")
    await acme.ben.click(COSTS, refused["ts"], buttons_of(refused)["Request"])
    await acme.ben.message(COSTS, "I have asked <@U0ANA>.")


async def test_who_sees_which_keys_need_a_look(acme: Town) -> None:
    """Managers with people's names, members without; who may ask about a part only, and guests, see none of them."""

    async def keys(person: Person, channel: str = COSTS) -> str:
        after = acme.slack.state.ts()
        await person.command(channel, "/tokenmeter keys")
        return text_of(await person.message(channel, "", after=after))

    for person, people in ((acme.ana, True), (acme.ben, False)):
        said = await keys(person)
        assert "6 of 26 keys need a look" in said
        assert "quentin-notebook" in said
        assert ("Quentin Dubois" in said) == people
        assert "@" not in said.replace("\u2060", "")
    assert not in_channel(acme, COSTS)
    assert "full members" in await keys(acme.gus)
    await acme.ana.command(COSTS, "/tokenmeter status")
    assert "6 keys need a look: `/tokenmeter keys`" in text_of(await acme.ana.message(COSTS, "last read"))
    await change(acme, "Members…", subject=BEN, choice="make", filter="project:Data*")
    refused = await keys(acme.ben)
    assert "Keys are listed for who may ask about everything. You may ask about" in refused
    assert "quentin-notebook" not in refused
    await change(acme, "Channels…", subject=COSTS, choice="make", filter="project:Data*")
    refused = await keys(acme.ana)
    assert "Costs in <#C0COSTS> are limited to" in refused
    assert "quentin-notebook" not in refused


async def test_managers_say_on_which_day_weeks_start_and_everybody_reads_the_same_week(acme: Town) -> None:
    async def this_week(person: Person) -> str:
        after = acme.slack.state.ts()
        await person.command(COSTS, "/tokenmeter usage this week")
        answer = await person.message(COSTS, "UTC days", after=after)
        return str(answer["blocks"][-3]["elements"][0]["text"]).partition(",")[0]

    await acme.ana.open_home()
    home = await acme.ana.home("First day of the week")
    menu = next(each for block in home["blocks"] if "initial_option" in (each := block.get("accessory") or {}))
    assert menu["initial_option"]["value"] == "Monday"
    assert await this_week(acme.ben) == "23–24 Nov"
    await acme.ana.click_in_view(home["id"], menu["action_id"], "Sunday")
    assert "weeks to Sunday" in text_of((await acme.ana.home("changed the first day of"))["blocks"])
    assert [await this_week(each) for each in (acme.ana, acme.ben)] == ["22–24 Nov"] * 2


async def test_a_menu_of_weeks_that_a_member_has_forged_changes_nothing(acme: Town) -> None:
    before = await acme.deps.workspaces.week_start(acme.deps.workspace)
    menu = build_week_start(before)[0]["accessory"]
    await acme.ben.command(COSTS, "/tokenmeter connect")
    refused = await acme.ben.message(COSTS, "Connecting a key is for")
    message = next(each for each in acme.slack.state.channels[COSTS].messages if each["ts"] == refused["ts"])
    message["blocks"][-1]["elements"] = [menu]
    await acme.ben.click(COSTS, refused["ts"], menu["action_id"], "Saturday")
    await acme.ben.message(COSTS, "Saying on which day weeks start is for the admins")
    assert await acme.deps.workspaces.week_start(acme.deps.workspace) is before
