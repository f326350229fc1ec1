"""What was restated, in sums and in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.views.answer_words import footer
from bot.views.connection import ConnectionStatus, build_connection
from bot.views.restated import restated_words
from core.coverage import Coverage
from core.health import health
from core.restated import RestatedDay, Restatement, by_day
from core.totals import DayTotal, changed
from tests.unit.worlds import CENT, NOW, TODAY, cost, day, report
from tests.unit.worlds import connection as connected


def restatement(
    when: date, before: int, after: int, connection: int = 1, currency: str = "usd", hour: int = 0
) -> Restatement:
    return Restatement(connection, when, currency, before * CENT, after * CENT, NOW + timedelta(hours=hour))


def test_a_day_is_restated_from_what_it_was_first_to_what_it_is_now() -> None:
    found = [restatement(day(3), 200, 300, hour=2), restatement(day(3), 100, 150, hour=1), restatement(day(5), 9, 1)]
    assert by_day(found) == (RestatedDay(day(5), "usd", -8 * CENT), RestatedDay(day(3), "usd", 200 * CENT))


def test_connections_are_added_up_and_currencies_are_not() -> None:
    found = [
        restatement(day(3), 1, 2),
        restatement(day(3), 1, 4, connection=2),
        restatement(day(3), 1, 8, currency="eur"),
    ]
    assert by_day(found) == (RestatedDay(day(3), "eur", 7 * CENT), RestatedDay(day(3), "usd", 4 * CENT))


def test_a_day_that_came_back_to_what_it_was_is_not_told() -> None:
    assert by_day([restatement(day(3), 1, 2), restatement(day(3), 2, 1, hour=1)]) == ()


@pytest.mark.parametrize(("nanos", "is_other"), [(0, False), (3, False), (4, True), (-3, False), (-4, True)])
def test_half_a_nano_a_row_is_no_difference(nanos: int, is_other: bool) -> None:
    before, after = DayTotal({"usd": 1_000}, 5), DayTotal({"usd": 1_000 + nanos}, 1)
    assert changed(before, after) == ({"usd": (1_000, 1_000 + nanos)} if is_other else {})


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([RestatedDay(day(3), "usd", 1_240 * CENT)], "restated 3 Nov: +$12.40"),
        ([RestatedDay(day(3), "usd", -5 * CENT)], "restated 3 Nov: -$0.05"),
        ([RestatedDay(date(2025, 12, 31), "eur", 100 * CENT)], "restated 31 Dec 2025: +€1.00"),
        (
            [RestatedDay(day(number), "usd", CENT) for number in (9, 8, 7, 6, 5)],
            "restated 9 Nov: +$0.01, 8 Nov: +$0.01, 7 Nov: +$0.01 and 2 more",
        ),
    ],
)
def test_restated_days_are_named_newest_first_with_their_sign(days: list[RestatedDay], words: str) -> None:
    assert restated_words(days, 2026) == words


def test_the_footer_of_an_answer_tells_of_restated_days() -> None:
    answer = report("last 30 days", [cost(day(3), "", 20)])
    assert "restated" not in footer(answer)
    told = replace(answer, restated=(RestatedDay(day(3), "usd", 1_240 * CENT),))
    assert footer(told).endswith(" · restated 3 Nov: +$12.40")


def test_the_status_tells_managers_of_days_that_were_restated_lately() -> None:
    one, whole = connected(), Coverage(TODAY, 1, ())
    status = ConnectionStatus(one, whole, health(one, whole, NOW), (RestatedDay(day(3), "usd", 1_240 * CENT),))
    assert "OpenAI restated 3 Nov: +$12.40" in str(build_connection(status, NOW, "#help", manage=True))
    assert "restated" not in str(build_connection(status, NOW, "#help", manage=False))
