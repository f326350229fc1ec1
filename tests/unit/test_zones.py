"""Digests in time zones against an independent reckoning. `python -m tests.storm zones`: every zone, 2024 to 2035."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.storm.storm_zones import TIMES, look_at
from tests.storm.zones import reckoned, steady, wrong_digests, wrong_instants

ZONES = ("Africa/Casablanca", "America/Santiago", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Kiritimati")
BERLIN = steady(ZoneInfo("Europe/Berlin"), datetime(2027, 12, 30, tzinfo=UTC), datetime(2028, 12, 30, tzinfo=UTC))


def test_each_date_of_a_year_has_one_digest_at_its_instant() -> None:
    line = look_at("some", ZONES, TIMES, date(2028, 1, 1), date(2028, 12, 31))
    assert line["wrong"] == []
    assert line["changes"] >= 8
    assert line["instants"] == len(ZONES) * len(TIMES) * 366


def test_a_digest_at_another_instant_or_on_too_many_dates_is_noticed() -> None:
    late = [replace(each, ahead=each.ahead - timedelta(minutes=1)) for each in BERLIN]
    wanted = list(reckoned(late, date(2028, 3, 20), date(2028, 3, 30), time(2, 30)))
    assert len(wrong_instants("Europe/Berlin", time(2, 30), wanted)) == 10, "all but the day whose hour is skipped"
    right = list(reckoned(BERLIN, date(2028, 3, 20), date(2028, 3, 30), time(2, 30)))
    assert wrong_digests("Europe/Berlin", time(2, 30), right) == []
    assert wrong_digests("Europe/Berlin", time(2, 30), [*right[:4], *right[5:]]) != []
