"""What gets past the gate: only bodies that Slack signed, within the last five minutes."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.gate import is_signed
from core.secret import Secret

SECRET = Secret("signing-secret-for-tests")
NOW = 1_790_000_000.0


def signed(body: bytes, stamp: str = "1790000000", secret: Secret = SECRET) -> dict[str, list[str]]:
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.reveal().encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": [stamp], "x-slack-signature": [signature]}


@given(st.binary(max_size=2_000), st.integers(-300, 300))
def test_what_slack_signed_within_five_minutes_gets_in(body: bytes, age: int) -> None:
    assert is_signed(signed(body, str(int(NOW) - age)), body, SECRET, NOW)


@given(st.integers(301, 10**9) | st.integers(-(10**9), -301))
def test_what_is_older_or_from_the_future_does_not(age: int) -> None:
    assert not is_signed(signed(b"x", str(int(NOW) - age)), b"x", SECRET, NOW)


@given(st.binary(min_size=1, max_size=500), st.data())
def test_a_changed_body_does_not(body: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(body) * 8 - 1))
    changed = bytearray(body)
    changed[at // 8] ^= 1 << (at % 8)
    assert not is_signed(signed(body), bytes(changed), SECRET, NOW)


@given(st.lists(st.text(max_size=80), max_size=3), st.lists(st.text(max_size=80), max_size=3))
def test_any_headers_are_answered_without_an_exception(stamps: list[str], signatures: list[str]) -> None:
    headers = {"x-slack-request-timestamp": stamps, "x-slack-signature": signatures}
    assert not is_signed(headers, b"body", SECRET, NOW)


def test_a_timestamp_of_5000_digits_does_not() -> None:
    assert not is_signed(signed(b"x", "1" * 5000), b"x", SECRET, NOW)


def test_a_doubled_signature_does_not_even_when_both_are_right() -> None:
    headers = signed(b"x")
    headers["x-slack-signature"] *= 2
    assert not is_signed(headers, b"x", SECRET, NOW)


def test_another_secret_does_not() -> None:
    assert not is_signed(signed(b"x", secret=Secret("another-signing-secret")), b"x", SECRET, NOW)


def test_slacks_own_example_gets_in() -> None:
    """From Slack's page on verifying requests: its made-up secret, the body of its command, its signature."""
    secret = Secret("8f742231b10e" + "8888abcd99" + "yyyzzz85a5")
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = {"x-slack-request-timestamp": ["1531420618"], "x-slack-signature": [signature]}
    assert is_signed(headers, body, secret, 1531420618.0)
    assert not is_signed(headers, body + b"&", secret, 1531420618.0)
