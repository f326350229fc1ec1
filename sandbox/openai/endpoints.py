"""What the organization API reports by time: a table. Another usage endpoint is another entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sandbox.openai.traffic import DIMENSIONS, Counts, Tokens


class Limits(NamedTuple):
    """Buckets a page."""

    default: int
    most: int


Numbers = tuple[tuple[str, tuple[int, ...]], ...]


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
    numbers: Numbers = ()
    """Each number of a result: its name, and which numbers of a stream it is the sum of."""
    is_counted: bool = False
    """Whether its streams are counted in something else than tokens."""
    is_level: bool = False
    """Whether that is what there was at a time: a longer bucket has the most of a shorter one, not their sum."""


def _numbers(kind: type[Tokens] | type[Counts] = Tokens, /, **parts: str) -> Numbers:
    return tuple((name, tuple(kind._fields.index(part) for part in parts[name].split("+"))) for name in parts)


SECONDS: Final = {"1m": 60, "1h": 3600, "1d": 86_400}

_USAGE_WIDTHS: Final = {"1m": Limits(60, 1440), "1h": Limits(24, 168), "1d": Limits(7, 31)}
_BY_PROJECT: Final = {"project_ids": "project_id"}
_BY_KEY: Final = _BY_PROJECT | {"api_key_ids": "api_key_id"}
_BY_USER: Final = _BY_KEY | {"user_ids": "user_id"}
_BY_WHOM: Final = _BY_USER | {"models": "model"}
_WHO: Final = ("project_id", "user_id", "api_key_id")


def _tokens(traffic: str, result: str, group_by: tuple[str, ...], **parts: str) -> Endpoint:
    filters = _BY_WHOM | ({"batch": "batch"} if "batch" in group_by else {})
    name = f"organization.usage.{result}.result"
    return Endpoint(f"usage/{traffic}", name, _USAGE_WIDTHS, group_by, filters, traffic, _numbers(**parts))


def _counted(
    traffic: str,
    result: str,
    group_by: tuple[str, ...],
    filters: Mapping[str, str],
    *,
    is_level: bool = False,
    **parts: str,
) -> Endpoint:
    name = f"organization.usage.{result}.result"
    return Endpoint(
        f"usage/{traffic}",
        name,
        _USAGE_WIDTHS,
        group_by,
        filters,
        traffic,
        _numbers(Counts, **parts),
        is_counted=True,
        is_level=is_level,
    )


_COMPLETION: Final = {
    "input_tokens": "fresh+cached+written+audio_in",
    "output_tokens": "output+audio_out",
    "input_cached_tokens": "cached",
    "input_uncached_tokens": "fresh+audio_in",
    "input_cache_write_tokens": "written",
    "input_audio_tokens": "audio_in",
    "output_audio_tokens": "audio_out",
    "num_model_requests": "requests",
}
_TEXT: Final = {"input_tokens": "fresh", "num_model_requests": "requests"}

COSTS: Final = Endpoint(
    path="costs",
    result="organization.costs.result",
    widths={"1d": Limits(7, 180)},
    group_by=("project_id", "user_id", "line_item", "api_key_id", "api_source"),
    filters=_BY_KEY | {"line_items": "line_item"},
)

ENDPOINTS: Final = (
    COSTS,
    _tokens("completions", "completions", DIMENSIONS, **_COMPLETION),
    _tokens("decisions", "decisions", DIMENSIONS, **_COMPLETION),
    _tokens("embeddings", "embeddings", (*_WHO, "model"), **_TEXT),
    _tokens("moderations", "moderations", (*_WHO, "model"), **_TEXT),
    _counted(
        "images",
        "images",
        (*_WHO, "model", "size", "source"),
        _BY_WHOM | {"sizes": "size", "sources": "source"},
        images="quantity",
        num_model_requests="requests",
    ),
    _counted(
        "audio_speeches",
        "audio_speeches",
        (*_WHO, "model"),
        _BY_WHOM,
        characters="quantity",
        num_model_requests="requests",
    ),
    _counted(
        "audio_transcriptions",
        "audio_transcriptions",
        (*_WHO, "model"),
        _BY_WHOM,
        seconds="quantity",
        num_model_requests="requests",
    ),
    _counted("vector_stores", "vector_stores", ("project_id",), _BY_PROJECT, is_level=True, usage_bytes="quantity"),
    _counted(
        "code_interpreter_sessions",
        "code_interpreter_sessions",
        ("project_id",),
        _BY_PROJECT,
        num_sessions="quantity",
    ),
    _counted(
        "file_search_calls",
        "file_searches",
        (*_WHO, "vector_store_id"),
        _BY_USER | {"vector_store_ids": "vector_store_id"},
        num_requests="requests",
    ),
    _counted(
        "web_search_calls",
        "web_searches",
        (*_WHO, "model", "context_level", "api_source"),
        _BY_WHOM | {"context_levels": "context_level"},
        num_model_requests="quantity",
        num_requests="requests",
    ),
)
