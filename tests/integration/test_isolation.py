"""Nothing that one workspace sends reaches, shows or changes anything of another's."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Final

import pytest
from sqlmodel import col
from structlog.testing import capture_logs

from bot.views import ids
from core.connection import Connection
from core.subscriptions import Subscription
from sandbox.slack.world import BETA, TEAM
from storage.connections import Connections
from storage.subscriptions import Subscriptions
from storage.tables import ConnectionRow
from tests.two_workspaces import (
    MARKS,
    NAMED,
    Json,
    TwoWorkspaces,
    few,
    fill_up,
    forms,
    found_in,
    listened_to,
    parts,
    said,
    two_workspaces,
)

Request = Callable[[], Awaitable[str]]


@pytest.fixture
async def two(tmp_path: Path, sqlite_url: str) -> AsyncIterator[TwoWorkspaces]:
    async with two_workspaces(tmp_path / "home", sqlite_url) as both:
        yield both


def hostile(two: TwoWorkspaces, seen: list[Json], what: str = "") -> Iterator[Request]:
    """What is the other's, as requests of this one's admin; or those of them alone that begin so."""
    for text in NAMED:
        if text.startswith(what):
            yield partial(two.command, TEAM, said(text, BETA))
    if not what:
        yield partial(two.event, TEAM, "app_home_opened", channel="C0SPEND", view={"private_metadata": "2"})
    for action, message, view in [*few(parts(seen)), *((each, None, None) for each in starmap(pressed, by_hand()))]:
        if action["action_id"].startswith(what):
            yield partial(two.press, TEAM, action, message, view)
    if not what:
        form = {"type": "modal", "callback_id": ids.CONNECT_MODAL, "private_metadata": "2", "blocks": []}
        yield partial(two.press, TEAM, pressed(ids.CONNECT_BESIDE, "2"), None, form)
    for view in {(view["callback_id"], view.get("private_metadata")): view for view in forms(seen)}.values():
        if view["callback_id"].startswith(what):
            yield partial(two.submit, TEAM, view)


def by_hand() -> Iterator[tuple[str, str]]:
    """What the bot gives nobody to press in this story, with what it would carry."""
    card = f"card-{BETA}"
    yield from ((ids.alert(deed), card) for deed in ("acknowledge", "expected"))
    yield from ((ids.alert("edit"), card), (ids.alert("snooze"), f"{card} 1h"))
    yield from (
        (ids.ALLOW_CHANNEL, "C0SPEND"),
        (ids.REQUEST, "channel C0SPEND"),
        (f"{ids.ACCESS}-x", "channel C0SPEND"),
    )
    yield ids.WEEK_START, "sunday"
    yield from ((f"{ids.ROTATE}-2", "2"), (f"{ids.DISCONNECT}-2", "2"))


def pressed(action_id: str, value: str) -> Json:
    option = {"value": value, "text": {"type": "plain_text", "text": "-"}}
    return {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "selected_option": option}


async def shown(two: TwoWorkspaces, requests: Iterator[Request]) -> list[str]:
    """What stands of the other workspace in what comes of each, where the request did not say it itself."""
    leaks = []
    for send in requests:
        mark = two.mark()
        with capture_logs() as logged:
            request = await send()
        found = found_in(two.since(mark) + repr(logged), but=request)
        leaks += [f"{', '.join(found)} in the answer to {request[:2000]}"] if found else []
    return leaks


async def test_what_the_clock_has_done_for_one_workspace_is_told_there_alone(two: TwoWorkspaces) -> None:
    """A day later: digests are due, and the other's alerts and budgets have much to tell."""
    two.clock.move(timedelta(days=1))
    told: dict[str, str] = {}
    for workspace, other in ((BETA, TEAM), (TEAM, BETA)):
        mark, calls = two.mark(), len(two.of(workspace).received)
        silent = len(two.of(other).received)
        await two.house.tasks.look_after(workspace)
        told[workspace] = str(two.of(workspace).received[calls:]) + str(two.drawn.charts[mark[1] :])
        assert len(two.of(other).received) == silent
    assert {"okapi", "7,321", "U0BEA"} <= set(found_in(told[BETA], but=""))
    assert found_in(told[TEAM], but="") == []
    assert "gpt-5" in told[TEAM]


def every_workspaces_connections(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(Connections, "of", lambda self, workspace: self.all())


def any_subscription(patched: pytest.MonkeyPatch) -> None:
    find = Subscriptions.find

    async def anywhere(self: Subscriptions, workspace: str, uid: str, *, even_off: bool = False) -> Subscription | None:
        found = await find(self, workspace, uid, even_off=even_off)
        return found or await find(self, BETA, uid, even_off=even_off)

    patched.setattr(Subscriptions, "find", anywhere)


def any_connection(patched: pytest.MonkeyPatch) -> None:
    async def anywhere(self: Connections, workspace: str, connection: int) -> Connection | None:
        return next(iter(await self._which(col(ConnectionRow.id) == connection)), None)

    patched.setattr(Connections, "find", anywhere)


BROKEN: Final[dict[Callable[[pytest.MonkeyPatch], None], str]] = {
    every_workspaces_connections: "status",
    any_subscription: "edit-",
    any_connection: "disconnect",
}
"""Builds that forget the workspace in one place, and what is sent to each."""


async def test_nothing_of_another_workspace_is_shown_or_changed_whatever_is_sent(
    two: TwoWorkspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And builds that forget the workspace are caught, in what they show and in what they change."""
    seen = await two.live(BETA)
    assert found_in(str(seen) + str(two.drawn.charts), but="") == [mark for mark in MARKS if mark != "U0BOB"]
    mark = two.mark()
    await two.live(TEAM)
    assert found_in(two.since(mark), but="") == []
    await fill_up(two.database)
    before, calls = await two.rows(BETA), len(two.slack.beta.received)
    assert [table for table, rows in before.items() if not rows] == []
    two.sent.clear()
    assert await shown(two, hostile(two, seen)) == []
    assert await two.rows(BETA) == before
    for broken, what in BROKEN.items():
        with monkeypatch.context() as patched:
            broken(patched)
            assert await shown(two, hostile(two, seen, what)) != [], broken.__name__
    assert (after := await two.rows(BETA)) != before
    for event in ("tokens_revoked", "app_uninstalled"):
        await two.event(TEAM, event, tokens={"bot": ["U0BOT"], "oauth": ["U0BEA"]})
    assert await two.rows(BETA) == after
    assert len(two.slack.beta.received) == calls
    assert listened_to(two.listens, two.sent) == []
