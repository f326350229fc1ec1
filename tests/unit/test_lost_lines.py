"""A line whose answer Slack has lost is no failure of what it tells of: that is done, and need not be done again."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError

from bot.listeners.actions.request import _asked
from bot.slack.messenger import AnswerLost, NotThere
from bot.subscriptions.subscribing import Subscribing
from core.rights import Place
from core.subscriptions import Kind, Recipient, Subscription

REFUSED = cast("Any", SlackApiError)("refused", {"error": "user_disabled"})

WHATEVER_BEFALLS_IT = pytest.mark.parametrize("befalls", [AnswerLost("TimeoutError"), NotThere("is_archived"), REFUSED])


class Losing:
    """A messenger of which nothing arrives, and which notes what it was given."""

    def __init__(self, befalls: Exception) -> None:
        self.befalls = befalls
        self.given: list[str] = []

    async def post(self, place: str, *_: object) -> None:
        self.given.append(place)
        raise self.befalls


class EverywhereOpen:
    async def place(self, channel: str) -> Place:
        return Place(channel, postable=True, shared_outside=False)


@WHATEVER_BEFALLS_IT
async def test_what_was_changed_stays_changed_and_is_said_in_the_other_channels(befalls: Exception) -> None:
    nothing, messenger = cast("Any", None), Losing(befalls)
    directory = cast("Any", EverywhereOpen())
    subscribing = Subscribing(nothing, nothing, directory, cast("Any", messenger), {}, {}, nothing)
    told = Recipient("C1"), Recipient("C2")
    made = Subscription("d1", "T1", Kind.DIGEST, 1, "U1", datetime(2026, 11, 24, tzinfo=UTC), (), "", told)
    await subscribing.announce(made, "Ana set d1")
    assert messenger.given == ["C1", "C2"]


@WHATEVER_BEFALLS_IT
async def test_a_manager_who_may_not_have_heard_keeps_no_other_from_being_asked(befalls: Exception) -> None:
    deps = cast("Any", type("Deps", (), {"messenger": Losing(befalls)}))
    assert not await _asked(deps, "U1", ("May I?", []))
