"""What the headers of an answer say about the rate limit."""

import pytest

from core.providers.openai.allowance import Allowance, allowance_of, seconds_until_reset


def headers(left: str, reset: str, limit: str = "60") -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": limit,
        "x-ratelimit-remaining-requests": left,
        "x-ratelimit-reset-requests": reset,
    }


@pytest.mark.parametrize(
    ("told", "understood"),
    [
        (headers("59", "1s"), Allowance(59, 1.0, 60)),
        (headers("9999", "6ms", "10000"), Allowance(9999, 0.006, 10_000)),
        (headers("3", "1m0.5s"), Allowance(3, 60.5, 60)),
        (headers("0", "9h", "0"), Allowance(0, 32_400.0, None)),
        (headers("0", "1s", "many"), Allowance(0, 1.0, None)),
        (headers("0", "99999h"), Allowance(0, 86_400.0, 60)),
    ],
)
def test_the_limit_what_is_left_and_the_reset_are_read(told: dict[str, str], understood: Allowance) -> None:
    assert allowance_of(told) == understood


@pytest.mark.parametrize(
    "told", [{}, headers("", "1s"), headers("-1", "1s"), headers("1e9", "1s"), headers("5", "soon"), headers("5", "")]
)
def test_what_makes_no_sense_tells_nothing(told: dict[str, str]) -> None:
    assert allowance_of(told) is None


def test_there_is_something_to_wait_for_only_when_none_is_left() -> None:
    assert seconds_until_reset(headers("0", "2s500ms")) == 2.5
    assert seconds_until_reset(headers("1", "2s500ms")) is None


def test_requests_come_back_one_by_one_until_the_reset() -> None:
    assert Allowance(left=0, reset=60.0, limit=60).seconds_until(8) == 8.0
    assert Allowance(left=57, reset=3.0, limit=60).seconds_until(8) == 3.0
    assert Allowance(left=0, reset=60.0, limit=None).seconds_until(8) == 60.0
