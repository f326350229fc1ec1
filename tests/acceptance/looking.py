"""What the acceptance tests look at: what is stored, and what stands in a message."""

import asyncio
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from bot.house import House
from storage.connections import Connections
from storage.reports import Reports
from tests.town import Town, filled

Json = dict[str, Any]


async def submit(town: Town, modal: Json, key: str, name: str = "Acme production") -> dict[str, str]:
    """Ana presses Connect; the errors under the fields."""
    return await town.ana.submit(modal["id"], filled(modal, name, key))


def key_field(modal: Json) -> Json:
    """The block with the field for the key."""
    field: Json = [block for block in modal["blocks"] if block["type"] == "input"][-1]
    return field


async def connections_of(town: Town) -> list[str]:
    """The names of what is connected."""
    return [each.name for each in await Connections(town.house.shared.database).of(town.deps.workspace)]


def kept_keys(town: Town) -> int:
    """How many files the vault holds, half-written ones too."""
    folder = town.home / "vault"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


async def idle(house: House) -> None:
    """Wait until this bot has nothing under way."""
    async with asyncio.timeout(60):
        while len(house.shared.in_flight):  # noqa: ASYNC110  # tasks come and go: there is no one event
            await asyncio.sleep(0.01)


async def assert_nothing_is_stored(town: Town) -> None:
    assert await connections_of(town) == []
    assert kept_keys(town) == 0


def in_channel(town: Town, channel: str) -> list[Json]:
    """The messages that everybody in the channel sees."""
    return [message for message in town.slack.state.channels[channel].messages if "ephemeral_for" not in message]


def buttons_of(message: Json) -> dict[str, str]:
    """The buttons of a message or view: what is written on each, and its action id."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    accessories = [block["accessory"] for block in message["blocks"] if "accessory" in block]
    buttons = [each for each in elements + accessories if each.get("type") == "button"]
    return {button["text"]["text"]: button["action_id"] for button in buttons}


def option_of(message: Json, text: str) -> tuple[str, str]:
    """The first option of a menu of this text: the menu's action id, and the option's value."""
    menus = [element for block in message["blocks"] for element in block.get("elements", []) if "options" in element]
    return next(
        (menu["action_id"], option["value"])
        for menu in menus
        for option in menu["options"]
        if option["text"]["text"] == text
    )


def chosen_in(message: Json) -> list[str]:
    """What each menu of a message stands at."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    return [each["initial_option"]["text"]["text"] for each in elements if "initial_option" in each]


def headline_of(message: Json) -> str:
    text: str = message["blocks"][0]["text"]["text"]
    return text


def billed_in(headline: str) -> Decimal:
    """The exact amount that a headline begins with."""
    found = re.match(r"(-?)\$([\d,]+\.\d\d)", headline)
    assert found is not None, headline
    return Decimal(found[1] + found[2].replace(",", ""))


async def nanos_stored(town: Town) -> int:
    """All costs that are stored, in nano-dollars."""
    reports = Reports(town.house.shared.database)
    figures = await reports.costs_by_day(town.deps.workspace, date(2020, 1, 1), date(2040, 1, 1), ())
    return sum(figure.amount for figure in figures)


def nanos_billed(town: Town, days: int) -> int:
    """What OpenAI bills by now for these days, today the last of them: each of its rows rounded as ours is."""
    now = town.world.now()
    amounts = (
        amount for age in range(days) for amount in town.world.costs(now.date() - timedelta(days=age), now).values()
    )
    return sum(int(amount.scaleb(9).to_integral_value(ROUND_HALF_EVEN)) for amount in amounts)


def has_picture(message: Json) -> bool:
    return any(block["type"] == "image" for block in message["blocks"])


def line_amounts(message: Json) -> list[Decimal]:
    """The amounts of an answer's lines, in dollars."""
    return [billed_in(part["text"].replace("\N{NO-BREAK SPACE}", "")) for part in _line_parts(message, code=True)]


def line_names(message: Json) -> list[str]:
    """What stands behind each amount of an answer's lines: the name, and its change."""
    return [part["text"].strip() for part in _line_parts(message, code=False) if part["text"].strip()]


def _line_parts(message: Json, *, code: bool) -> list[Json]:
    sections = [part for block in message["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    parts = [part for section in sections for part in section["elements"]]
    return [part for part in parts if ("style" in part) == code]
