"""Members and channels limited to a part of the costs: what they see, what they are told, and how they get more."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio

from core.rights import Decision, Rule, RuleKind, Verdict
from sandbox.slack.person import Person, text_of
from tests.acceptance.looking import Json, billed_in, buttons_of, headline_of, in_channel, line_names, option_of
from tests.acceptance.ruled import change, deeds, form_of, has_no_rule, ruled_town, save, start_over
from tests.town import COSTS, GENERAL, PARTNER, Town

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("limits"),  # one worker builds the town that they share
]

ANA, BEN = "U0ANA", "U0BEN"
RANK = 'project:"Search & Rank"'
SAID = "project Search &amp; Rank"
WEEK = "/tokenmeter usage last 7 days"
LIMITED = "Limited to project Search & Rank."


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


async def answered(town: Town, person: Person, text: str, channel: str = COSTS, seen_in: str = "") -> Json:
    """The answer to this question of this person's."""
    after = town.slack.state.ts()
    await person.command(channel, text)
    return await person.message_where(
        seen_in or channel, lambda each: each["ts"] > after and "last 7 days" in str(each["blocks"][0])
    )


async def refused(town: Town, person: Person, text: str, said: str, channel: str = COSTS) -> Json:
    after = town.slack.state.ts()
    await person.command(channel, text)
    return await person.message(channel, said, after=after)


def total(answer: Json) -> Decimal:
    return billed_in(headline_of(answer))


async def of_rank(town: Town) -> Decimal:
    """What Ana, whom nothing limits, sees of the project."""
    answer = await answered(town, town.ana, f"{WEEK} for {RANK}", GENERAL)
    assert LIMITED not in text_of(answer["blocks"])
    return total(answer)


async def limit_ben(town: Town, text: str = RANK) -> None:
    said = await change(town, "Members…", subject=BEN, choice="make", filter=text)
    assert "may ask about" in said


async def limit_costs(town: Town, text: str = RANK) -> None:
    said = await change(town, "Channels…", subject=COSTS, choice="make", filter=text)
    assert "are limited to" in said


async def test_a_limited_member_sees_that_part_everywhere_until_it_is_set_back(acme: Town) -> None:
    rank, everything = await of_rank(acme), total(await answered(acme, acme.ben, WEEK))
    assert 0 < rank < everything
    said = await change(acme, "Members…", subject=BEN, choice="make", filter=RANK)
    assert said == f"<@U0BEN> may ask about {SAID} from now on, and about nothing else."
    for text in (WEEK, f"{WEEK} by project", f"{WEEK} by key", f"{WEEK} for {RANK}"):
        answer = await answered(acme, acme.ben, text)
        assert (total(answer), LIMITED in text_of(answer["blocks"])) == (rank, True), text
    privately = await answered(acme, acme.ben, f"{WEEK} privately", seen_in=acme.im(acme.ben))
    assert total(privately) == rank
    assert line_names(await answered(acme, acme.ben, f"{WEEK} by project"))[0].startswith("Search & Rank")
    # A button under what somebody else has asked shows each what they may see.
    answer = await answered(acme, acme.ana, WEEK)
    assert total(answer) == everything
    after = acme.slack.state.ts()
    await acme.ben.click(COSTS, answer["ts"], *option_of(answer, "By project"))
    reply = await acme.ben.message_where(COSTS, lambda each: each.get("thread_ts") == answer["ts"])
    assert reply["ts"] > after
    assert total(reply) == rank

    said = await change(acme, "Members…", subject=BEN, choice="lift")
    assert said == "<@U0BEN> may ask about everything again, except other people's figures."
    assert total(await answered(acme, acme.ben, WEEK)) == everything
    assert (await deeds(acme))[-2:] == [(ANA, "limited", BEN), (ANA, "unlimited", BEN)]
    await acme.ana.open_home()
    home = text_of((await acme.ana.home("everything again"))["blocks"]).replace("\u2060", "")
    assert '<@U0ANA> limited <@U0BEN> to project:"Search &amp; Rank"' in home


async def test_what_is_not_billed_yet_is_limited_as_what_is_billed(acme: Town) -> None:
    """The whole headline is the one of whom nothing limits and who asks about that part."""
    asked = await answered(acme, acme.ana, f"/tokenmeter usage last 7 days for {RANK}", GENERAL)
    everything = await answered(acme, acme.ana, WEEK, GENERAL)
    await limit_ben(acme)
    theirs = await answered(acme, acme.ben, WEEK, GENERAL)
    amounts = [headline_of(each).split(" · ")[0] for each in (asked, everything, theirs)]
    assert "not billed yet" in amounts[2]
    assert amounts[2] == amounts[0] != amounts[1]


async def test_the_import_shows_an_owner_who_may_see_nothing_any_more_no_figure(acme: Town) -> None:
    (connection,) = await acme.deps.connections.of(acme.deps.workspace)
    posted, ts = await acme.deps.messenger.post(ANA, "Importing", [])

    async def first_chart() -> str:
        await acme.deps.answering.first_chart(connection, 10, posted, ts)
        message = await acme.ana.message_where(posted, lambda each: each["ts"] == ts)
        return str(message["blocks"])

    assert "$" in await first_chart()
    acme.slack.state.users[ANA]["is_admin"] = False
    await acme.deps.access.make(Rule(RuleKind.MEMBER, ANA), BEN)
    assert "$" not in await first_chart()
    assert "10 days are imported" in await first_chart()
    del acme.slack.state.users[ANA]
    assert await acme.deps.answering.unasked(ANA) == Decision(Verdict.MEMBERS_ONLY)


async def test_what_lies_beyond_a_limit_is_told_with_whom_to_ask_and_not_whether_it_exists(acme: Town) -> None:
    await limit_ben(acme)
    for name in ("project:Chat*", "project:nowhere"):
        told = await refused(acme, acme.ben, f"{WEEK} for {name}", "You may ask about")
        assert told["text"] == f"You may ask about {SAID}. Ask <@U0ANA>, who manages TokenMeter here."
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    im = acme.im(acme.ana)
    wish = await acme.ana.message(im, "<@U0BEN> asks you to let them ask about more. They may ask about")
    await acme.ana.click(im, wish["ts"], buttons_of(wish)["Members…"])
    form = await acme.ana.modal("Full members may ask about everything")
    assert form["blocks"][1]["element"]["initial_user"] == BEN
    assert form["blocks"][3]["element"]["initial_value"] == RANK
    assert "everything again" in await save(acme.ana, form, choice="lift", filter="")
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    await acme.ben.message(COSTS, "Nothing keeps you from that any more.")


async def test_who_may_ask_about_nothing_gets_no_figure_and_can_ask_for_some(acme: Town) -> None:
    shown = await answered(acme, acme.ben, WEEK)
    assert "may ask about nothing" in await change(acme, "Members…", subject=BEN, choice="nothing")
    before = len(in_channel(acme, COSTS))
    for text in (WEEK, f"{WEEK} privately", "/tokenmeter"):
        told = await refused(acme, acme.ben, text, "Costs are not open to you.")
        assert "Ask <@U0ANA>, who manages TokenMeter here." in told["text"]
    after = acme.slack.state.ts()
    await acme.ben.click(COSTS, shown["ts"], *option_of(shown, "By project"))
    await acme.ben.message(COSTS, "Costs are not open to you.", after=after)
    assert len(in_channel(acme, COSTS)) == before
    assert acme.slack.state.im(BEN).messages == []
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    await acme.ana.message(acme.im(acme.ana), "They may ask about nothing.")


async def test_home_tells_a_limited_member_kindly_what_they_may_ask_about(acme: Town) -> None:
    await limit_ben(acme)
    await acme.ben.open_home()
    home = await acme.ben.home("What you may ask about")
    assert f"You may ask about {SAID}. Ask <@U0ANA>" in text_of(home["blocks"])
    await acme.ben.click_in_view(home["id"], buttons_of(home)["Request"])
    await acme.ana.message(acme.im(acme.ana), "<@U0BEN> asks you to let them ask about more")
    await acme.ben.message(acme.im(acme.ben), "I have asked <@U0ANA>.")
    month = await refused(acme, acme.ben, "/tokenmeter", "month to date")
    assert LIMITED in text_of(month["blocks"])


async def test_a_limited_channel_shows_that_part_to_everybody_in_its_threads_and_buttons_too(acme: Town) -> None:
    rank, everything = await of_rank(acme), total(await answered(acme, acme.ana, WEEK, GENERAL))
    old = await answered(acme, acme.ana, WEEK)
    assert total(old) == everything
    await limit_costs(acme)
    for person in (acme.ana, acme.ben):
        assert total(await answered(acme, person, WEEK)) == rank
    # The buttons of an answer that was there before: in place for who asked it, in its thread for others.
    await acme.ben.click(COSTS, old["ts"], *option_of(old, "By project"))
    reply = await acme.ben.message_where(COSTS, lambda each: each.get("thread_ts") == old["ts"])
    assert total(reply) == rank
    await acme.ana.click(COSTS, old["ts"], *option_of(old, "By project"))
    await acme.ana.message_where(COSTS, lambda each: each["ts"] == old["ts"] and total(each) == rank)
    # Asked privately, and a button of the answer in the DM.
    im = acme.im(acme.ben)
    privately = await answered(acme, acme.ben, f"{WEEK} privately", seen_in=im)
    assert total(privately) == rank
    await acme.ben.click(im, privately["ts"], *option_of(privately, "By project"))
    await acme.ben.message_where(im, lambda each: each["ts"] == privately["ts"] and len(line_names(each)) == 1)
    # Elsewhere nothing is limited.
    assert total(await answered(acme, acme.ben, WEEK, GENERAL)) == everything
    assert "are not limited any more" in await change(acme, "Channels…", subject=COSTS, choice="lift")
    assert total(await answered(acme, acme.ben, WEEK)) == everything
    assert (await deeds(acme))[-2:] == [(ANA, "bound", COSTS), (ANA, "unbound", COSTS)]


async def test_what_lies_beyond_a_channels_limit_can_be_asked_for_and_a_manager_can_open_it(acme: Town) -> None:
    await limit_costs(acme)
    told = await refused(acme, acme.ben, f"{WEEK} for project:Chat*", "are limited to")
    assert told["text"] == f"Costs in <#C0COSTS> are limited to {SAID}. Ask <@U0ANA>, who manages TokenMeter here."
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Request"])
    im = acme.im(acme.ana)
    wish = await acme.ana.message(im, f"let more be asked in <#C0COSTS>. Costs there are limited to {SAID}.")
    await acme.ana.click(im, wish["ts"], buttons_of(wish)["Channels…"])
    form = await acme.ana.modal("What is asked in a channel can be limited")
    assert form["blocks"][1]["element"]["initial_conversation"] == COSTS
    theirs = await refused(acme, acme.ana, f"{WEEK} for project:Chat*", "In a DM with TokenMeter")
    assert list(buttons_of(theirs))[-1] == "Channels…"


async def test_a_persons_limit_and_a_channels_both_hold(acme: Town) -> None:
    await limit_ben(acme, "model:gpt-5*")
    await limit_costs(acme)
    answer = await answered(acme, acme.ben, f"{WEEK} in tokens")
    both = await answered(acme, acme.ana, f"{WEEK} in tokens for {RANK} model:gpt-5*", GENERAL)
    assert headline_of(answer).split(" · ")[0] == headline_of(both).split(" · ")[0]
    words = text_of(answer["blocks"])
    assert LIMITED in words
    assert "Limited to model gpt-5*." in words


async def test_a_shared_channel_that_is_allowed_is_limited_too(acme: Town) -> None:
    rank = await of_rank(acme)
    await change(acme, "Shared channels…", subject=PARTNER, choice="make")
    await change(acme, "Channels…", subject=PARTNER, choice="make", filter=RANK)
    assert total(await answered(acme, acme.ben, WEEK, PARTNER)) == rank


async def test_a_manager_is_not_limited_and_a_limit_waits_until_they_are_none(acme: Town) -> None:
    rank = await of_rank(acme)
    assert "Managers see everything" in await change(acme, "Members…", subject=ANA, choice="make", filter=RANK)
    await limit_ben(acme)
    await change(acme, "Managers…", subject=BEN, choice="make")
    assert total(await answered(acme, acme.ben, WEEK)) > rank
    await change(acme, "Managers…", subject=BEN, choice="lift")
    assert total(await answered(acme, acme.ben, WEEK)) == rank


async def test_a_limit_that_nothing_passes_yet_is_made_with_the_nearest_that_something_does(acme: Town) -> None:
    said = await change(acme, "Members…", subject=BEN, choice="make", filter='project:"Serch & Rank"')
    assert "Nothing that is collected matches project" in said
    assert 'Did you mean project\u2060:\u2060"Search &amp; Rank"?' in said
    await refused(acme, acme.ben, WEEK, "You may ask about project Serch")
    assert "Nothing that is collected" not in await change(acme, "Members…", subject=BEN, choice="make", filter=RANK)


async def test_a_filter_is_answered_on_its_field(acme: Town) -> None:
    form = await form_of(acme, acme.ana, "Members…")
    for typed, choice, said in [
        ("", "make", "A filter looks like this"),
        ("item:storage", "make", "Not every figure is known by item"),
        ("projekt:x", "make", "Nearest that works: project:x"),
        (RANK, "nothing", "Empty this field"),
        (RANK, "lift", "Empty this field"),
    ]:
        errors = await acme.ana.submit(form["id"], {"subject": BEN, "choice": choice, "filter": typed})
        assert list(errors) == ["filter"]
        assert said in errors["filter"]
    assert await has_no_rule(acme)
    assert f"may ask about {SAID}" in await save(acme.ana, form, subject=BEN, choice="make", filter=RANK)


@pytest.mark.parametrize("button", ["Members…", "Channels…"])
async def test_a_limit_is_not_made_by_who_stopped_being_a_manager(acme: Town, button: str) -> None:
    await change(acme, "Managers…", subject=BEN, choice="make")
    form = await form_of(acme, acme.ben, button)
    await change(acme, "Managers…", subject=BEN, choice="lift")
    subject = BEN if button == "Members…" else COSTS
    said = await save(acme.ben, form, subject=subject, choice="make", filter=RANK)
    assert said.startswith("Saying what may be asked about is for the admins")
    assert await has_no_rule(acme)
