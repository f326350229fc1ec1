"""What a question can split by, narrow down and count."""

from enum import StrEnum
from typing import Final

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
