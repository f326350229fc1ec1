"""The state of an installation: ours, of this browser, at most ten minutes old, and nothing else is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.oauth.state import LIFETIME, Refused, Signer
from core.secret import Secret

SIGNER = Signer(Secret("client-secret-for-tests"))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NONCE = bytes(range(16))
BROWSER = "0123456789abcdef" * 2
STATE = SIGNER.new(NONCE, BROWSER, NOW)


def test_it_is_taken_from_the_browser_that_began_and_called_the_same_each_time() -> None:
    attempt = SIGNER.check(STATE, BROWSER, NOW)
    assert isinstance(attempt, str)
    assert SIGNER.check(STATE, BROWSER, NOW + LIFETIME) == attempt
    assert SIGNER.check(SIGNER.new(bytes(16), BROWSER, NOW), BROWSER, NOW) != attempt


def test_another_process_with_the_same_client_secret_takes_it_and_one_with_another_does_not() -> None:
    assert not isinstance(Signer(Secret("client-secret-for-tests")).check(STATE, BROWSER, NOW), Refused)
    assert Signer(Secret("another-client-secret")).check(STATE, BROWSER, NOW) is Refused.FOREIGN


@pytest.mark.parametrize("browser", ["", BROWSER.upper(), BROWSER[:-1] + "0", "f" * 32])
def test_another_browser_is_refused(browser: str) -> None:
    assert SIGNER.check(STATE, browser, NOW) is Refused.FOREIGN


def test_after_ten_minutes_it_is_refused() -> None:
    late = NOW + LIFETIME + timedelta(seconds=1)
    assert SIGNER.check(STATE, BROWSER, late) is Refused.EXPIRED


@given(st.one_of(st.text(max_size=120), st.binary(max_size=80).map(lambda raw: raw.hex())))
def test_whatever_else_comes_back_is_foreign(state: str) -> None:
    assert SIGNER.check(state, BROWSER, NOW) is Refused.FOREIGN


@given(st.integers(0, len(STATE) - 1), st.sampled_from("AQgw_-09az="))
def test_one_changed_letter_makes_it_foreign(at: int, letter: str) -> None:
    """Except in the bits of the last one that mean nothing."""
    changed = STATE[:at] + letter + STATE[at + 1 :]
    if changed != STATE and at != len(STATE) - 1:
        assert SIGNER.check(changed, BROWSER, NOW) is Refused.FOREIGN


def test_it_says_nothing_of_the_secret_or_the_cookie() -> None:
    assert BROWSER not in STATE
    assert SIGNER.secret.reveal() not in STATE
    assert SIGNER.secret.reveal() not in repr(SIGNER)
