"""OpenAI's own limits and alerts: what is told of them, once, and how they read."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.views.connection import ConnectionStatus, build_connection
from bot.views.guards import build_blocks, build_lets_through
from core.coverage import Coverage
from core.guards import Guarded, Guards, Limit, Notice, Turn, due_notices, notice_of
from core.health import health
from core.money import NANOS
from core.providers.contract import SpendAlert
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import NOW, connection

HOSTILE = "<!channel> *&*" * 20
ACME = connection()
WHOLE = Limit("", 5_000 * NANOS, "usd", None)
LABS = Limit("proj_1", 800 * NANOS, "usd", None)
SINCE = NOW.replace(microsecond=250_000)


def blocking(limit: Limit, since: datetime = SINCE) -> Limit:
    return replace(limit, blocking_since=since)


def test_a_blocking_limit_is_told_once_and_its_end_once_however_often_one_looks() -> None:
    told: list[Notice] = []

    def tell(*limits: Limit) -> list[tuple[Turn, str]]:
        due = list(due_notices(ACME, limits, told))
        # As deliveries keep them: by their keys alone.
        told.extend(found for each in due if (found := notice_of(each.turn, each.key(ACME))) is not None)
        return [(each.turn, each.project) for each in due]

    assert tell(WHOLE, LABS) == []
    assert tell(blocking(WHOLE), LABS) == [(Turn.BLOCKS, "")]
    assert tell(blocking(WHOLE), LABS) == []
    assert tell(blocking(WHOLE), blocking(LABS)) == [(Turn.BLOCKS, "proj_1")]
    assert tell(WHOLE, blocking(LABS)) == [(Turn.LETS_THROUGH, "")]
    assert tell(WHOLE) == [(Turn.LETS_THROUGH, "proj_1")], "the limit was removed"
    assert tell(WHOLE) == []
    assert tell(blocking(WHOLE, SINCE + timedelta(days=1))) == [(Turn.BLOCKS, "")]
    assert tell(blocking(WHOLE, SINCE + timedelta(days=2))) == [(Turn.BLOCKS, "")], "it lets nothing through"
    assert tell(WHOLE) == [(Turn.LETS_THROUGH, "")], "of the last time alone"
    assert tell(WHOLE) == []


def test_nothing_is_told_of_what_is_disconnected() -> None:
    assert list(due_notices(replace(ACME, disconnected_at=NOW), [blocking(WHOLE)], [])) == []


def test_a_single_persons_part_of_a_delivery_is_no_notice() -> None:
    key = Notice(Turn.BLOCKS, "proj_1", NOW).key(ACME)
    assert notice_of(Turn.BLOCKS, key) == Notice(Turn.BLOCKS, "proj_1", NOW)
    assert notice_of(Turn.BLOCKS, f"{key}:U1") is None


def beside(*limits: Guarded, alerts: tuple[SpendAlert, ...] = (), manage: bool = True) -> list[dict[str, object]]:
    full = Coverage(NOW.date(), 1, ())
    one = replace(ACME, key_since=NOW - timedelta(days=40), secret_ref=b"sealed")
    status = ConnectionStatus(one, full, health(one, full, NOW), guards=Guards(limits, alerts))
    blocks = build_connection(status, NOW, "#help", manage=manage)
    assert problems(blocks, "message") == []
    assert "<!channel>" not in str(blocks)
    return blocks


def test_limits_beside_a_connection_read_as_when_somebody_last_looked_at_them() -> None:
    alerts = (
        SpendAlert("a1", "", 4_000 * NANOS, "usd"),
        SpendAlert("a2", "", 4_500 * NANOS, "usd"),
        SpendAlert("a3", "proj_1", 500 * NANOS, "usd"),
    )
    limits = (
        Guarded(WHOLE, "", 3_100 * NANOS),
        Guarded(blocking(replace(LABS, project="proj_2")), "Data labs", 801 * NANOS),
        Guarded(LABS, "Search & Rank", None),
    )
    assert_golden("guards", beside(*limits, alerts=alerts))


def test_members_see_only_that_the_whole_organization_is_refused() -> None:
    refused = str(beside(Guarded(blocking(WHOLE), "", 5_000 * NANOS), manage=False))
    assert "OpenAI refuses requests" in refused
    assert "$" not in refused
    for quiet in (Guarded(WHOLE, "", 0), Guarded(blocking(LABS), "Data labs", 0)):
        assert "OpenAI refuses" not in str(beside(quiet, manage=False))
        assert "Data labs" not in str(beside(quiet, manage=False))


def test_many_limits_and_alerts_are_counted() -> None:
    limits = [Guarded(replace(LABS, project=f"proj_{n}"), HOSTILE, n * NANOS) for n in range(60)]
    alerts = tuple(SpendAlert(f"a{n}", "proj_1" if n % 2 else "", n * NANOS, "usd") for n in range(60))
    shown = str(beside(*limits, alerts=alerts))
    assert "and 56 more projects have limits" in shown
    assert "and 26 more amounts a month; 1 project has mail alerts at OpenAI" in shown
    assert "OpenAI mails" not in str(beside(alerts=alerts[1:2]))


@pytest.mark.parametrize("limit", [blocking(WHOLE), blocking(LABS)])
def test_what_is_told_says_what_to_do(limit: Limit) -> None:
    name = HOSTILE if limit.project else ""
    text, blocks = build_blocks(ACME, Guarded(limit, name, 801 * NANOS), "#help")
    assert problems(blocks, "message") == []
    assert "<!channel>" not in text
    assert "is reached; $801.00 is billed this month. They go" in text
    assert text.endswith("Support: #help.")
    over, blocks = build_lets_through(ACME, Guarded(limit, name, 0), is_whole=not limit.project)
    assert problems(blocks, "message") == []
    assert over.endswith("a month.")
    gone, _ = build_lets_through(ACME, None, is_whole=not limit.project)
    assert gone.endswith("There is no limit any more.")
