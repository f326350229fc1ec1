"""What a question can split by, narrow down and count."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.figures import Counted
from core.grain import Grain


class Dimension(StrEnum):
    MODEL = "model"
    PROJECT = "project"
    KEY = "key"
    USER = "user"
    """Who called: a person, or a service account."""
    CONNECTION = "connection"
    PROVIDER = "provider"
    ITEM = "item"
    """A line of the bill."""
    TIER = "tier"
    """How fast it was served: "default", "flex", "priority", "batch"."""
    KIND = "kind"
    """Which of the provider's services was used: "completions", "embeddings"."""


class Measure(StrEnum):
    COST = "cost"
    TOKENS = "tokens"
    REQUESTS = "requests"
    PER_TOKENS = "cost per 1M tokens"
    PER_REQUEST = "cost per request"
    CACHE_RATE = "cache rate"
    """What share of the tokens that were read came from the provider's cache."""
    BATCH_SHARE = "batch share"
    """What share of the tokens was sent in batches, as far as that is told apart."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One count for each so many of another. Rates do not add up: that of a whole is the ratio of its sums."""

    over: Measure | Counted
    under: Counted
    times: int = 1
    """How many of `under` it is for."""


RATES: Final = {
    Measure.PER_TOKENS: Rate(Measure.COST, Counted.TOKENS, 10**6),
    Measure.PER_REQUEST: Rate(Measure.COST, Counted.REQUESTS),
    Measure.CACHE_RATE: Rate(Counted.CACHED, Counted.READ),
    Measure.BATCH_SHARE: Rate(Counted.BATCHED, Counted.BATCHABLE),
}
"""The measures that are rates, and of what. All others are sums."""
COSTLY: Final = frozenset({Measure.COST, Measure.PER_TOKENS, Measure.PER_REQUEST})
"""The measures that are told by bills."""

MEASURES: Final = {
    **{measure.value.lower(): measure for measure in Measure},
    **dict.fromkeys(("cost", "costs"), Measure.COST),
    **dict.fromkeys(("token",), Measure.TOKENS),
    **dict.fromkeys(("request",), Measure.REQUESTS),
    **{
        f"{cost}per {tokens}": Measure.PER_TOKENS
        for cost in ("", "cost ", "costs ", "price ")
        for tokens in ("1m tokens", "million tokens", "token", "tokens")
    },
    **{
        f"{cost}per {request}": Measure.PER_REQUEST
        for cost in ("", "cost ", "costs ", "price ")
        for request in ("request", "requests", "call", "calls")
    },
    **dict.fromkeys(("cache rate", "cache hit rate", "cache hits", "cache share", "cached share"), Measure.CACHE_RATE),
    **dict.fromkeys(("batch share", "batch rate", "batched share"), Measure.BATCH_SHARE),
}
"""Measures by what people call them, lower-case, with blanks between words."""


OF_CONNECTIONS: Final = frozenset({Dimension.CONNECTION, Dimension.PROVIDER})
"""Dimensions that a connection has as a whole, so that its figures need no split."""

DIMENSIONS: Final = {
    **{name: dimension for dimension in Dimension for name in (dimension.value, f"{dimension}s")},
    "line item": Dimension.ITEM,
    "line items": Dimension.ITEM,
    "api key": Dimension.KEY,
    "api keys": Dimension.KEY,
    "person": Dimension.USER,
    "people": Dimension.USER,
    "service tier": Dimension.TIER,
    "service tiers": Dimension.TIER,
}
"""Dimensions by what people call them, lower-case, with blanks between words."""

GRAINS: Final = {name: grain for grain in Grain for name in (grain.value, f"{grain}s")}
"""Widths of bars by what people call them behind "per" or "by"."""
