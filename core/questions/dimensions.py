"""What a question can split by, narrow down and count."""

from enum import StrEnum


class Dimension(StrEnum):
    MODEL = "model"
    PROJECT = "project"
    ITEM = "item"
    CONNECTION = "connection"
    KEY = "key"


class Measure(StrEnum):
    COST = "cost"
    TOKENS = "tokens"
    REQUESTS = "requests"


DIMENSIONS = {
    **{name: dimension for dimension in Dimension for name in (dimension.value, f"{dimension}s")},
    "line item": Dimension.ITEM,
    "line items": Dimension.ITEM,
    "api key": Dimension.KEY,
    "api keys": Dimension.KEY,
}
"""Dimensions by what people call them, lower-case, with blanks between words."""
