"""What things cost: list prices, the organization's discount, tiers, and a price that falls within a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

DISCOUNT: Final = Decimal("0.0435")
"""What the organization has agreed with the provider, on everything that is priced by the token."""

CHEAPER_MODEL: Final = "gpt-5-mini-2025-08-07"
CHEAPER_BY: Final = Decimal("0.2")

_HALF: Final = Decimal("0.5")
_TIERS: Final = {"default": Decimal(1), "priority": Decimal(2), "flex": _HALF}
_MILLION: Final = Decimal(10) ** 6


@dataclass(frozen=True, slots=True)
class Model:
    """Dollars for a million tokens of each kind; a kind that is absent is never used. `items` names its line items."""

    name: str
    per_million: Mapping[str, Decimal]
    items: Mapping[str, str]


_CLASSIC: Final = {
    "fresh": "input",
    "cached": "cached input",
    "output": "output",
    "audio_in": "audio input",
    "audio_out": "audio output",
}
_NEWER: Final = {
    "fresh": "input_tokens",
    "cached": "cached_input_tokens",
    "written": "cache_write_tokens",
    "output": "output_tokens",
}


def _model(name: str, items: Mapping[str, str] = _CLASSIC, /, **per_million: str) -> Model:
    prices = {kind: Decimal(price) for kind, price in per_million.items()}
    return Model(name, prices, {kind: f"{name}, {items[kind]}" for kind in prices})


MODELS: Final = {
    model.name: model
    for model in (
        _model("gpt-4o-2024-08-06", fresh="2.5", cached="1.25", output="10"),
        _model("gpt-4o-mini-2024-07-18", fresh="0.15", cached="0.075", output="0.6"),
        _model("gpt-4.1-2025-04-14", fresh="2", cached="0.5", output="8"),
        _model("gpt-4.1-mini-2025-04-14", fresh="0.4", cached="0.1", output="1.6"),
        _model("o3-2025-04-16", fresh="2", cached="0.5", output="8"),
        _model("o4-mini-2025-04-16", fresh="1.1", cached="0.275", output="4.4"),
        _model("gpt-5-2025-08-07", fresh="1.25", cached="0.125", output="10"),
        _model("gpt-5-mini-2025-08-07", fresh="0.25", cached="0.025", output="2"),
        _model("gpt-5-nano-2025-08-07", fresh="0.05", cached="0.005", output="0.4"),
        _model("gpt-5.1-2025-11-13", fresh="1.25", cached="0.125", output="10"),
        _model("gpt-realtime-2025-08-28", fresh="4", cached="0.4", output="16", audio_in="32", audio_out="64"),
        _model("gpt-6-astra", _NEWER, fresh="3", cached="0.3", written="3.75", output="15"),
        _model("text-embedding-3-large", fresh="0.13"),
        _model("text-embedding-3-small", fresh="0.02"),
        _model("omni-moderation-latest"),
    )
}


def cheaper_from(newest: date) -> date:
    """The day on which CHEAPER_MODEL's price falls: the last eleventh of a month at least 16 days before `newest`."""
    day = newest - timedelta(days=16)
    while day.day != 11:
        day -= timedelta(days=1)
    return day


def per_token(model: Model, kind: str, day: date, cheaper: date, *, batch: bool, tier: str) -> Decimal:
    """Dollars for one token, exactly, discount included. `cheaper` is the first day of the lower price."""
    price = model.per_million[kind] / _MILLION * (1 - DISCOUNT) * (_HALF if batch else _TIERS[tier])
    return price * (1 - CHEAPER_BY) if model.name == CHEAPER_MODEL and day >= cheaper else price


@dataclass(frozen=True, slots=True)
class Counted:
    """How something that is not counted in tokens is billed."""

    item: str
    unit: str | None
    """The bill's."""
    price: Decimal
    """Dollars for one of the bill's units."""
    in_unit: int = 1
    """How many of the usage's units are one of the bill's."""
    by_requests: bool = False
    """Whether requests are billed, whatever else is counted."""


_IMAGES: Final = {
    "gpt-image-1": Counted("gpt-image-1", "images", Decimal("0.042")),
    "gpt-image-1-mini": Counted("gpt-image-1-mini", "images", Decimal("0.011")),
}
_TOOLS: Final = {
    "audio_speeches": Counted("tts-1", "characters", Decimal("0.000015")),
    "audio_transcriptions": Counted("whisper-1", "duration_minutes", Decimal("0.006"), 60),
    "vector_stores": Counted("vector storage", "gibibyte_hours", Decimal("0.00416"), 2**30),
    "code_interpreter_sessions": Counted("code interpreter sessions", None, Decimal("0.03")),
    "file_search_calls": Counted("file search tool calls", None, Decimal("0.0025"), by_requests=True),
    "web_search_calls": Counted("web search tool calls", None, Decimal("0.01"), by_requests=True),
}


def counted(endpoint: str, model: str) -> Counted:
    """How what is not counted in tokens is billed."""
    return _IMAGES[model] if endpoint == "images" else _TOOLS[endpoint]


CREDIT_ITEM: Final = "service credit"
CREDIT_EVERY: Final = 46
"""Days from one credit to the next."""
