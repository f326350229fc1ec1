"""Connections on the Home tab, in the status and in the forms: with all that may stand there, within Slack's limits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.views.access import build_who_may_what
from bot.views.audit import build_audit
from bot.views.connection import ConnectionStatus, build_connection, gaps_of
from bot.views.home import build_home
from bot.views.modal_disconnect import (
    build_disconnect,
    build_disconnected,
    build_disconnecting,
    build_key_stays,
    build_not_disconnected,
)
from bot.views.modal_rotate import build_not_rotated, build_rotate, build_rotated, build_trying, build_unproven
from bot.views.reminder import build_reminder
from bot.views.status import build_connections, build_status
from bot.views.which import build_which
from core.audit import Deed, Done, next_entry
from core.connection import NEEDS_A_PERSON, Connection, Trouble
from core.coverage import Coverage
from core.deeds import rule_made
from core.health import Light, Reason, health
from core.oddities import Odd, Oddity
from core.questions.dimensions import Dimension
from core.questions.filters import Filter
from core.reminders import Reminder
from core.rights import Rule, RuleKind
from sandbox.slack.blocks import problems, view_problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import NOW, connection

HOSTILE = "<!channel> *&*" * 5
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
GAPS = tuple(date(2026, 6, 1) + timedelta(days=age) for age in (0, 1, 2, 6, 8, 28, 29, 30, 31))
FULL = Coverage(NOW.date(), 1, ())
VAULT = "encrypted files on this server"


def connected(number: int = 1, **changes: object) -> Connection:
    # the key's reference is not empty in one that is connected
    return replace(connection(number, name=HOSTILE), secret_ref=b"sealed", **changes)  # type: ignore[arg-type]  # tests' own


def status(one: Connection) -> ConnectionStatus:
    return ConnectionStatus(one, FULL, health(one, FULL, NOW))


def worst(number: int) -> ConnectionStatus:
    """With every line and button there can be."""
    found = status(connected(number, trouble=Trouble.KEY_REJECTED, trouble_since=NOW, names_missing=("a", "b")))
    absent = [Oddity(Odd.ABSENT, f"audio_transcriptions_{n}", f"api.{n}" + HOSTILE * 9, 1, NOW) for n in range(11)]
    unknown = [Oddity(Odd.UNKNOWN, "", f"field: {n}{HOSTILE}", 1, NOW) for n in range(50)]
    return replace(found, oddities=(*absent, *unknown))


def test_the_fullest_home_tab_is_within_slacks_limits() -> None:
    entry = next_entry("T1", None, Deed("U1", Done.DISCONNECTED, HOSTILE), NOW)
    filters = tuple(Filter(Dimension.PROJECT, "&<!channel>*" * 20) for _ in range(5))
    rules = [Rule(kind, f"U{number:010}", filters) for kind in RuleKind for number in range(300)]
    limited = next_entry("T1", None, rule_made(rules[300], "U1"), NOW)
    worst_ones = build_connections([worst(number) for number in range(60)], NOW, "#help", manage=True)
    home = build_home([worst_ones, build_who_may_what(rules, ["U1"] * 300), build_audit([entry, limited] * 15)])
    assert view_problems(home) == []
    assert "<!channel>" not in str(home)


def test_the_fullest_status_is_within_slacks_limits() -> None:
    text, blocks = build_status([worst(number) for number in range(60)], NOW, "#help", manage=True)
    assert problems(blocks, "message") == []
    assert text == "Connections: 🔴60"


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.LEAVING])
def test_each_state_reads_as_when_somebody_last_looked_at_it(reason: Reason) -> None:
    states: dict[Reason, dict[str, object]] = {
        Reason.KEY_EXPIRED: {"key_expires_at": NOW - 3 * HOUR, "collected_at": NOW - 4 * HOUR, "key_since": NOW - YEAR},
        Reason.LATE: {"collected_at": NOW - 5 * HOUR, "next_collect_at": NOW - 5 * HOUR},
        Reason.EXPIRING: {"key_expires_at": NOW + 100 * HOUR},
        Reason.ROTATE: {"key_since": NOW - 100 * 24 * HOUR, "names_missing": ("api.management.read",)},
        Reason.IMPORTING: {},
        Reason.FRESH: {"next_collect_at": NOW},
        Reason.DISCONNECTED: {"disconnected_at": NOW - HOUR, "secret_ref": b"", "key_hint": ""},
    }
    troubles = {each.value for each in Trouble}
    trouble = {"trouble": Trouble(reason.value), "trouble_since": NOW - HOUR} if reason.value in troubles else {}
    detail = {"trouble_detail": "api.usage.read"} if reason is Reason.PERMISSION_MISSING else {}
    usual = {"key_since": NOW - 40 * 24 * HOUR, "next_collect_at": NOW + HOUR / 6, "secret_ref": b"sealed"}
    one = replace(connection(), **usual | states.get(reason, {}) | trouble | detail)  # type: ignore[arg-type]  # ours
    covered = Coverage(date(2026, 5, 28), 181, GAPS if reason is Reason.IMPORTING else ())
    shown = ConnectionStatus(one, covered, health(one, covered, NOW))
    assert shown.health.reason is reason
    blocks = build_connection(shown, NOW, "#help-finops", manage=True)
    assert problems(blocks, "message") == []
    assert ("Support: #help-finops." in str(blocks)) == (shown.health.light is Light.RED)
    assert_golden(f"connection_{reason.value}", blocks)


@pytest.mark.parametrize("number", [1, 7, 200])
def test_any_number_of_connections_is_within_slacks_limits_and_the_worst_are_seen(number: int) -> None:
    well = [status(connected(each)) for each in range(number - 1)]
    home = build_home([build_connections([*well, worst(number)], NOW, "#help", manage=True)])
    text, blocks = build_status([*well, worst(number)], NOW, "#help", manage=True)
    assert view_problems(home) == []
    assert problems(blocks, "message") == []
    for shown in (str(home["blocks"][1]), str(blocks[0])):
        assert Light.RED in shown
    assert text == ("Connections: 🔴1" if number == 1 else f"Connections: 🔴1 🟢{number - 1}")
    assert ("more connections" in str(blocks)) == (number == 200)


def test_gaps_are_the_unbroken_runs_of_missing_days() -> None:
    assert gaps_of(()) == []
    assert [(first.day, last.day) for first, last in gaps_of(GAPS)] == [(1, 3), (7, 7), (9, 9), (29, 2)]


def test_only_who_may_change_a_connection_sees_its_buttons() -> None:
    assert "actions" not in str(build_connection(worst(1), NOW, "#help", manage=False))
    assert "Rotate…" in str(build_connection(worst(1), NOW, "#help", manage=True))


@pytest.mark.parametrize("trouble", Trouble)
def test_only_what_somebody_has_to_mend_is_red(trouble: Trouble) -> None:
    """Words stand for every trouble; what passes by itself, such as a vault that is away for a moment, is yellow."""
    shown = status(connected(trouble=trouble, trouble_since=NOW))
    assert shown.health.light is (Light.RED if trouble in NEEDS_A_PERSON else Light.YELLOW)
    assert "since" in str(build_connection(shown, NOW, "#help", manage=False))


def test_what_is_disconnected_has_no_light_and_no_key() -> None:
    left = replace(connected(), disconnected_at=NOW, secret_ref=b"", key_hint="", trouble=Trouble.KEY_REJECTED)
    assert health(left, FULL, NOW).reason is Reason.DISCONNECTED
    shown = str(build_connection(status(left), NOW, "#help", manage=True))
    assert not any(light in shown for light in Light)
    assert "key …" not in shown
    assert "Rotate…" not in shown
    assert "Delete its history…" in shown


def test_a_key_that_is_still_to_be_destroyed_is_yellow() -> None:
    leaving = replace(connected(), disconnected_at=NOW)
    assert health(leaving, FULL, NOW).light is Light.YELLOW
    assert "did not destroy its key yet" in str(build_connection(status(leaving), NOW, "#help", manage=True))


@pytest.mark.parametrize(
    "view",
    [
        build_disconnect(connected(), VAULT),
        build_disconnect(replace(connected(), disconnected_at=NOW), VAULT),
        build_disconnecting(),
        build_disconnected(HOSTILE, True, VAULT),
        build_key_stays(HOSTILE),
        build_not_disconnected("why"),
        build_rotate(connected(), VAULT),
        build_rotate(connected(), VAULT, 3, ["why"], beside=True),
        build_trying(),
        build_rotated(connected(), VAULT),
        build_not_rotated("why"),
    ],
)
def test_every_form_is_one_that_slack_takes(view: dict[str, object]) -> None:
    assert view_problems(view) == []
    assert "<!channel>" not in str(view)


@pytest.mark.parametrize("days_left", [14, 3, 1, 0, -5])
@pytest.mark.parametrize("expires", [True, False])
def test_a_reminder_says_what_is_so_now(days_left: int, expires: bool) -> None:
    text, blocks = build_reminder(connected(), Reminder(3, NOW + timedelta(days=days_left), expires), days_left)
    assert problems(blocks, "message") == []
    assert ("tomorrow" in text) == (days_left == 1)
    assert ("has expired" in text or "is over 90 days old" in text) == (days_left <= 0)
    assert "<!channel>" not in text


def test_which_connection_is_meant_is_asked_with_a_button_for_each() -> None:
    buttons = [
        {"type": "button", "action_id": f"x-{n}", "text": {"type": "plain_text", "text": "a"}} for n in range(40)
    ]
    _, blocks = build_which(HOSTILE, buttons)
    assert problems(blocks, "message") == []
    assert problems(build_which("", [])[1], "message") == []


def test_a_refused_new_key_is_told_with_a_button() -> None:
    text, blocks = build_unproven(connected(), "#help")
    assert problems(blocks, "message") == []
    assert text.endswith("Support: #help.")
