"""The dashboard and the alert rules in deploy/ ask for what /metrics really tells, in PromQL that is valid."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics.instruments import Metrics
from bot.metrics.page import MetricsPage
from core.secret import Secret
from storage.backlog import Backlogs
from storage.database import Database
from storage.heartbeat import Heartbeats
from tests.conftest import FixedClock

DEPLOY: Final = Path(__file__).parents[2] / "deploy"
OF_PROMETHEUS: Final = {"up"}


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    dashboard = json.loads((DEPLOY / "grafana" / "tokenmeter.json").read_text(encoding="utf-8"))
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[tuple[str, str]]:
    """Each with where it stands, Grafana's variables filled in."""
    for rule in rules():
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m").replace("$job", "tokenmeter")


def asked_for(expression: str) -> set[tuple[str, str]]:
    """The series that it selects, and the labels it does so by."""
    found: set[tuple[str, str]] = set()

    def look(node: Any) -> None:
        if isinstance(node, promql_parser.VectorSelector):
            found.add((str(node.name), ""))
            found.update((str(node.name), matcher.name) for matcher in node.matchers.matchers)
        for part in ("expr", "lhs", "rhs", "vector_selector", "vs"):
            if (child := getattr(node, part, None)) is not None:
                look(child)
        for child in getattr(node, "args", None) or ():
            look(child)

    look(promql_parser.parse(expression))
    return found


@pytest.fixture
async def told(postgres_url: str, clock: FixedClock) -> dict[str, set[str]]:
    """What a process with PostgreSQL tells once each thing has happened: the series, and their labels."""
    metrics = Metrics()
    metrics.acknowledged("http", 0.01)
    metrics.refused(401)
    metrics.failed()
    metrics.asked("openai", "answered", 0.1)
    metrics.called_slack("chat.postMessage", "ratelimited")
    database = Database(Secret(postgres_url))
    await Heartbeats(database).beat("this one", clock.now())
    async with database.writing() as session:
        queue = await session.connection()
        await queue.exec_driver_sql("SET LOCAL search_path TO procrastinate")
        job = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('rounds', 'collect')"
        await queue.exec_driver_sql(job)
        await session.commit()
    text = (await MetricsPage(metrics.registry, Backlogs(database), clock).text()).decode()
    await database.close()
    return {
        sample.name: set(sample.labels) for family in text_string_to_metric_families(text) for sample in family.samples
    }


def test_every_series_that_is_asked_for_is_told(told: dict[str, set[str]]) -> None:
    asked = {(where, *each) for where, expression in expressions() for each in asked_for(expression)}
    assert len({name for _, name, _ in asked}) > 20
    for where, name, label in asked:
        if name in OF_PROMETHEUS:
            continue
        assert name in told, f"{where} asks for {name}"
        assert label in {"", "job", "instance", *told[name]}, f"{where} asks for {name} by {label}"


def test_the_rules_are_tried_out_with_series_that_are_told(told: dict[str, set[str]]) -> None:
    tried = yaml.safe_load((DEPLOY / "prometheus" / "alerts_test.yml").read_text(encoding="utf-8"))["tests"]
    series = {each["series"] for test in tried for each in test["input_series"]}
    assert {each.partition("{")[0] for each in series} <= told.keys() | OF_PROMETHEUS


def test_labels_that_are_grouped_by_or_shown_are_told(told: dict[str, set[str]]) -> None:
    known = {"le", "job", "instance"}.union(*told.values())
    for where, expression in expressions():
        for group in re.findall(r"\bby \(([^)]*)\)", expression):
            assert set(re.split(r",\s*", group)) <= known, where
    legends = " ".join(target["legendFormat"] for panel in panels() for target in panel["targets"])
    texts = " ".join(text for rule in rules() for text in rule["annotations"].values())
    assert set(re.findall(r"\{\{(\w+)\}\}", legends)) <= known
    assert set(re.findall(r"\$labels\.(\w+)", texts)) <= known


def test_the_check_sees_a_name_that_is_not_told() -> None:
    asked = asked_for('max(a{job="x"}) > 3 and rate(b_total[5m]) / c')
    assert asked == {("a", ""), ("a", "job"), ("b_total", ""), ("c", "")}
    with pytest.raises(ValueError, match="unclosed"):
        promql_parser.parse("sum by (le rate(a[5m])")


def test_each_alert_says_what_has_happened_and_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) >= 15
    for rule in rules():
        assert set(rule["annotations"]) == {"summary", "description"}, rule["alert"]
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert len(rule["annotations"]["description"]) > 60, rule["alert"]


def test_the_dashboards_panels_have_a_unit_and_words_and_lie_side_by_side() -> None:
    taken: set[tuple[int, int]] = set()
    ids = [panel["id"] for panel in panels()]
    assert len(ids) == len(set(ids))
    for panel in panels():
        assert panel["title"]
        assert panel["description"].endswith("."), panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
