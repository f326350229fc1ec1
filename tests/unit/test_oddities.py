"""What is remembered of an organization from one collection to the next, and how people are told."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.views.oddities import oddities_words
from core.oddities import Found, Odd, Oddity, absent_lately, after, refused_lately
from tests.unit.worlds import NOW

DAY, HOUR, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(days=7)
USER = ("costs", "user")
TOLD = frozenset({USER})
WITHOUT_USER = {"costs": frozenset({"project"})}


def test_what_is_refused_is_not_asked_for_during_a_week_and_then_tried_again() -> None:
    known = after([], Found(refused=TOLD, read=WITHOUT_USER), NOW)
    later = after(known, Found(refused=TOLD, read=WITHOUT_USER), NOW + 6 * DAY)
    assert later == known, "it was not tried: the week goes on"
    assert refused_lately(known, NOW + WEEK - HOUR) == TOLD
    assert refused_lately(known, NOW + WEEK) == frozenset()


def test_what_is_refused_again_is_left_alone_for_another_week() -> None:
    known = after([], Found(refused=TOLD), NOW)
    again = after(known, Found(refused=TOLD, read=WITHOUT_USER), NOW + WEEK)
    assert [(each.times, each.at) for each in again] == [(2, NOW + WEEK)]


def test_what_was_split_is_not_refused_any_more_and_what_was_not_tried_stays() -> None:
    known = after([], Found(refused=TOLD), NOW)
    assert after(known, Found(), NOW + WEEK) == known
    assert after(known, Found(read={"costs": frozenset({"user", "project"})}), NOW + WEEK) == []


def test_what_is_refused_for_some_days_only_is_asked_for_every_time() -> None:
    """OpenAI may refuse a grouping for a range of time: newer days would be without it for a week."""
    assert after([], Found(refused=TOLD, read={"costs": frozenset({"user", "project"})}), NOW) == []


def test_an_endpoint_that_is_not_there_is_asked_for_less_and_less_often_but_every_day() -> None:
    known, now, waits = after([], Found(absent={"images": "api.x"}), NOW), NOW, []
    for _ in range(8):
        began = now
        while absent_lately(known, now):
            now += timedelta(minutes=10)
        waits.append((now - began) // HOUR)
        known = after(known, Found(absent={"images": "api.x"}), now)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    assert after(known, Found(read={"costs": frozenset()}), now) == known
    assert after(known, Found(read={"images": frozenset()}), now) == []


def test_what_is_unknown_is_counted_and_forgotten_when_it_does_not_come_any_more() -> None:
    known = after([], Found({"unit: furlongs": 2}), NOW)
    known = after(known, Found({"unit: furlongs": 3, "tier: warp": 1}), NOW + DAY)
    assert {(each.what, each.times) for each in known} == {("unit: furlongs", 5), ("tier: warp", 1)}
    known = after(known, Found({"tier: warp": 1}), NOW + 30 * DAY)
    assert [each.what for each in after(known, Found(), NOW + 37 * DAY)] == ["tier: warp"]


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers(1, 9), max_size=60), max_size=5))
def test_however_much_is_unknown_little_is_remembered_and_told_in_one_short_line(sent: list[dict[str, int]]) -> None:
    known: list[Oddity] = []
    for day, unknown in enumerate(sent):
        known = after(known, Found(unknown), NOW + day * DAY)
    assert len(known) <= 50
    assert len({each.what for each in known}) == len(known)
    lines = list(oddities_words(known))
    assert len(lines) == bool(known)
    assert all(len(line) < 400 and "\n" not in line for line in lines)


def test_a_permission_is_named_only_where_it_would_give_an_endpoint() -> None:
    found = Found(absent={"images": "api.usage.read", "audio_speeches": "api.usage.read", "decisions": ""})
    [line] = oddities_words(after([], found, NOW))
    assert line == (
        "Not read: audio speeches, images. Tick *Usage: Read* (`api.usage.read`) for the key, and they are there "
        "within a day."
    )
    assert list(oddities_words([Oddity(Odd.ABSENT, "decisions", "", 1, NOW)])) == []


def test_what_is_unknown_is_shown_as_plain_text() -> None:
    [line] = oddities_words([Oddity(Odd.UNKNOWN, "", "field: <!channel> *x*" + "y" * 80, 1, NOW)])
    assert line.startswith("OpenAI sent 1 thing that this release does not know: field &lt;!channel&gt; ")
    assert "<!" not in line
    assert "*x*" not in line
    assert "…. No cost is missing; a newer release may show more." in line
