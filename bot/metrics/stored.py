"""What is told of the database and of what is stored there, each time Prometheus asks."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core.connection import Trouble
from storage.backlog import Backlog


class _Once(Collector):
    def __init__(self, families: Iterable[GaugeMetricFamily]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return self._families


def page_of(families: Iterable[GaugeMetricFamily]) -> bytes:
    registry = CollectorRegistry()
    registry.register(_Once(families))
    return generate_latest(registry)


def families_of(backlog: Backlog | None, seconds: float, now: datetime) -> Iterator[GaugeMetricFamily]:
    """`backlog` is None when the database did not answer; `seconds` is how long it took to tell all of it."""
    yield _gauge("database_up", "Whether the database has answered just now.", backlog is not None)
    if backlog is None:
        return
    yield _gauge("database_seconds", "How long the database took to answer all of these questions.", seconds)
    yield _gauge("workspaces", "Workspaces that are stored.", backlog.workspaces)
    yield _gauge("connections", "Connections that are collected.", backlog.connections)
    troubles = GaugeMetricFamily(
        "tokenmeter_connections_in_trouble",
        "Connections whose last collection did not go through, by why.",
        labels=["trouble"],
    )
    for trouble in Trouble:
        troubles.add_metric([trouble.value], backlog.troubles.get(trouble.value, 0))
    yield troubles
    for name, what, waiting in (
        ("collections", "Connections that are due and that nobody collects", backlog.collections),
        ("looks", "Workspaces that are to be looked after", backlog.looks),
        (
            "deliveries",
            "Messages that Slack has not taken at the first try, and that are tried again",
            backlog.deliveries,
        ),
    ):
        yield _gauge(f"{name}_waiting", f"{what}.", waiting.count)
        yield _gauge(f"{name}_late", f"{what}, for over ten minutes.", waiting.late)
        yield _gauge(f"{name}_wait_seconds", f"{what}: since when the first.", waiting.longest.total_seconds())
    if backlog.last_look is not None:
        age = (now - backlog.last_look).total_seconds()
        yield _gauge("heartbeat_age_seconds", "Since somebody last looked for what is due.", max(age, 0.0))
    if backlog.jobs is not None:
        jobs = GaugeMetricFamily("tokenmeter_jobs", "Pieces of work in the queue.", labels=["line", "state"])
        for (line, state), count in sorted(backlog.jobs.items()):
            jobs.add_metric([line, state], count)
        yield jobs
    if backlog.workers is not None:
        yield _gauge("workers", "What takes from the queue: two in each process that works.", backlog.workers)


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"tokenmeter_{name}", said, value=value)
