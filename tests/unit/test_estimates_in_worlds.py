"""Estimates in worlds that nothing was tuned on. The bench has their figures; here only what nobody would accept."""

from statistics import median

import pytest

from tests.bench.bench_estimates import UNSEEN, look_at


@pytest.mark.parametrize("seed", UNSEEN[:2])
def test_estimates_are_close_to_the_bills_and_closer_than_what_one_would_guess(seed: int) -> None:
    seen = look_at(seed)
    assert median(seen.ours) < 3
    assert median(seen.replayed) < 3
    assert median(seen.ours) < min(median(seen.as_before), median(seen.by_list))
