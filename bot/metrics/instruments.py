"""What this process counts and measures as it happens. No label names a workspace, person, connection or key."""

import platform
from collections.abc import Sized
from importlib.metadata import version
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)

WITHIN_SLACKS_PATIENCE: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
"""Seconds. Slack gives up on an acknowledgement after three."""

REQUEST_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # of when each began: twice the series
        self.registry: Final = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        build = Info("tokenmeter_build", "This release.", registry=self.registry)
        build.info({"version": version("tokenmeter"), "python": platform.python_version()})
        self._acknowledged = Histogram(
            "tokenmeter_acknowledgement_seconds",
            "From a request of Slack's arriving until its acknowledgement is written.",
            ["by"],
            buckets=WITHIN_SLACKS_PATIENCE,
            registry=self.registry,
        )
        self._refused = Counter(
            "tokenmeter_requests_refused",
            "Requests that are not acknowledged: not signed by Slack, too large, or not what Slack sends.",
            ["status"],
            registry=self.registry,
        )
        self._errors = Counter(
            "tokenmeter_errors", "Work that failed in a way nobody foresaw, each under an id.", registry=self.registry
        )
        self._requests = Counter(
            "tokenmeter_provider_requests",
            "Requests to providers, each try, by what came of it.",
            ["provider", "outcome"],
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "tokenmeter_provider_request_seconds",
            "How long providers took to answer.",
            ["provider"],
            buckets=REQUEST_SECONDS,
            registry=self.registry,
        )
        self._calls = Counter(
            "tokenmeter_slack_calls", "Calls of Slack's methods, each try.", ["method"], registry=self.registry
        )
        self._slack_errors = Counter(
            "tokenmeter_slack_errors",
            "Calls that Slack refused or did not answer.",
            ["method", "code"],
            registry=self.registry,
        )
        self._late = Histogram(
            "tokenmeter_loop_delay_seconds",
            "How late the process comes to what is due in it: before that, it acknowledges nothing.",
            buckets=WITHIN_SLACKS_PATIENCE,
            registry=self.registry,
        )
        self._in_flight = Gauge(
            "tokenmeter_work_in_flight", "Work that is under way in this process.", registry=self.registry
        )

    def watch(self, in_flight: Sized) -> None:
        self._in_flight.set_function(lambda: len(in_flight))

    def acknowledged(self, by: str, seconds: float) -> None:
        """`by`: "http" or "socket"."""
        self._acknowledged.labels(by).observe(seconds)

    def late(self, seconds: float) -> None:
        self._late.observe(seconds)

    def refused(self, status: int) -> None:
        self._refused.labels(status).inc()

    def failed(self) -> None:
        self._errors.inc()

    def asked(self, provider: str, outcome: str, seconds: float) -> None:
        """`outcome`: one of a few words."""
        self._requests.labels(provider, outcome).inc()
        self._request_seconds.labels(provider).observe(seconds)

    def called_slack(self, method: str, error: str | None) -> None:
        """`error`: None for an answer that is ok."""
        self._calls.labels(method).inc()
        if error is not None:
            self._slack_errors.labels(method, error).inc()
