"""What the organization API reports by time: a table. Another usage endpoint is another entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sandbox.openai.traffic import DIMENSIONS, Tokens


class Limits(NamedTuple):
    """Buckets a page."""

    default: int
    most: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    path: str
    """Below /v1/organization/."""
    result: str
    """Each result's `object`."""
    widths: Mapping[str, Limits]
    group_by: tuple[str, ...]
    filters: Mapping[str, str]
    """Query parameter (without brackets) to the dimension it filters by."""
    traffic: str = ""
    """Which streams it reports; "" for costs."""
    numbers: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Each number of a result: its name, and which numbers of a stream it is the sum of."""


def _numbers(**parts: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple((name, tuple(Tokens._fields.index(part) for part in parts[name].split("+"))) for name in parts)


SECONDS: Final = {"1m": 60, "1h": 3600, "1d": 86_400}

_USAGE_WIDTHS: Final = {"1m": Limits(60, 1440), "1h": Limits(24, 168), "1d": Limits(7, 31)}
_BY_KEY: Final = {"project_ids": "project_id", "api_key_ids": "api_key_id"}
_BY_WHOM: Final = _BY_KEY | {"user_ids": "user_id", "models": "model"}

COMPLETIONS: Final = Endpoint(
    path="usage/completions",
    result="organization.usage.completions.result",
    widths=_USAGE_WIDTHS,
    group_by=DIMENSIONS,
    filters=_BY_WHOM | {"batch": "batch"},
    traffic="completions",
    numbers=_numbers(
        input_tokens="fresh+cached+written+audio_in",
        output_tokens="output+audio_out",
        input_cached_tokens="cached",
        input_uncached_tokens="fresh+audio_in",
        input_cache_write_tokens="written",
        input_audio_tokens="audio_in",
        output_audio_tokens="audio_out",
        num_model_requests="requests",
    ),
)
EMBEDDINGS: Final = Endpoint(
    path="usage/embeddings",
    result="organization.usage.embeddings.result",
    widths=_USAGE_WIDTHS,
    group_by=("project_id", "user_id", "api_key_id", "model"),
    filters=_BY_WHOM,
    traffic="embeddings",
    numbers=_numbers(input_tokens="fresh", num_model_requests="requests"),
)
COSTS: Final = Endpoint(
    path="costs",
    result="organization.costs.result",
    widths={"1d": Limits(7, 180)},
    group_by=("project_id", "user_id", "line_item", "api_key_id", "api_source"),
    filters=_BY_KEY | {"line_items": "line_item"},
)

ENDPOINTS: Final = (COSTS, COMPLETIONS, EMBEDDINGS)
