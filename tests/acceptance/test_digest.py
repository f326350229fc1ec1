"""Digests: set by a sentence, posted once in their time, edited once when their days have settled."""

import asyncio
import re
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.digests.posting import Digests
from core.questions import Dimension, Filter
from core.rights import Rule, RuleKind
from core.subscriptions import Kind
from sandbox.slack.person import text_of
from storage.due import Due
from storage.subscriptions import Subscriptions
from tests.acceptance.looking import Json, buttons_of, has_picture, headline_of, idle, in_channel, option_of
from tests.conftest import FixedClock
from tests.town import COSTS, GENERAL, LEADS, Town

DAILY = "/tokenmeter digest daily at 09:00 in Europe/Berlin"


def posted(town: Town, channel: str, word: str = "digest") -> list[Json]:
    """What the bot has posted there that is a digest."""
    messages = town.slack.state.channels[channel].messages
    marked = [each for each in messages if (each.get("metadata") or {}).get("event_type") == "tokenmeter_told"]
    return [each for each in marked if each["metadata"]["event_payload"]["mark"].startswith(f"{word}:")]


async def set_digest(town: Town, said: str = DAILY, channel: str = COSTS) -> str:
    await town.ana.command(channel, said)
    message = await town.ana.message(channel, "is set, in")
    return text_of(message)


async def at(town: Town, clock: FixedClock, when: datetime, *, collecting: bool = True) -> None:
    """Time passes, what is due is collected, and what is due is posted."""
    clock.move(when - clock.now())
    if collecting:
        await town.house.hurry()
        await idle(town.house)
    await town.deps.digests.post_due()


def nine_in_berlin(clock: FixedClock, days: int = 1) -> datetime:
    """In so many days."""
    return datetime.combine((clock.now() + timedelta(days=days)).date(), time(8), tzinfo=UTC)


async def test_a_digest_is_posted_once_by_two_processes_and_edited_once(connected: Town, clock: FixedClock) -> None:
    said = await set_digest(connected)
    assert "The first one comes on Wed 25 Nov at 09:00 Europe/Berlin (Wed 25 Nov 08:00 UTC), about 24 Nov" in said
    (line,) = [each["text"] for each in in_channel(connected, COSTS)]
    assert line.startswith("<@U0ANA> set a digest here: `d1` daily at")
    nine = nine_in_berlin(clock)
    await at(connected, clock, nine - timedelta(minutes=1))
    assert posted(connected, COSTS) == []
    async with connected.another_bot() as (_, other):
        await at(connected, clock, nine)
        await asyncio.gather(*(deps.digests.post_due() for deps in (connected.deps, other) for _ in range(3)))
        await connected.ana.message(COSTS, "November so far $")
    (digest,) = posted(connected, COSTS)
    words = text_of(digest)
    assert "Tue 24 Nov $" in words
    assert "November so far $" in words
    assert "d1 · Wed 25 Nov, 09:00 Europe/Berlin" in words
    assert has_picture(digest)
    assert set(buttons_of(digest)) == {"Ask", "Why", "Table and CSV in thread", "Settings"}
    await at(connected, clock, nine_in_berlin(clock, days=2))
    await connected.deps.digests.settle_all()
    assert "edited" not in posted(connected, COSTS)[0]
    await at(connected, clock, nine_in_berlin(clock))
    await connected.deps.digests.settle_all()
    settled = posted(connected, COSTS)[0]
    assert headline_of(settled).startswith("Tue 24 Nov $")
    assert "not billed yet" not in headline_of(settled)
    before = settled["edited"]
    clock.move(timedelta(hours=1))
    await connected.deps.digests.settle_all()
    assert [each.get("edited") for each in posted(connected, COSTS)] == [before, None, None]


async def test_what_was_posted_before_a_change_stays_as_it_is(connected: Town, clock: FixedClock) -> None:
    await set_digest(connected)
    await at(connected, clock, nine_in_berlin(clock))
    clock.move(timedelta(hours=1))
    await connected.ana.command(COSTS, f"{DAILY.replace('digest', 'digest d1')} by model")
    await connected.ana.message(COSTS, "by model")
    await idle(connected.house)
    for days in (2, 1):
        await at(connected, clock, nine_in_berlin(clock, days))
        await connected.deps.digests.settle_all()
    assert [each.get("edited") for each in posted(connected, COSTS)] == [None, None, None]


async def test_those_that_show_the_same_share_a_picture_until_slack_refuses_it(
    connected: Town, clock: FixedClock
) -> None:
    for said, channel in (("", COSTS), (" by model", COSTS), ("", GENERAL)):
        await set_digest(connected, DAILY + said, channel)
    for later in ("09:15", "09:30"):
        await set_digest(connected, DAILY.replace("09:00", later), GENERAL)
    await idle(connected.house)
    files, nine = connected.slack.state.files, nine_in_berlin(clock)
    before = set(files)
    await at(connected, clock, nine - timedelta(minutes=1))
    await at(connected, clock, nine, collecting=False)
    here, elsewhere = ([file_of(each) for each in posted(connected, channel)] for channel in (COSTS, GENERAL))
    assert set(here) == set(files) - before
    assert len(set(here)) == 2
    [shared] = elsewhere
    assert shared in here

    del files[shared]
    for minutes in (15, 30):
        await at(connected, clock, nine + timedelta(minutes=minutes), collecting=False)
    _, refused, anew = posted(connected, GENERAL)
    assert not has_picture(refused)
    assert file_of(anew) in files.keys() - before - set(here)


def file_of(message: Json) -> str:
    """The picture's."""
    [file] = [block["slack_file"]["id"] for block in message["blocks"] if block["type"] == "image"]
    return str(file)


async def test_it_is_muted_resumed_and_turned_off_by_buttons_that_say_who_did_it(
    connected: Town, clock: FixedClock
) -> None:
    await set_digest(connected)
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    (digest,) = posted(connected, COSTS)
    await connected.ben.click(COSTS, digest["ts"], *option_of(digest, "Mute for 1 day"))
    await connected.ben.message(COSTS, "is paused for 1 day")
    await idle(connected.house)
    assert "<@U0BEN> paused the digest for 1 day" in in_channel(connected, COSTS)[-1]["text"]
    await at(connected, clock, nine_in_berlin(clock) - timedelta(minutes=10), collecting=False)
    assert len(posted(connected, COSTS)) == 1
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    assert len(posted(connected, COSTS)) == 2, "it goes on by itself"
    assert "Not posted" not in text_of(posted(connected, COSTS)[-1]), "a mute is no failure"
    await connected.ben.command(COSTS, "/tokenmeter digest")
    listed = await connected.ben.message(COSTS, "to <#C0COSTS>")
    await connected.ben.click(COSTS, listed["ts"], buttons_of(listed)["Off"])
    await connected.ben.message(COSTS, "is off for good")
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    assert len(posted(connected, COSTS)) == 2


async def test_after_a_week_asleep_one_is_posted_and_says_which_were_not(connected: Town, clock: FixedClock) -> None:
    await set_digest(connected)
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    await at(connected, clock, nine_in_berlin(clock, days=7) + timedelta(hours=3))
    await connected.deps.digests.post_due()
    assert len(posted(connected, COSTS)) == 2
    late = text_of(posted(connected, COSTS)[-1])
    assert "posted 3\u00a0h late" in late
    assert "Not posted: 3 earlier, Sun 29 Nov, Mon 30 Nov, Tue 1 Dec." in late


async def test_what_keeps_it_from_its_channel_is_told_once_to_who_set_it(connected: Town, clock: FixedClock) -> None:
    await set_digest(connected)
    connected.slack.state.channels[COSTS].flags["is_archived"] = True
    for _ in range(2):
        await at(connected, clock, nine_in_berlin(clock), collecting=False)
    told = [each for each in connected.slack.state.im("U0ANA").messages if "is not told in" in each["text"]]
    assert len(told) == 1
    assert "That channel is archived." in told[0]["text"]
    connected.slack.state.channels[COSTS].flags.clear()
    await at(connected, clock, clock.now() + timedelta(minutes=11), collecting=False)
    (goes_on,) = posted(connected, COSTS)
    assert "Wed 25 Nov." in text_of(goes_on), "the day on which it was not posted"
    connected.slack.state.channels[COSTS].flags["is_ext_shared"] = True
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    assert len(posted(connected, COSTS)) == 1, "figures do not leave the organization"
    told = [each for each in connected.slack.state.im("U0ANA").messages if "is not told in" in each["text"]]
    assert "People of other organizations are in that channel now" in told[-1]["text"]


async def test_a_manager_who_resumes_it_in_a_limited_channel_takes_it_over(connected: Town, clock: FixedClock) -> None:
    await connected.ben.command(COSTS, DAILY)
    await connected.ben.message(COSTS, "is set, in")
    limit = Rule(RuleKind.CHANNEL, COSTS, (Filter(Dimension.PROJECT, "Voice notes"),))
    await connected.deps.access.make(limit, "U0ANA")
    await at(connected, clock, nine_in_berlin(clock), collecting=False)
    im = connected.im(connected.ben)
    assert connected.slack.state.im("U0BEN").messages == [], "it is night in New York, where Ben is"
    await at(connected, clock, nine_in_berlin(clock, days=0) + timedelta(hours=5), collecting=False)
    trouble = await connected.ben.message(im, "A manager can resume it. Ask <@U0ANA>, who manages TokenMeter here.")
    lines = len(in_channel(connected, COSTS))
    await connected.ben.click(im, trouble["ts"], buttons_of(trouble)["Resume"])
    said = await connected.ben.message(im, "cannot go on")
    assert "It is not told in <#C0COSTS>: A manager of TokenMeter has limited that channel;" in said["text"]
    await idle(connected.house)
    assert len(in_channel(connected, COSTS)) == lines, "it is not said to be resumed where it is not"
    await connected.ana.command(COSTS, "/tokenmeter digest resume d1")
    assert (await connected.ana.message(COSTS, "goes on."))["text"].endswith("goes on.")
    await connected.ana.command(COSTS, "/tokenmeter digest")
    listed = await connected.ana.message(COSTS, "to <#C0COSTS>")
    assert "to <#C0COSTS> · set by <@U0ANA>" in text_of(listed), "nothing is said to keep it from there"
    await connected.deps.digests.post_due()
    assert "Limited to project Voice notes." in text_of(posted(connected, COSTS)[-1])


async def test_the_form_shows_a_preview_and_sets_what_it_says(connected: Town, clock: FixedClock) -> None:
    await connected.ben.command(GENERAL, "/tokenmeter digest list")
    empty = await connected.ben.message(GENERAL, "No digests yet")
    await connected.ben.click(GENERAL, empty["ts"], buttons_of(empty)["Add a digest…"])
    form = await connected.ben.modal("What was spent since the one before")
    typed = {"place": GENERAL, "cadence": "weekly", "day": "tuesday", "zone": "auckland", "split": "model"}
    await connected.ben.click_in_view(form["id"], "preview", values=typed)
    preview = await connected.ben.message(connected.im(connected.ben), "preview")
    assert has_picture(preview)
    assert await connected.ben.submit(form["id"], {**typed, "zone": "Mars"}) == {
        "zone": "This is no time zone. Europe/Berlin is one, and so are Berlin and UTC."
    }
    assert set(await connected.ben.submit(form["id"], {**typed, "filter": "project"})) == {"filter"}
    people = await connected.ben.submit(form["id"], {**typed, "filter": "user:ana@acme.example"})
    assert people["filter"].startswith("A digest names no people")
    assert await connected.ben.submit(form["id"], {**typed, "filter": "for model:gpt-*", "wait": ""}) == {}
    await connected.ben.modal("weekly on tuesday at")
    await idle(connected.house)
    assert "<@U0BEN> set a digest here" in in_channel(connected, GENERAL)[-1]["text"]


async def test_who_may_not_have_it_posted_there_reads_why(connected: Town) -> None:
    await connected.ben.command(LEADS, DAILY)
    assert "/invite @TokenMeter" in text_of(await connected.ben.message(LEADS, "cannot see"))
    await connected.gus.command(COSTS, DAILY)
    await connected.gus.message(COSTS, "full members")
    await connected.ana.command(COSTS, "/tokenmeter digest dayly at nine")
    wrong = await connected.ana.message(COSTS, "“dayly”")
    assert "digest daily at nine" not in buttons_of(wrong)
    await connected.ana.command(COSTS, "/tokenmeter digest dayly at 9")
    wrong = await connected.ana.message(COSTS, "“dayly”", after=wrong["ts"])
    await connected.ana.click(COSTS, wrong["ts"], buttons_of(wrong)["digest daily at 9"])
    await connected.ana.message(COSTS, "is set, in")


async def test_it_is_changed_by_a_sentence_or_the_form_and_within_the_rights_of_who_does(connected: Town) -> None:
    await set_digest(connected)
    await connected.ben.command(COSTS, "/tokenmeter digest d1 weekdays at 10:00 by model")
    await connected.ben.message(COSTS, "weekdays at")
    await idle(connected.house)
    line = in_channel(connected, COSTS)[-1]["text"]
    assert "<@U0BEN> changed the digest `d1` daily at" in line
    assert "It is now `d1` weekdays at" in line
    (changed,) = await Subscriptions(connected.house.shared.database).of(connected.deps.workspace, Kind.DIGEST)
    assert (changed.made_by, changed.name) == ("U0BEN", "d1")
    await connected.ben.command(COSTS, "/tokenmeter digest list")
    listed = await connected.ben.message(COSTS, "to <#C0COSTS>")
    await connected.ben.click(COSTS, listed["ts"], buttons_of(listed)["Edit…"])
    form = await connected.ben.modal("What was spent since the one before")
    await connected.ben.submit(form["id"], {"cadence": "weekly", "day": "friday", "split": "key"})
    await connected.ben.modal("weekly on friday at")
    await connected.ben.command(COSTS, "/tokenmeter digest d7 daily")
    await connected.ben.message(COSTS, "There is no digest *d7* here")


async def test_who_changes_one_reads_when_it_comes_next(connected: Town, clock: FixedClock) -> None:
    await set_digest(connected)
    await at(connected, clock, nine_in_berlin(clock))
    clock.move(timedelta(hours=1))
    await connected.ana.command(COSTS, "/tokenmeter digest d1 at 14:00")
    await connected.ana.message(COSTS, "The first one comes on Thu 26 Nov at 14:00")  # one was posted today
    await connected.ana.command(COSTS, "/tokenmeter digest pause d1")
    await connected.ana.message(COSTS, "is paused")
    await connected.ana.command(COSTS, "/tokenmeter digest d1 at 15:00")
    said = text_of(await connected.ana.message(COSTS, "It is paused: `/tokenmeter digest resume d1` lets it go on."))
    assert "The first one" not in said


async def test_the_channel_that_it_leaves_is_told_so_and_not_what_it_says_elsewhere(connected: Town) -> None:
    await set_digest(connected)
    await connected.ana.command(COSTS, "/tokenmeter digest list")
    listed = await connected.ana.message(COSTS, "to <#C0COSTS>")
    await connected.ana.click(COSTS, listed["ts"], buttons_of(listed)["Edit…"])
    form = await connected.ana.modal("What was spent since the one before")
    assert await connected.ana.submit(form["id"], {"place": GENERAL, "filter": "project:Search*"}) == {}
    await connected.ana.modal("is set, in <#C0GENERAL>")
    await idle(connected.house)
    left = in_channel(connected, COSTS)[-1]["text"]
    assert left.startswith("<@U0ANA> took the digest `d1` daily at")
    assert "Search" not in left
    assert in_channel(connected, GENERAL)[-1]["text"].startswith("<@U0ANA> set a digest here: `d1` daily at")


async def test_one_that_is_late_waits_for_the_morning_of_who_wanted_it_by_day(
    connected: Town, clock: FixedClock
) -> None:
    dm = connected.im(connected.ana)
    await set_digest(connected)
    await set_digest(connected, DAILY, dm)
    night = nine_in_berlin(clock) + timedelta(hours=18)
    await at(connected, clock, night)
    assert (len(posted(connected, COSTS)), len(posted(connected, dm))) == (1, 0)
    await at(connected, clock, night + timedelta(hours=4, minutes=30))
    (late,) = posted(connected, dm)
    assert "late" in text_of(late)


async def test_one_that_falls_due_while_somebody_looks_is_posted_at_once(
    connected: Town, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_digest(connected)
    due, post_due = Due(connected.house.shared.database), Digests.post_due

    async def slowly(digests: Digests) -> None:
        await post_due(digests)
        clock.move(timedelta(seconds=5))

    clock.move(nine_in_berlin(clock) - timedelta(seconds=2) - clock.now())
    monkeypatch.setattr(Digests, "post_due", slowly)
    await connected.house.tasks.look_after(connected.deps.workspace)
    assert posted(connected, COSTS) == []
    assert await due.looks(clock.now(), 1) == [connected.deps.workspace]
    await connected.house.tasks.look_after(connected.deps.workspace)
    assert len(posted(connected, COSTS)) == 1
    assert await due.looks(clock.now(), 1) == []


async def test_a_change_that_is_not_understood_is_offered_as_a_change(connected: Town) -> None:
    await set_digest(connected, f'{DAILY} for project:"Voice notes"')
    await connected.ana.command(COSTS, "/tokenmeter digest d1 dayly at 10:00")
    wrong = await connected.ana.message(COSTS, "“dayly”")
    await connected.ana.click(COSTS, wrong["ts"], buttons_of(wrong)["digest d1 daily at 10:00"])
    await connected.ana.message(COSTS, "daily at 10:00")
    (changed,) = await Subscriptions(connected.house.shared.database).of(connected.deps.workspace, Kind.DIGEST)
    assert changed.filters == (Filter(Dimension.PROJECT, "Voice notes"),)


async def test_one_that_comes_by_dm_is_changed_by_its_form_and_still_does(connected: Town) -> None:
    dm = connected.im(connected.ana)
    await connected.ana.command(dm, DAILY)
    await connected.ana.message(dm, "is set, in")
    await connected.ana.command(dm, "/tokenmeter digest list")
    listed = await connected.ana.message_where(dm, lambda each: "Edit…" in buttons_of(each))
    await connected.ana.click(dm, listed["ts"], buttons_of(listed)["Edit…"])
    form = await connected.ana.modal("What was spent since the one before")
    assert await connected.ana.submit(form["id"], {"cadence": "weekly", "day": "friday"}) == {}
    await connected.ana.modal("weekly on friday at")
    (changed,) = await Subscriptions(connected.house.shared.database).of(connected.deps.workspace, Kind.DIGEST)
    assert [each.id for each in changed.recipients] == ["U0ANA"]


@pytest.mark.parametrize("said", ["daily by user", "daily for user:ana@acme.example"])
async def test_no_digest_names_people(connected: Town, said: str) -> None:
    await connected.ana.command(COSTS, f"/tokenmeter digest {said}")
    await connected.ana.message(COSTS, "A digest names no people")


async def test_shown_in_a_limited_channel_it_keeps_within_the_limit(connected: Town, clock: FixedClock) -> None:
    await set_digest(connected)
    await set_digest(connected, f'{DAILY} for project:"Voice notes"', GENERAL)
    await connected.ben.command(GENERAL, "/tokenmeter digest now d2")
    part = await connected.ben.message(GENERAL, "preview")
    assert "OpenAI's limit" not in text_of(part), "a part is not what it limits"
    await connected.ben.command(COSTS, "/tokenmeter digest now d1")
    whole = await connected.ben.message(COSTS, "preview")
    assert "OpenAI's limit $20,000" in text_of(whole)
    limit = Rule(RuleKind.CHANNEL, COSTS, (Filter(Dimension.PROJECT, "Voice notes"),))
    await connected.deps.access.make(limit, "U0ANA")
    await connected.ben.command(COSTS, "/tokenmeter digest now d1")
    shown = await connected.ben.message(COSTS, "preview", after=whole["ts"])
    assert "Limited to project Voice notes." in text_of(shown)
    assert "OpenAI's limit" not in text_of(shown), "it tells how large the whole is"


async def test_its_budget_is_told_of_the_days_that_its_month_is_told_of(connected: Town, clock: FixedClock) -> None:
    """Today's usage, of which the month's line knows nothing yet, is not in the budget's percents either."""
    await set_digest(connected)
    await connected.ana.command(COSTS, "/tokenmeter budget $100 a month")
    await connected.ana.message(COSTS, "`b1`")
    await connected.ben.command(COSTS, "/tokenmeter digest now d1")
    said = text_of(await connected.ben.message(COSTS, "of budget b1"))
    told = re.search(
        r"November so far \$([\d,.]+) \+ ≈ \$([\d,.]+) not billed yet · ([\d,]+)\s% of budget b1 \(\$100\)", said
    )
    assert told is not None, said
    billed, about, percent = (float(each.replace(",", "")) for each in told.groups())
    assert abs(billed + about - percent) < 2
