"""Connections on the Home tab, in the status and in the forms: with all that may stand there, within Slack's limits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.access import build_who_may_what
from bot.views.audit import build_audit
from bot.views.connection import ConnectionStatus, build_connection
from bot.views.modal_disconnect import (
    build_disconnect,
    build_disconnected,
    build_disconnecting,
    build_key_stays,
    build_not_disconnected,
)
from bot.views.modal_rotate import build_not_rotated, build_rotate, build_rotated, build_trying, build_unproven
from bot.views.reminder import build_reminder
from bot.views.status import build_home, build_status
from bot.views.which import build_which
from core.audit import Deed, Done, next_entry
from core.connection import Connection, Trouble
from core.coverage import Coverage
from core.health import Light, Reason, health
from core.reminders import Reminder
from core.rights import Rule, RuleKind
from sandbox.slack.blocks import problems, view_problems
from tests.unit.worlds import NOW, connection

HOSTILE = "<!channel> *&*" * 5
FULL = Coverage(NOW.date(), 1, ())
VAULT = "encrypted files on this server"


def connected(number: int = 1, **changes: object) -> Connection:
    # the key's reference is not empty in one that is connected
    return replace(connection(number, name=HOSTILE), secret_ref=b"sealed", **changes)  # type: ignore[arg-type]  # tests' own


def status(one: Connection) -> ConnectionStatus:
    return ConnectionStatus(one, FULL, health(one, FULL, NOW))


def worst(number: int) -> ConnectionStatus:
    """With every line and button there can be."""
    return status(connected(number, trouble=Trouble.KEY_REJECTED, trouble_since=NOW, names_missing=("a", "b")))


def test_the_fullest_home_tab_is_within_slacks_limits() -> None:
    entry = next_entry("T1", None, Deed("U1", Done.DISCONNECTED, HOSTILE), NOW)
    rules = [Rule(kind, f"U{number:010}") for kind in RuleKind for number in range(300)]
    more = [*build_who_may_what(rules, ["U1"] * 300), *build_audit([entry] * 30)]
    home = build_home([worst(number) for number in range(60)], True, NOW, "#help", more)
    assert view_problems(home) == []
    assert "<!channel>" not in str(home)


def test_the_fullest_status_is_within_slacks_limits() -> None:
    text, blocks = build_status([worst(number) for number in range(60)], NOW, "#help", manage=True)
    assert problems(blocks, "message") == []
    assert text == "Connections: 🔴60"


def test_only_who_may_change_a_connection_sees_its_buttons() -> None:
    assert "actions" not in str(build_connection(worst(1), NOW, "#help", manage=False))
    assert "Rotate…" in str(build_connection(worst(1), NOW, "#help", manage=True))


@pytest.mark.parametrize("trouble", Trouble)
def test_only_what_somebody_has_to_mend_is_red(trouble: Trouble) -> None:
    """Words stand for every trouble; what passes by itself, such as a vault that is away for a moment, is yellow."""
    needs_a_person = {Trouble.KEY_REJECTED, Trouble.PERMISSION_MISSING, Trouble.KEY_UNREADABLE}
    shown = status(connected(trouble=trouble, trouble_since=NOW))
    assert shown.health.light is (Light.RED if trouble in needs_a_person else Light.YELLOW)
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
