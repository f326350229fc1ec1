"""What is said of what people are told: where, and what keeps it back."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.views.subscriptions import kept_back, line
from core.digests import Cadence, Digest, Schedule, spec_of
from core.rights import Verdict
from core.subscriptions import FOREVER, NO_RIGHT, Kind, Recipient, Subscription

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SPEC = spec_of(Digest(Schedule(Cadence.DAILY, time(9), "UTC")))
DIGEST = Subscription("s1", "T1", Kind.DIGEST, 1, "U1", NOW, (), SPEC, (Recipient("C1"), Recipient("U2")))


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("is_archived", "<#C1> (cannot be reached: is"),
        (f"{NO_RIGHT}{Verdict.PRIVATELY}", "<#C1> (held back: people of other organizations are in it; a manager can"),
        (f"{NO_RIGHT}{Verdict.MANAGERS_ONLY}", "<#C1> (held back: a manager has limited the channel"),
    ],
)
def test_a_list_says_why_somebody_is_not_told(trouble: str, said: str) -> None:
    assert said in line(replace(DIGEST, recipients=(Recipient("C1", None, trouble),)), NOW)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_list_has_words_for_whatever_holds_somebody_back(verdict: Verdict) -> None:
    assert "held back: " in line(replace(DIGEST, recipients=(Recipient("C1", None, f"{NO_RIGHT}{verdict}"),)), NOW)


def test_what_keeps_one_back_that_was_changed_is_said() -> None:
    assert kept_back(DIGEST, NOW) == ""
    paused = replace(DIGEST, paused_until=FOREVER)
    assert kept_back(paused, NOW) == "It is paused: `/tokenmeter digest resume d1` lets it go on."
    for_a_day = kept_back(replace(DIGEST, paused_until=NOW + timedelta(days=1)), NOW)
    assert for_a_day.startswith("It is paused until <!date^")
    muted = replace(DIGEST, recipients=(Recipient("C1"), Recipient("U2", FOREVER)))
    assert kept_back(muted, NOW) == "It stays muted for <@U2>; `/tokenmeter digest resume d1` there ends that."
