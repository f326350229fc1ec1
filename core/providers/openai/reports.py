"""The closed table of what is asked of OpenAI. None of it returns what was prompted or answered.

A further endpoint is a further row of REPORTS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from core.providers.contract import Endpoint, Width

Shape = Literal["tokens", "money"]

READ_USAGE: Final = "api.usage.read"
READ_NAMES: Final = "api.management.read"

BUCKET_SECONDS: Final[Mapping[Width, int]] = {"1h": 3600, "1d": 86400}


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
    may_refuse: tuple[str, ...]
    """The fields that some organizations may not group by: asked again without, first one first."""
    page_limit: Mapping[Width, int]
    """The most buckets OpenAI puts on a page."""


COMPLETIONS: Final = Report(
    endpoint=Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31}),
    path="organization/usage/completions",
    shape="tokens",
    result="organization.usage.completions.result",
    dimensions=(
        ("project", "project_id"),
        ("user", "user_id"),
        ("key", "api_key_id"),
        ("model", "model"),
        ("batch", "batch"),
        ("tier", "service_tier"),
    ),
    may_refuse=("service_tier", "batch", "user_id"),
    page_limit={"1h": 168, "1d": 31},
)

COSTS: Final = Report(
    # A page holds 180 days, but the newest days are wanted first and soon.
    endpoint=Endpoint("costs", "costs", ("1d",), {"1d": 60}),
    path="organization/costs",
    shape="money",
    result="organization.costs.result",
    dimensions=(("project", "project_id"), ("item", "line_item"), ("key", "api_key_id")),
    may_refuse=("api_key_id",),
    page_limit={"1d": 180},
)

REPORTS: Final = (COSTS, COMPLETIONS)

PROJECTS: Final = "organization/projects"
USERS: Final = "organization/users"
ADMIN_KEYS: Final = "organization/admin_api_keys"
PROJECT_KEYS: Final = "organization/projects/{project}/api_keys"

PATHS: Final = frozenset({*(report.path for report in REPORTS), PROJECTS, USERS, ADMIN_KEYS, PROJECT_KEYS})
"""Every address that is ever called, below the base URL; `{project}` stands for a project's id."""


def report_of(endpoint: Endpoint) -> Report:
    """The row of `endpoint`. Raises KeyError for an endpoint that is not OpenAI's."""
    return {report.endpoint.name: report for report in REPORTS}[endpoint.name]
