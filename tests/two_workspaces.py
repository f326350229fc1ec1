"""Two workspaces of one bot, both full: what is the other's is sent as this one's admin, and looked for in all that
comes of it.

What is sent is what the bot gave the other's admin to press and to submit (buttons, menus, forms with their private
metadata), its names in commands, and its ids.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import patch

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import Connection as Transaction
from sqlalchemy import Integer, LargeBinary, Table, insert, select

from bot import composition, listeners
from bot.bots import Bot
from bot.chart_process import ChartProcess
from bot.composition import house_of
from bot.house import House
from bot.keeping import key_keeper
from bot.settings import load
from bot.shared import share
from bot.slack.bolt import new_bolt
from bot.slack.turns import Turns
from bot.views import ids
from core.alerts.figures import Cell
from core.alerts.finding import Finding
from core.alerts.life import steps
from core.connection import Connection
from core.oddities import Odd
from core.providers.contract import CostRow, Figures, Name, NameKind, Names, OwnerState, Series, UsageRow, Window
from core.providers.openai import OpenAI
from core.secret import Secret
from core.subscriptions import Kind
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack import payloads
from sandbox.slack.open_views import new_view
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import BOT_TOKEN, SIGNING_SECRET, State
from sandbox.slack.world import BETA, CLIENT_ID, CLIENT_SECRET, TEAM
from storage.alerts import Alerts
from storage.connections import Connections
from storage.database import Database
from storage.installation import installation_of
from storage.names import NameStore
from storage.rows import epoch
from storage.subscriptions import Subscriptions
from storage.tables import Table as Tables
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.conftest import NOW, FixedClock
from tests.integration.given import new_connection

Json = dict[str, Any]

ADMINS: Final = {TEAM: "U0ANA", BETA: "U0BEA"}
PLACES: Final = {TEAM: "C0COSTS", BETA: "C0SPEND"}
MARKS: Final = ("zebra", "okapi", "quagga", "kudu", "ibex", "U0BEA", "U0BOB", "C0SPEND", "7,321")
"""What stands in names, figures and places of the other workspace alone."""

SHARED: Final = {
    "installation": "which installation the database is",
    "heartbeat": "who looks for what is due",
    "chore": "when the process' own chores were done last",
    "seen_request": "ids of Slack's requests, of which each has its own",
}
"""The tables that are nobody's, and what stands there instead."""

APART: Final = timedelta(seconds=15)
"""Between two requests: who asks more often than this is made to wait."""

DAYS: Final = 40
_GIVEN: Final = {
    TEAM: ("Acme", "Search", "gpt-5", "ci", "ana@acme.example", 11),
    BETA: ("Ibex labs", "Zebra search", "okapi-5", "quagga-ci", "kudu@beta.example", 7_321),
}
_MADE: Final = (
    "digest daily at 09:00 by model for model:{model}",
    "digest weekly at 10:00",
    "budget $5000 a month for model:{model} to {me}",
    "budget $9000 a month to {me}",
    "alert when day > $500 for model:{model} to {me}",
    "alert when new model to {me}",
)
GENUINE: Final = (
    *("status", "usage 30d by model", "why 7d", "connect", "rotate {name}", "disconnect {name}", "digest list"),
    *("budget list", "alert list", "digest now d1", "usage 30d by key as table"),
    *("usage 30d by project, model", "usage 7d by user", "keys"),
)
"""What the other's admin asks, to be given things to press."""

NAMED: Final = (
    *(
        "",
        "status",
        "usage by user",
        "keys",
        "why",
        "digest",
        "export 30d as csv",
        "rotate {name}",
        "disconnect {name}",
    ),
    *('usage 30d for connection:"{name}"', 'usage 30d by key for project:"{project}"', "usage 7d for user:{user}"),
    *('why 30d for project:"{project}"', "export 7d as csv for model:{model}", "alert now a3", "budget b3 $8000"),
    *("alert snooze a3 for 2 days", "digest off d3", "pause d3", "digest now d3", "budget now b3"),
)
"""What is asked with the other's names, and with numbers that it alone has."""

_OPENERS: Final = re.compile("^(edit|add|rotate|disconnect|access|open_connect|alert-edit)")
_ALIKE: Final = 2
"""How many of what differs in its value alone."""


class TwoBots:
    def __init__(self, *bots: Bot) -> None:
        self._bots = {bot.workspace: bot for bot in bots}

    async def has(self, workspace: str) -> bool:
        return workspace in self._bots

    async def of(self, workspace: str) -> Bot | None:
        return self._bots.get(workspace)

    async def all(self) -> Sequence[str]:
        return tuple(self._bots)

    async def tend(self) -> None:
        """These tokens last."""


class Drawn:
    """Keeps what it is to draw, as text, in the place of a picture that nobody here can read."""

    def __init__(self) -> None:
        self.charts: list[str] = []

    async def draw(self, chart: object) -> bytes:
        self.charts.append(repr(chart))
        return b"\x89PNG"


@dataclass
class TwoWorkspaces:
    slack: SmallSlack
    house: House
    bolt: AsyncApp
    database: Database
    drawn: Drawn
    clock: FixedClock
    listens: list[tuple[str, Any]]
    """What is registered with Bolt: the method and what it listens to."""
    sent: set[tuple[str, str]] = field(default_factory=set)
    """What was sent: to which method's listeners, and the name that they listen to."""

    async def send(self, kind: str, what: str, payload: Json) -> str:
        """Hand it to Bolt, as one of the bot's connections does, and wait until all is done that it starts.

        The answer is what was sent, as text.
        """
        self.sent.add((kind, what))
        self.clock.move(APART)
        answer = await self.bolt.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        state = self.of(str(payload.get("team_id") or payload["team"]["id"]))
        state.received.append({"method": "acknowledged", "status": answer.status, "body": answer.body})
        while len(self.house.shared.in_flight):  # noqa: ASYNC110  # whatever that starts, too
            await asyncio.sleep(0.001)
        return json.dumps(payload, ensure_ascii=False)

    def of(self, workspace: str) -> State:
        return self.slack.state if workspace == TEAM else self.slack.beta

    def url(self, workspace: str) -> str:
        """Where an answer to one person is taken; that it belongs to nobody any more does not matter here."""
        return f"{self.slack.url}{self.of(workspace).path}/response/none"

    async def command(self, workspace: str, text: str) -> str:
        state, user = self.of(workspace), ADMINS[workspace]
        place = state.channels[PLACES[workspace]]
        payload = payloads.command(state, user, place, f"/tokenmeter {text}".strip(), self.url(workspace))
        return await self.send("command", "/tokenmeter", payload)

    async def event(self, workspace: str, kind: str, **more: object) -> str:
        state = self.of(workspace)
        event = {"type": kind, "user": ADMINS[workspace], "tab": "home", "channel": "D0", **more}
        return await self.send("event", kind, payloads.event_callback(state, event))

    async def press(self, workspace: str, action: Json, message: Json | None = None, view: Json | None = None) -> str:
        state, user = self.of(workspace), ADMINS[workspace]
        if view is not None:
            payload = payloads.view_action(state, user, _bare(new_view(state, view, user)), action)
        else:
            place = state.channels[PLACES[workspace]]
            payload = payloads.message_action(state, user, place, _posted(message or {}), action, self.url(workspace))
        return await self.send("action", action["action_id"], payload)

    async def submit(self, workspace: str, view: Json) -> str:
        """With a key that looks like one, and with people and places of the other's, where a form wants them."""
        state, user = self.of(workspace), ADMINS[workspace]
        filled = _bare(new_view(state, view, user))
        theirs = {"selected_user": ADMINS[BETA]} | dict.fromkeys(
            ("selected_conversation", "selected_channel"), PLACES[BETA]
        )
        for block in filled["state"]["values"].values():
            for action_id, entered in block.items():
                entered.update({name: value for name, value in theirs.items() if name in entered and not entered[name]})
                if action_id == ids.KEY_INPUT:
                    entered["value"] = DEFAULT_KEY
        return await self.send("view", view["callback_id"], payloads.submission(state, user, filled))

    async def live(self, workspace: str) -> list[Json]:
        """What the bot sends while its admin looks at everything and opens every form."""
        state = self.of(workspace)
        begun = len(state.received)
        for text in GENUINE:
            await self.command(workspace, said(text, workspace))
        await self.event(workspace, "app_home_opened")
        for action, message, view in few(parts(state.received[begun:])):
            if _OPENERS.search(action["action_id"]):
                await self.press(workspace, action, message, view)
        return state.received[begun:]

    async def rows(self, workspace: str) -> dict[str, list[str]]:
        """All that is stored of the workspace, by table."""

        def read(transaction: Transaction) -> dict[str, list[str]]:
            tables = [table for table in Tables.metadata.sorted_tables if table.name not in SHARED]
            return {each.name: sorted(map(repr, transaction.execute(own(each, workspace)))) for each in tables}

        return await self.database.write(read)

    def mark(self) -> tuple[int, int, int]:
        """How much has come of everything so far."""
        state = self.slack.state
        return len(state.received), len(self.drawn.charts), len(state.files)

    def since(self, mark: tuple[int, int, int]) -> str:
        """All that the bot said to Slack, uploaded there or drew in the first workspace since then."""
        state = self.slack.state
        uploads = [file.content.decode(errors="replace") for file in list(state.files.values())[mark[2] :]]
        return json.dumps([state.received[mark[0] :], self.drawn.charts[mark[1] :], uploads], ensure_ascii=False)


def own(table: Table, workspace: str) -> Any:
    """The table's rows that are the workspace's. Raises LookupError for one of which nobody has said whose they are."""
    if table.name == "workspace":
        return select(table).where(table.c.id == workspace)
    if "workspace" in table.c:
        return select(table).where(table.c.workspace == workspace)
    if "connection" in table.c:
        connection = Tables.metadata.tables["connection"]
        mine = select(connection.c.id).where(connection.c.workspace == workspace)
        return select(table).where(table.c.connection.in_(mine))
    raise LookupError(f"whose the rows of {table.name} are")


def _bare(view: Json) -> Json:
    """A view without its blocks: nothing of what stands in them is known to who sends it."""
    return view | {"blocks": [], "title": None}


def _posted(message: Json) -> Json:
    """A message with what it carries unseen, and nothing of what it says."""
    return {"ts": "1795510800.000100", "type": "message", "text": "", "blocks": []} | {
        name: message[name] for name in ("metadata",) if message.get(name)
    }


def parts(received: Sequence[Json]) -> Iterator[tuple[Json, Json | None, Json | None]]:
    """Each thing to press in what the bot sent, as an entry of `actions`, with its message or its view."""
    for call in map(_opened, received):
        view = call.get("view") if isinstance(call.get("view"), dict) else None
        for element in _elements((view or call).get("blocks") or []):
            for action in _actions(element):
                yield action, None if view else call, view


def few(
    found: Iterable[tuple[Json, Json | None, Json | None]],
) -> list[tuple[Json, Json | None, Json | None]]:
    """Of what is alike, which differs in its numbers and values, some."""
    kept: dict[str, list[tuple[Json, Json | None, Json | None]]] = {}
    values = set()
    for action, message, view in found:
        value = (action["action_id"], repr(action.get("value", action.get("selected_option"))))
        alike = kept.setdefault(re.sub("[0-9]+", "", action["action_id"]), [])
        if value not in values and len(alike) < _ALIKE:
            values.add(value)
            alike.append((action, message, view))
    return [each for alike in kept.values() for each in alike]


def forms(received: Sequence[Json]) -> Iterator[Json]:
    """Each modal that the bot opened or changed."""
    for call in map(_opened, received):
        view = call.get("view")
        if isinstance(view, dict) and view.get("callback_id"):
            yield view


def _opened(call: Json) -> Json:
    """A call's arguments, of which some are JSON in a string."""
    return {name: _value(part) for name, part in call.items()}


def _value(part: object) -> object:
    if isinstance(part, str) and part[:1] in ("{", "["):
        try:
            found: object = json.loads(part)
        except ValueError:
            return part
        return found
    return part


def _elements(blocks: object) -> Iterator[Json]:
    if isinstance(blocks, list):
        for each in blocks:
            yield from _elements(each)
    elif isinstance(blocks, dict):
        if "action_id" in blocks:
            yield blocks
        for name, part in blocks.items():
            if name != "options":
                yield from _elements(part)


def _actions(element: Json) -> Iterator[Json]:
    common = {"type": element.get("type", ""), "action_id": element["action_id"], "block_id": "b"}
    groups = [element, *element.get("option_groups", [])]
    options = [option["value"] for group in groups for option in group.get("options", [])]
    if not options:
        yield common | {"value": element.get("value", "")}
    for value in options:
        yield common | {"selected_option": {"value": value, "text": {"type": "plain_text", "text": "-"}}}


@asynccontextmanager
async def two_workspaces(folder: Path, database_url: str) -> AsyncIterator[TwoWorkspaces]:
    """Both have a connection with a month of costs and usage, digests, budgets, rules and an alert."""
    async with AsyncExitStack() as stack:
        slack = await start_slack()
        stack.push_async_callback(slack.running.close)
        for state in (slack.state, slack.beta):
            state.settings.file_delay, state.settings.file_looks, state.settings.rate_limits = 0.0, 0, False
        stack.enter_context(patch.object(composition, "Turns", partial(Turns, 1_000_000)))
        environ = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": slack.api_url,
            "OPENAI_BASE_URL": "http://127.0.0.1:9",
            "DATABASE_URL": database_url,
            "TOKENMETER_HOME": str(folder),
        }
        settings, clock, drawn = load(environ, folder), FixedClock(NOW), Drawn()
        database = Database(Secret(database_url))
        stack.push_async_callback(database.close)
        installation = await installation_of(database, "0" * 16, NOW)
        keys, vault = await stack.enter_async_context(key_keeper(settings, installation.id))
        shared = share(settings, clock, database, cast("ChartProcess", drawn), keys, vault.title)
        bots = TwoBots(
            Bot(TEAM, "Acme", Secret(BOT_TOKEN)),
            Bot(BETA, "Beta", Secret(_installed(slack, "http://127.0.0.1:9"))),
        )
        house = house_of(shared, bots, installation)
        bolt, listens = _listening(house)
        built = TwoWorkspaces(slack, house, bolt, database, drawn, clock, listens)
        for number, workspace in enumerate((TEAM, BETA), 1):
            await _fill(database, workspace, number)
            for text in (*_MADE, *(_MADE if workspace == BETA else ())):
                await built.command(workspace, said(text, workspace))
            await _fire(database, workspace)
        yield built


def _listening(house: House) -> tuple[AsyncApp, list[tuple[str, Any]]]:
    """Bolt with all our listeners, and what they listen to."""
    bolt, listens = new_bolt(house.bots.has), []

    def noted(method: str) -> Any:
        register = getattr(bolt, method)

        def note(to: Any, *more: Any) -> Any:
            listens.append((method, to))
            return register(to, *more)

        return note

    methods = ("command", "action", "view", "event", "options", "shortcut", "message", "function")
    for method in methods:
        setattr(bolt, method, noted(method))
    listeners.register(bolt, house)
    return bolt, listens


def _installed(slack: SmallSlack, back: str) -> str:
    """The bot's token in the second workspace, as its admin gives it."""
    code = slack.oauth.consent(BETA, ADMINS[BETA], back)
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    return str(slack.oauth.access("", client | {"code": code, "redirect_uri": back})["access_token"])


def said(text: str, workspace: str) -> str:
    name, project, model, _, user, _ = _GIVEN[workspace]
    return text.format(name=name, project=project, model=model, user=user, me=f"<@{ADMINS[workspace]}>")


async def _fill(database: Database, workspace: str, number: int) -> None:
    name, project, model, key, user, dollars = _GIVEN[workspace]
    await Workspaces(database).ensure(workspace, name, "paid", NOW)
    connection = await Connections(database).add(new_connection(workspace, name, number))
    await Connections(database).record_collected(connection, NOW, NOW + timedelta(days=99), (), None)
    called = (
        *(Name(NameKind.PROJECT, f"proj_{number}", project), Name(NameKind.KEY, f"key_{number}", key)),
        Name(NameKind.USER, f"user_{number}", user, email=user),
    )
    await NameStore(database).remember(connection, Names(called))
    labels = (("key", f"key_{number}"), ("model", model), ("project", f"proj_{number}"))
    first = NOW.date() - timedelta(days=DAYS)
    days = [first + timedelta(days=ago) for ago in range(DAYS + 1)]
    for endpoint in OpenAI.endpoints:
        window, nothing = Window(days[0], days[-1] + timedelta(days=1)), tuple[Series, ...]()
        figures = Figures(endpoint, window, "1d", ("key", "model", "project"), nothing)
        if endpoint.kind == "costs":
            series = (Series(endpoint.name, "tokens", "usd", (*labels, ("item", f"{model}, input"))),)
            costs = [CostRow(epoch(day), 0, dollars * 10**9, 1.0) for day in days]
            figures = Figures(endpoint, window, "1d", ("key", "item", "project"), series, costs=costs)
        elif endpoint.name == "completions":
            series = (Series(endpoint.name, "", "", (*labels, ("user", f"user_{number}"))),)
            used = [UsageRow(epoch(day), 0, 5, 1_000, 100, 10, None, None) for day in days]
            figures = Figures(endpoint, window, "1d", ("key", "model", "project", "user"), series, usage=used)
        await UsageStore(database).replace(connection, figures, NOW - timedelta(days=3))
        await UsageStore(database).replace(connection, figures, NOW)


async def _fire(database: Database, workspace: str) -> None:
    """One alert that is open, of the first rule."""
    rule = (await Subscriptions(database).of(workspace, Kind.ALERT))[0]
    (connection,) = await Connections(database).of(workspace)
    model = _GIVEN[workspace][2]
    hour = NOW - timedelta(hours=1)
    cells = {Cell(connection.id, "", None, model): 10**12}
    found = Finding(str(NOW.date()), hour, hour, 10**12, 10**11, 10**12, cells, (), "usd")
    [step] = steps([], [found], rule.uid, f"model:{model}", NOW, NOW, lambda: f"alert-{workspace}")
    await Alerts(database).add(workspace, step.alert, f"card-{workspace}", NOW)


async def fill_up(database: Database) -> None:
    """Of the other workspace a row in every table that has none yet."""
    (connection,) = await Connections(database).of(BETA)

    def fill(transaction: Transaction) -> None:
        for table in Tables.metadata.sorted_tables:
            if table.name not in SHARED and transaction.execute(own(table, BETA)).first() is None:
                transaction.execute(insert(table).values(_any_row(table, connection)))

    await database.write(fill)


def _any_row(table: Table, connection: Connection) -> Mapping[str, Any]:
    known: Json = {"workspace": BETA, "connection": connection.id}
    known |= {"oddity": {"kind": Odd.UNKNOWN.value}, "api_key": {"owner_state": OwnerState.THERE.value}}.get(
        table.name, {}
    )
    row = {}
    for column in table.columns:
        of_type = dict.fromkeys(("UtcTime",), NOW) | {"Date": NOW.date(), "Boolean": False}
        if column.name in known:
            row[column.name] = known[column.name]
        elif column is not table.autoincrement_column:
            kind = type(column.type).__name__
            number = 1 if isinstance(column.type, Integer) else None
            content = b"zebra" if isinstance(column.type, LargeBinary) else "zebra"
            row[column.name] = of_type.get(kind, number or (1.5 if kind == "Double" else content))
    return row


def listened_to(listens: Sequence[tuple[str, Any]], sent: set[tuple[str, str]]) -> list[str]:
    """What is registered with Bolt and was never sent anything."""
    return [
        f"{method} {getattr(to, 'pattern', to)}"
        for method, to in listens
        if not any(
            kind == method and (to.search(what) if isinstance(to, re.Pattern) else to == what) for kind, what in sent
        )
    ]


def found_in(text: str, but: str) -> list[str]:
    """The other workspace's marks in what came of a request, unless the request itself said them."""
    return [mark for mark in MARKS if mark.lower() in text.lower() and mark.lower() not in but.lower()]
