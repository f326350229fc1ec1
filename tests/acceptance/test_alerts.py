"""Alerts: told once with their cause, answered by buttons, over when they are over."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.subscriptions.recipients import Recipients
from core.deeds import rule_made
from core.questions import Dimension, Filter
from core.rights import Decision, Rule, RuleKind
from core.subscriptions import Kind, Recipient, Subscription
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import text_of
from storage.alerts import Alerts, KeptAlert
from storage.rules import Rules
from storage.subscriptions import Subscriptions
from tests.acceptance.looking import Json, buttons_of, has_picture, headline_of, idle, in_channel, option_of
from tests.conftest import FixedClock
from tests.town import COSTS, GENERAL, Town, town

NIGHT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
"""Half an hour before a key runs away."""


@pytest.fixture
async def night(tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None) -> AsyncIterator[Town]:
    """Everything is imported, and the evening was quiet."""
    clock.set(NIGHT)
    world = World(7, clock.now, last_day=date(2026, 11, 30))
    async with town(tmp_path / "home", sqlite_url, clock, world=world, TOKENMETER_BACKFILL_DAYS="16") as built:
        await built.connect_and_import(DEFAULT_KEY)
        await idle(built.house)
        yield built


def told(town: Town, place: str, word: str = "alert") -> list[Json]:
    """The cards that the bot has posted there, or the lines in their threads."""
    messages = town.slack.state.channels[place].messages
    marked = [each for each in messages if (each.get("metadata") or {}).get("event_type") == "tokenmeter_told"]
    return [each for each in marked if each["metadata"]["event_payload"]["mark"].startswith(f"{word}:")]


async def at(town: Town, clock: FixedClock, hour: int, minute: int, day: int = 24) -> None:
    """Time passes, what is due is collected, and rules are judged."""
    clock.set(datetime(2026, 11, day, hour, minute, tzinfo=UTC))
    await town.house.hurry()
    await idle(town.house)
    await judge(town)


async def judge(town: Town) -> None:
    await town.deps.alert_defaults.set_all()
    await town.deps.alert_judging.judge_all()
    await town.deps.alert_telling.tell_all()


async def test_a_runaway_is_told_once_by_two_processes_answered_and_ended(night: Town, clock: FixedClock) -> None:
    im = night.im(night.ana)
    await night.ben.command(
        COSTS, f"/tokenmeter alert when hour > 300% of usual to <#{COSTS}|costs>, <@{night.ben.user}>"
    )
    await night.ben.message(COSTS, "is set, told to")
    await judge(night)
    assert told(night, im) == []
    clock.set(datetime(2026, 11, 24, 2, 50, tzinfo=UTC))
    await night.house.hurry()
    await idle(night.house)
    async with night.another_bot() as (house, other):
        both = (night.deps, other)
        await asyncio.gather(*(deps.alert_judging.judge_all() for deps in both))
        await asyncio.gather(*(deps.alert_telling.tell_all() for deps in both for _ in range(3)))
        await idle(house)  # it has begun to look by itself
    (card,) = told(night, im)
    assert headline_of(card).startswith("🔴 nightly-eval is spending ≈ $")
    assert "usual at this hour is under $15" in headline_of(card)
    assert (
        "Since 02:00 UTC, ≈ $57 so far (seen 02:50 UTC). Almost all o3-2025-04-16, by eval-runner (service account)."
        in text_of(card)
    )
    for place in (COSTS, night.im(night.ben)):  # a channel, and one who may see no figures by person
        (seen,) = told(night, place)
        assert "Almost all o3-2025-04-16." in text_of(seen)
        assert "eval-runner" not in text_of(seen)
    assert has_picture(card)
    assert set(buttons_of(card)) == {"Acknowledge", "This is expected", "Why", "Edit rule"}

    await night.ana.click(im, card["ts"], buttons_of(card)["Why"])
    answer = await night.ana.message(im, "24 Nov 2026 · key nightly-eval · per hour")
    assert answer["thread_ts"] == card["ts"]
    await night.ana.click(im, card["ts"], buttons_of(card)["Acknowledge"])
    line = await night.ana.message(im, "Acknowledged by Ana")
    assert line["thread_ts"] == card["ts"]
    await idle(night.house)
    (card,) = told(night, im)
    assert headline_of(card).startswith("🟡 nightly-eval is spending")
    assert "Acknowledge" not in buttons_of(card)
    await at(night, clock, 4, 50)
    await at(night, clock, 9, 30)
    (card,) = told(night, im)
    assert headline_of(card).startswith("🟢 nightly-eval was spending up to ≈ $")
    assert "Back to usual since 07:00 UTC; it came to ≈ $463" in text_of(card)
    assert [each["text"].split()[0] for each in told(night, im, "alert line")] == ["Acknowledged", "It", "Back"]
    await judge(night)
    assert len(told(night, im)) == 1
    assert len(told(night, im, "alert line")) == 3


async def test_who_judges_the_same_at_the_same_time_tells_no_dear_day_of_what_the_other_told_as_a_runaway(
    night: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    im = night.im(night.ana)
    async with night.another_bot() as (house, other):
        await idle(house)
        for rule in ("hour > 300% of usual and > $20", "day > 150% of usual and > $50 over it"):
            await night.ana.command(im, f"/tokenmeter alert when {rule} for key:nightly-eval")
        await night.ana.message(im, "`a4` when day")
        await judge(night)
        clock.set(datetime(2026, 11, 24, 6, 50, tzinfo=UTC))
        await night.house.hurry()
        await idle(night.house)
        of_rules = Alerts.of_rules

        async def overtaken(alerts: Alerts, *asked: Any) -> list[KeptAlert]:
            """The other judges everything after this one has read."""
            kept = await of_rules(alerts, *asked)
            monkeypatch.setattr(Alerts, "of_rules", of_rules)
            await other.alert_judging.judge_all()
            return kept

        monkeypatch.setattr(Alerts, "of_rules", overtaken)
        await judge(night)
    (card,) = told(night, im)
    assert "a3: hour > 300%" in text_of(card)
    assert "a4: day > 150%" not in text_of(card)


async def test_a_rule_is_set_by_a_sentence_told_in_its_channel_and_kept_in_hand(
    connected: Town, clock: FixedClock
) -> None:
    town = connected
    await judge(town)
    await town.ben.command(COSTS, f"/tokenmeter alert when hour > 500 requests to <#{COSTS}|costs>")
    made = await town.ben.message(COSTS, "is set, told to")
    assert (
        "`a3` when hour &gt; 500 requests is set, told to <#C0COSTS>. It judges what happens from now on."
        in text_of(made)
    )
    assert set(buttons_of(made)) == {"Last 90 days", "All alert rules", "Turn it off"}
    await judge(town)
    assert told(town, COSTS) == []
    await at(town, clock, 10, 40)
    (card,) = told(town, COSTS)
    assert "requests in the hour from 10:00 UTC; the limit is 500 requests" in headline_of(card)
    await town.ana.click(COSTS, card["ts"], *option_of(card, "1 hour"))
    await town.ana.message(COSTS, "until 11:40 UTC")
    await judge(town)
    assert len(told(town, COSTS, "alert line")) == 1
    await at(town, clock, 11, 50)
    assert "and it goes on" in text_of(told(town, COSTS, "alert line")[-1])
    await town.ben.command(COSTS, "/tokenmeter alert pause a3 for 2 days")
    await town.ben.message(COSTS, "is paused for 2 days")
    await town.gus.click(COSTS, card["ts"], buttons_of(card)["Acknowledge"])
    await town.gus.message(COSTS, "full members")
    await town.ben.command(COSTS, "/tokenmeter alert off a3")
    await town.ben.message(COSTS, "is off for good")
    await judge(town)
    (card,) = told(town, COSTS)
    assert headline_of(card).startswith("🟢")
    assert "a3 is off, so nobody watches this any more" in text_of(card)
    assert buttons_of(card) == {}


async def test_a_rule_is_changed_previewed_and_replayed_in_a_form(connected: Town, clock: FixedClock) -> None:
    town = connected
    await judge(town)
    await town.ana.command(COSTS, "/tokenmeter alert")
    listed = await town.ana.message(COSTS, "300% of usual and")
    assert "Told without a rule, to the connection's owner" in text_of(listed)
    await town.ana.click(COSTS, listed["ts"], buttons_of(listed)["Add an alert rule…"])
    form = await town.ana.modal("Tell when")
    assert "Say of what" in (await town.ana.submit(form["id"], {"rule": "day > 500"}))["rule"]
    await town.ana.click_in_view(form["id"], "alert-preview", values={"rule": "day > $400"})
    await town.ana.message(town.im(town.ana), "This rule would have fired")
    await town.ana.message(town.im(town.ana), "A preview: this is how you would have been told.")
    assert await town.ana.submit(form["id"], {"rule": "hour > 500 requests"}) == {}
    await town.ana.modal("is set, told to you by DM")
    await town.ana.command(COSTS, "/tokenmeter alert when hour > 900 requests")
    await town.ana.message(COSTS, "is set, told to you by DM")
    await at(town, clock, 10, 40)
    (card,) = told(town, town.im(town.ana))
    assert headline_of(card) == "🔴 2 alerts at once"
    clock.move(timedelta(minutes=1))
    await town.ana.click(town.im(town.ana), card["ts"], buttons_of(card)["Edit rule"])
    form = await town.ana.modal("Tell when")
    assert await town.ana.submit(form["id"], {"rule": "hour > 900000 requests", "channel": COSTS}) == {}
    await town.ana.modal("holds from now on, told to <#C0COSTS>, you by DM.")
    await judge(town)
    (card,) = told(town, town.im(town.ana))
    assert "was changed by Ana, so nobody watches this any more" in text_of(card)
    assert "900,000" not in text_of(card)
    assert "900K" not in text_of(card)
    assert told(town, COSTS) == []
    for to in (COSTS, ""):
        await town.ana.command(COSTS, "/tokenmeter alert edit A3")
        form = await town.ana.modal("Tell when")
        assert await town.ana.submit(form["id"], {"rule": "hour > 900000 requests", "channel": to}) == {}
        await town.ana.modal(f"holds from now on, told to {'<#C0COSTS>, ' if to else ''}you by DM.")
    await town.ana.command(COSTS, "/tokenmeter alert a3 to hour > 800000 requests")
    await town.ana.message(COSTS, "`a3` when hour &gt; 800K requests holds from now on, told to you by DM.")
    await town.ana.command(COSTS, "/tokenmeter alert edit a99")
    await town.ana.message(COSTS, "There is no such alert rule that you can change.")
    lines = [each["text"].split(" alert rule")[0] for each in in_channel(town, COSTS) if "`a3`" in each["text"]]
    assert lines == ["<@U0ANA> set an", "<@U0ANA> took the"]
    await at(town, clock, 13, 40)
    lines = [each["text"] for each in told(town, town.im(town.ana), "alert line")]
    assert any("was changed by Ana" in line for line in lines)
    assert not any("Under the limit" in line for line in lines), "it goes on; another limit ends nothing"


async def test_a_sentence_that_names_no_filters_leaves_them_as_they_are(connected: Town) -> None:
    town = connected
    await judge(town)
    await town.ana.command(COSTS, "/tokenmeter alert when day > $500 for model:o3*")
    await town.ana.message(COSTS, "is set, told to you by DM")
    for limit, further, model in (("$600", "", "o3*"), ("$700", " for model:gpt*", "gpt*")):
        await town.ana.command(COSTS, f"/tokenmeter alert a3 day > {limit}{further}")
        await town.ana.message(COSTS, f"`a3` when day &gt; {limit}")
        rules = await Subscriptions(town.house.shared.database).of(town.deps.workspace, Kind.ALERT)
        assert [each.filters for each in rules if each.name == "a3"] == [(Filter(Dimension.MODEL, model),)]


async def test_a_change_that_is_not_understood_is_offered_as_a_change(connected: Town) -> None:
    town = connected
    await judge(town)
    await town.ana.command(COSTS, "/tokenmeter alert a2 day > 600")
    asked = await town.ana.message(COSTS, "Say of what")
    await town.ana.click(COSTS, asked["ts"], buttons_of(asked)["alert a2 when day > $600"])
    await town.ana.message(COSTS, "`a2` when day &gt; $600 holds from now on")
    await town.ana.command(COSTS, "/tokenmeter alert a2 day > $700 for model:gpt-4o-mni")
    asked = await town.ana.message(COSTS, "No model of this name")
    assert all(each.startswith("alert a2 when day > $700 for model:") for each in buttons_of(asked))
    assert buttons_of(asked)


async def test_a_snooze_says_how_long_it_is_also_where_the_rule_is_yet_to_be_picked(connected: Town) -> None:
    town = connected
    await judge(town)
    await town.ana.command(COSTS, "/tokenmeter alert snooze for 2 days")
    asked = await town.ana.message(COSTS, "Which alert is meant?")
    assert set(buttons_of(asked)) == {"snooze a1 for 2 days", "snooze a2 for 2 days"}
    await town.ana.click(COSTS, asked["ts"], buttons_of(asked)["snooze a2 for 2 days"])
    await town.ana.message(COSTS, "is paused for 2 days")
    await town.ana.command(COSTS, "/tokenmeter alert snooze a1")
    await town.ana.message(COSTS, "is paused for 1 day")
    await town.ana.command(COSTS, "/tokenmeter alert pause a9 for a week")
    asked = await town.ana.message(COSTS, "There is no alert *a9* here.")
    assert set(buttons_of(asked)) == {"pause a1 for 7 days", "pause a2 for 7 days"}


async def test_what_can_wait_is_not_told_at_night_nor_beyond_what_somebody_may_see(
    connected: Town, clock: FixedClock
) -> None:
    town = connected
    await judge(town)
    im = town.im(town.ben)
    await town.ben.command(COSTS, "/tokenmeter alert when hour > 500 requests")
    await town.ben.message(COSTS, "is set, told to you by DM")
    await at(town, clock, 10, 40)  # early in the morning of New York
    assert told(town, im) == []
    await at(town, clock, 12, 10)
    assert len(told(town, im)) == 1
    lines = len(told(town, im, "alert line"))
    limit = Rule(RuleKind.MEMBER, town.ben.user, (Filter(Dimension.PROJECT, "Voice notes"),))
    await Rules(town.house.shared.database).put(town.deps.workspace, limit, rule_made(limit, "U0ANA"), clock.now())
    await town.ben.command(COSTS, "/tokenmeter alert when hour > 20 requests")
    await town.ben.message(COSTS, "is set, told to you by DM")
    await at(town, clock, 14, 40)
    (_, narrowed) = told(town, im)
    assert len(told(town, im, "alert line")) == lines
    assert 'hour > 20 requests (limited to project:"Voice notes")' in text_of(narrowed)


async def test_the_rules_of_an_owner_who_is_gone_are_told_to_the_manager_who_resumes_them(
    connected: Town, clock: FixedClock
) -> None:
    town = connected
    await judge(town)
    town.slack.state.users["U0BEN"]["is_admin"] = True
    town.slack.state.users["U0ANA"]["deleted"] = True
    await at(town, clock, 13, 40)
    im = town.im(town.ben)
    trouble = await town.ben.message(im, "`a1`")
    assert "is not told to <@U0ANA>: They are not a full member of this workspace any more." in trouble["text"]
    await town.ben.click(im, trouble["ts"], buttons_of(trouble)["Resume"])
    said = await town.ben.message(im, "goes on.")
    assert said["text"].endswith("goes on. You are told instead of <@U0ANA>.")
    rules = await Subscriptions(town.house.shared.database).of(town.deps.workspace, Kind.ALERT)
    whose = {each.name: (each.made_by, [recipient.id for recipient in each.recipients]) for each in rules}
    assert whose == {"a1": ("U0BEN", ["U0BEN"]), "a2": ("U0ANA", ["U0ANA"])}


async def test_each_time_a_channel_is_shared_outside_is_told_once(connected: Town, clock: FixedClock) -> None:
    town, im = connected, connected.im(connected.ana)
    await judge(town)
    await town.ana.command(COSTS, f"/tokenmeter alert when hour > 90000 requests to <#{COSTS}|costs>")
    await town.ana.message(COSTS, "is set, told to")
    for day, is_shared in ((24, True), (25, True), (26, False), (27, True), (28, True)):
        town.slack.state.channels[COSTS].flags["is_ext_shared"] = is_shared
        await at(town, clock, 10, 40, day)
    said = [each["text"] for each in town.slack.state.channels[im].messages if "is not told in" in each["text"]]
    assert ["People of other organizations are in that channel now" in each for each in said] == [True, True]


async def test_what_a_channel_has_muted_is_not_said_to_go_on_there(connected: Town) -> None:
    town, im = connected, connected.im(connected.ana)
    await town.ana.command(COSTS, f"/tokenmeter alert when hour > 90000 requests to <#{COSTS}|costs>, <@U0BEN>")
    await town.ana.message(COSTS, "is set, told to")
    await town.ana.command(COSTS, "/tokenmeter alert mute a3")
    await town.ana.message(COSTS, "is not told in this channel")
    await town.ana.command(im, "/tokenmeter alert resume a3")
    said = await town.ana.message(im, "goes on.")
    assert said["text"].endswith("It stays muted in <#C0COSTS>; `/tokenmeter alert resume a3` there ends that.")
    await idle(town.house)
    assert "resumed" not in town.slack.state.channels[COSTS].messages[-1]["text"]


async def test_who_cannot_be_told_keeps_nobody_else_from_hearing(
    connected: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = connected
    await judge(town)
    await town.ana.command(COSTS, f"/tokenmeter alert when hour > 500 requests to <#{COSTS}|costs>, <@U0BEN>")
    await town.ana.message(COSTS, "is set, told to")
    await at(town, clock, 10, 40)  # early in the morning of New York, where Ben is
    (card,) = told(town, COSTS)
    assert option_of(card, "Mute a3 for 1 day")[1] == "alert mute a3 for 1 day"
    files = len(town.slack.state.files)
    await town.deps.alert_telling.tell_all()
    assert len(town.slack.state.files) == files, "there is nothing new to draw"
    town.slack.state.channels[COSTS].flags["is_archived"] = True
    await town.ana.command(GENERAL, f"/tokenmeter alert when hour > 400 requests to <#{GENERAL}|general>, <@U0ANA>")
    await town.ana.message(GENERAL, "is set, told to")
    town.slack.state.channels[GENERAL].flags["is_archived"] = True
    await at(town, clock, 13, 40)
    im = town.im(town.ana)
    assert (len(told(town, im)), told(town, GENERAL)) == (1, [])
    town.slack.state.channels[GENERAL].flags.clear()
    clock.move(timedelta(minutes=11))
    await town.deps.alert_telling.tell_all()
    assert (len(told(town, im)), len(told(town, GENERAL))) == (1, 1)

    await town.ana.command(GENERAL, f"/tokenmeter alert when hour > 300 requests to <#{GENERAL}|general>")
    await town.ana.message(GENERAL, "`a5` when hour")
    clock.move(timedelta(hours=2))
    await town.house.hurry()
    await idle(town.house)
    looked_up: list[str] = []
    look_up = Recipients.now

    async def fails_once(self: Recipients, rule: Subscription, recipient: Recipient) -> Decision:
        looked_up.append(recipient.id)
        if looked_up.count(GENERAL) == 1 and recipient.id == GENERAL:
            raise RuntimeError("no answer")
        return await look_up(self, rule, recipient)

    monkeypatch.setattr(Recipients, "now", fails_once)
    with pytest.raises(ExceptionGroup):
        await town.deps.alert_judging.judge_all()
    await town.deps.alert_telling.tell_all()
    assert len(told(town, GENERAL)) == 2, "a5 is judged though a4 is not"
    looked_up.clear()
    await town.deps.alert_judging.judge_all()
    assert looked_up == [], "what was found before it failed is kept"
