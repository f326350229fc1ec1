"""The closed table of what is asked of OpenAI. None of it returns what was prompted or answered.

A further endpoint is a further row of REPORTS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from core.providers.contract import Endpoint, Width

Shape = Literal["tokens", "counted", "money"]

READ_USAGE: Final = "api.usage.read"
READ_NAMES: Final = "api.management.read"

BUCKET_SECONDS: Final[Mapping[Width, int]] = {"1h": 3600, "1d": 86400}

_WIDTHS: Final[tuple[Width, ...]] = ("1h", "1d")
_USAGE_PAGE: Final[Mapping[Width, int]] = {"1h": 168, "1d": 31}
_USAGE_DAYS: Final[Mapping[Width, int]] = {"1h": 7, "1d": 31}

_PROJECT: Final = ("project", "project_id")
_USER: Final = ("user", "user_id")
_KEY: Final = ("key", "api_key_id")
_MODEL: Final = ("model", "model")
_BATCH: Final = ("batch", "batch")
_TIER: Final = ("tier", "service_tier")
_API_SOURCE: Final = ("api_source", "api_source")
_WHO: Final = (_PROJECT, _USER, _KEY)


@dataclass(frozen=True, slots=True)
class Report:
    """One row: an endpoint and how OpenAI wants to be asked for it."""

    endpoint: Endpoint
    path: str
    shape: Shape
    """Which numbers its results have."""
    result: str
    """The `object` its results are marked with."""
    dimensions: tuple[tuple[str, str], ...]
    """(our word, OpenAI's field) in the order they are asked for."""
    may_refuse: tuple[str, ...] = ()
    """The fields that some organizations may not group by: asked again without, first one first."""
    page_limit: Mapping[Width, int] = field(default_factory=lambda: _USAGE_PAGE)
    """The most buckets OpenAI puts on a page."""
    requests: str = ""
    """Of what is counted: the field that says how many requests there were; "" for none."""
    quantity: str = ""
    """Of what is counted: the field that is its quantity; "" when it has requests alone."""
    unit: str = ""
    """What the quantity counts."""


def _usage(name: str, *, essential: bool = False, level: bool = False) -> Endpoint:
    return Endpoint(name, "usage", _WIDTHS, _USAGE_DAYS, essential, level)


COMPLETIONS: Final = Report(
    endpoint=_usage("completions", essential=True),
    path="organization/usage/completions",
    shape="tokens",
    result="organization.usage.completions.result",
    dimensions=(*_WHO, _MODEL, _BATCH, _TIER, _API_SOURCE),
    may_refuse=("api_source", "service_tier", "batch", "user_id"),
)

DECISIONS: Final = Report(
    endpoint=_usage("decisions"),
    path="organization/usage/decisions",
    shape="tokens",
    result="organization.usage.decisions.result",
    dimensions=COMPLETIONS.dimensions,
    may_refuse=COMPLETIONS.may_refuse,
)

EMBEDDINGS: Final = Report(
    endpoint=_usage("embeddings"),
    path="organization/usage/embeddings",
    shape="tokens",
    result="organization.usage.embeddings.result",
    dimensions=(*_WHO, _MODEL),
    may_refuse=("user_id",),
)

MODERATIONS: Final = Report(
    endpoint=_usage("moderations"),
    path="organization/usage/moderations",
    shape="tokens",
    result="organization.usage.moderations.result",
    dimensions=(*_WHO, _MODEL),
    may_refuse=("user_id",),
)

IMAGES: Final = Report(
    endpoint=_usage("images"),
    path="organization/usage/images",
    shape="counted",
    result="organization.usage.images.result",
    dimensions=(*_WHO, _MODEL, ("size", "size"), ("source", "source")),
    may_refuse=("source", "size", "user_id"),
    requests="num_model_requests",
    quantity="images",
    unit="images",
)

AUDIO_SPEECHES: Final = Report(
    endpoint=_usage("audio_speeches"),
    path="organization/usage/audio_speeches",
    shape="counted",
    result="organization.usage.audio_speeches.result",
    dimensions=(*_WHO, _MODEL),
    may_refuse=("user_id",),
    requests="num_model_requests",
    quantity="characters",
    unit="characters",
)

AUDIO_TRANSCRIPTIONS: Final = Report(
    endpoint=_usage("audio_transcriptions"),
    path="organization/usage/audio_transcriptions",
    shape="counted",
    result="organization.usage.audio_transcriptions.result",
    dimensions=(*_WHO, _MODEL),
    may_refuse=("user_id",),
    requests="num_model_requests",
    quantity="seconds",
    unit="seconds",
)

VECTOR_STORES: Final = Report(
    endpoint=_usage("vector_stores", level=True),
    path="organization/usage/vector_stores",
    shape="counted",
    result="organization.usage.vector_stores.result",
    dimensions=(_PROJECT,),
    quantity="usage_bytes",
    unit="bytes",
)

CODE_INTERPRETER_SESSIONS: Final = Report(
    endpoint=_usage("code_interpreter_sessions"),
    path="organization/usage/code_interpreter_sessions",
    shape="counted",
    result="organization.usage.code_interpreter_sessions.result",
    dimensions=(_PROJECT,),
    quantity="num_sessions",
    unit="sessions",
)

FILE_SEARCH_CALLS: Final = Report(
    endpoint=_usage("file_search_calls"),
    path="organization/usage/file_search_calls",
    shape="counted",
    result="organization.usage.file_searches.result",
    dimensions=(*_WHO, ("vector_store", "vector_store_id")),
    may_refuse=("vector_store_id", "user_id"),
    requests="num_requests",
)

WEB_SEARCH_CALLS: Final = Report(
    # Its model requests are among the completions: they are kept beside, and not counted as requests a second time.
    endpoint=_usage("web_search_calls"),
    path="organization/usage/web_search_calls",
    shape="counted",
    result="organization.usage.web_searches.result",
    dimensions=(*_WHO, _MODEL, ("context_level", "context_level"), _API_SOURCE),
    may_refuse=("api_source", "context_level", "model", "user_id"),
    requests="num_requests",
)

COSTS: Final = Report(
    # A page holds 180 days, but the newest days are wanted first and soon.
    endpoint=Endpoint("costs", "costs", ("1d",), {"1d": 60}),
    path="organization/costs",
    shape="money",
    result="organization.costs.result",
    dimensions=(_PROJECT, _USER, ("item", "line_item"), _KEY, _API_SOURCE),
    may_refuse=("api_source", "user_id", "api_key_id"),
    page_limit={"1d": 180},
)

REPORTS: Final = (
    COSTS,
    COMPLETIONS,
    DECISIONS,
    EMBEDDINGS,
    MODERATIONS,
    IMAGES,
    AUDIO_SPEECHES,
    AUDIO_TRANSCRIPTIONS,
    VECTOR_STORES,
    CODE_INTERPRETER_SESSIONS,
    FILE_SEARCH_CALLS,
    WEB_SEARCH_CALLS,
)

PROJECTS: Final = "organization/projects"
USERS: Final = "organization/users"
ADMIN_KEYS: Final = "organization/admin_api_keys"
PROJECT_KEYS: Final = "organization/projects/{project}/api_keys"

SPEND_LIMIT: Final = "organization/spend_limit"
SPEND_ALERTS: Final = "organization/spend_alerts"
PROJECT_SPEND_LIMIT: Final = "organization/projects/{project}/spend_limit"
PROJECT_SPEND_ALERTS: Final = "organization/projects/{project}/spend_alerts"

NAMES: Final = (PROJECTS, USERS, ADMIN_KEYS, PROJECT_KEYS)
GUARDS: Final = (SPEND_LIMIT, SPEND_ALERTS, PROJECT_SPEND_LIMIT, PROJECT_SPEND_ALERTS)

PATHS: Final = frozenset({*(report.path for report in REPORTS), *NAMES, *GUARDS})
"""Every address that is ever called, below the base URL; `{project}` stands for a project's id."""


def report_of(endpoint: Endpoint) -> Report:
    """The row of `endpoint`. Raises KeyError for an endpoint that is not OpenAI's."""
    return {report.endpoint.name: report for report in REPORTS}[endpoint.name]
