"""Requests are counted by where they come from, which nobody can choose."""

import pytest

from bot.oauth.sender import sender_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "sender"),
    [
        ("198.51.100.9", "", "198.51.100.9"),
        ("8.8.8.8", "1.1.1.1", "8.8.8.8"),
        ("10.0.0.1", "1.1.1.1, 8.8.4.4", "8.8.4.4"),
        ("127.0.0.1", " 8.8.4.4 ", "8.8.4.4"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1,", "10.0.0.1"),
        ("2a00:1:2:3:4:5:6:7", "", "2a00:1:2:3::/64"),
        ("2a00:1:2:3:ffff::1", "", "2a00:1:2:3::/64"),
        ("::1", "::ffff:8.8.4.4", "8.8.4.4"),
        ("", "8.8.4.4", ""),
    ],
)
def test_a_proxy_is_believed_only_what_it_added_itself(peer: str, forwarded: str, sender: str) -> None:
    assert sender_of(peer, forwarded) == sender
