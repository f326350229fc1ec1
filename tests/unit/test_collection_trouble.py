"""What a failed collection is called, and when the next is tried."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.collection.trouble import Fault, fault_of, next_attempt, worst
from core.connection import Trouble
from core.providers.contract import (
    KeyRejected,
    Nonsense,
    OrganizationChanged,
    PermissionMissing,
    ProviderDown,
    ProviderError,
    RateLimited,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (KeyRejected("answered 401"), Fault(Trouble.KEY_REJECTED)),
        (PermissionMissing("api.usage.read", "costs"), Fault(Trouble.PERMISSION_MISSING, "api.usage.read")),
        (OrganizationChanged("an answer of another one"), Fault(Trouble.ORGANIZATION_CHANGED)),
        (RateLimited(NOW), Fault(Trouble.RATE_LIMITED, retry_at=NOW)),
        (RateLimited(), Fault(Trouble.RATE_LIMITED)),
        (ProviderDown("answered 503"), Fault(Trouble.PROVIDER_DOWN)),
        (Nonsense("pages go in a circle"), Fault(Trouble.NONSENSE)),
    ],
)
def test_each_error_of_a_provider_is_one_trouble_and_carries_no_text_of_its_own(
    error: ProviderError, fault: Fault
) -> None:
    assert fault_of(error) == fault


def test_of_several_troubles_the_one_a_person_can_do_something_about_is_told() -> None:
    down, missing = Fault(Trouble.PROVIDER_DOWN), Fault(Trouble.PERMISSION_MISSING, "api.usage.read")
    assert worst([down, missing, down]) == missing
    assert worst([]) is None


@pytest.mark.parametrize(
    ("trouble", "lasted", "wait"),
    [
        (Trouble.PROVIDER_DOWN, None, timedelta(minutes=1)),
        (Trouble.PROVIDER_DOWN, timedelta(minutes=20), timedelta(minutes=10)),
        (Trouble.PROVIDER_DOWN, timedelta(days=3), timedelta(hours=1)),
        (Trouble.KEY_REJECTED, None, timedelta(minutes=10)),
        (Trouble.KEY_REJECTED, timedelta(days=3), timedelta(hours=1)),
    ],
)
def test_the_longer_a_trouble_lasts_the_less_often_it_is_tried(
    trouble: Trouble, lasted: timedelta | None, wait: timedelta
) -> None:
    since = None if lasted is None else NOW - lasted
    assert next_attempt(Fault(trouble), since, NOW, lambda: 0.5) == NOW + wait


@given(st.sampled_from(Trouble), st.integers(-100_000, 10_000_000), st.floats(0, 1), st.integers(0, 100_000))
def test_the_next_attempt_is_never_before_the_provider_allows_it_nor_hours_after(
    trouble: Trouble, lasted: int, chance: float, retry_after: int
) -> None:
    retry_at = NOW + timedelta(seconds=retry_after)
    at = next_attempt(Fault(trouble, retry_at=retry_at), NOW - timedelta(seconds=lasted), NOW, lambda: chance)
    assert at >= retry_at
    assert timedelta(seconds=45) <= at - NOW
    assert at <= max(NOW + timedelta(minutes=75), retry_at + timedelta(minutes=1))
