"""The Home tab as a person sees it: this month and its chart at once, and again when something changes."""

import re
from copy import deepcopy
from datetime import timedelta
from typing import Any

from bot.composition import build
from core.questions import NotUnderstood, read_filters
from core.rights import Rule, RuleKind
from sandbox.slack.person import Person, text_of
from tests.acceptance.looking import billed_in, buttons_of, has_picture, headline_of, idle
from tests.conftest import FixedClock
from tests.town import COSTS, Town

Json = dict[str, Any]


async def opened(town: Town, person: Person) -> Json:
    """The person opens their Home tab; what is on it once nothing more comes."""
    homes = town.slack.state.homes
    before = homes[person.user]["hash"] if person.user in homes else ""
    await person.open_home()
    await person.until(lambda seen: seen["home"] and seen["home"]["hash"] != before)
    await idle(town.house)
    return deepcopy(homes[person.user])


async def limit(town: Town, person: Person, sentence: str) -> None:
    """Ana limits somebody to these filters; "" for nothing."""
    filters = read_filters(sentence) if sentence else ()
    assert not isinstance(filters, NotUnderstood)
    await town.deps.access.make(Rule(RuleKind.MEMBER, person.user, filters), "U0ANA")


async def test_somebody_sees_this_month_what_moved_and_the_connections_and_asks_on_from_there(connected: Town) -> None:
    await connected.ana.command(COSTS, "/tokenmeter budget $50000 a month to @ana")
    await connected.ana.message(COSTS, "b1")
    home = await opened(connected, connected.ana)
    text = text_of(home["blocks"])
    assert headline_of(home).endswith("· month to date")
    assert "What November will come to, we don't know yet: that takes 21 days of history" in text
    assert "🟢 *Acme production*" in text
    assert "*History*: the paid plan, which imports 20 days" in text
    assert re.search(r"\*b1\* · \$50,000 a month\n🟢 .+ \$50,000 for November", text)
    assert "Who may what" in text
    await connected.ana.click_in_view(home["id"], buttons_of(home)["By project"])
    answer = await connected.ana.message(connected.im(connected.ana), "month to date")
    assert headline_of(answer) == headline_of(home)
    await connected.ana.click_in_view(home["id"], "command-menu-a1", "alert pause a1")
    await connected.ana.message(connected.im(connected.ana), "is paused. `/tokenmeter alert resume a1` lets it go on.")


async def test_who_is_limited_sees_only_theirs_and_who_may_see_no_money_reads_so_kindly(connected: Town) -> None:
    whole = await opened(connected, connected.ben)
    await limit(connected, connected.ben, 'project:"Search & Rank"')
    theirs = await opened(connected, connected.ben)
    assert 0 < billed_in(headline_of(theirs)) < billed_in(headline_of(whole))
    assert "Limited to project Search & Rank." in text_of(theirs["blocks"])
    await limit(connected, connected.ben, "")
    text = text_of((await opened(connected, connected.ben))["blocks"])
    assert "Costs are not open to you. Ask <@U0ANA>" in text
    assert "$" not in text
    assert "month to date" not in text


async def test_it_is_published_again_for_who_opened_it_lately_when_something_changed_once_a_minute_at_most(
    connected: Town, clock: FixedClock
) -> None:
    bot = await connected.house.bots.of(connected.deps.workspace)
    assert bot is not None

    def hash_of() -> str:
        found: str = connected.slack.state.homes["U0BEN"]["hash"]
        return found

    async def published_again() -> bool:
        before = hash_of()
        # By parts that were put together anew meanwhile: a process keeps those of so many workspaces only.
        await build(connected.house.shared, bot).home.refresh()
        return hash_of() != before

    await opened(connected, connected.ben)
    assert not await published_again()
    await limit(connected, connected.ben, 'project:"Search & Rank"')
    assert not await published_again(), "within a minute"
    clock.move(timedelta(seconds=61))
    assert await published_again()
    assert "Limited to project Search & Rank." in text_of(connected.slack.state.homes["U0BEN"]["blocks"])
    assert has_picture(connected.slack.state.homes["U0BEN"])
    clock.move(timedelta(minutes=2))
    assert not await published_again(), "nothing changed"
    await limit(connected, connected.ben, "project:Web*")
    clock.move(timedelta(hours=1))
    assert not await published_again(), "too long ago"


async def test_a_chart_that_slack_does_not_show_any_more_is_drawn_again(connected: Town) -> None:
    assert has_picture(await opened(connected, connected.ana))
    connected.slack.state.files.clear()
    again = await opened(connected, connected.ana)
    [image] = [block for block in again["blocks"] if block["type"] == "image"]
    assert image["slack_file"]["id"] in connected.slack.state.files
