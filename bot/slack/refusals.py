"""Notices where Slack refuses a workspace's token, in whatever call."""

from typing import Final

from bot.metrics.slack_calls import Called

DEAD: Final = frozenset({"account_inactive", "invalid_auth", "token_revoked"})
"""What Slack answers to a token that it takes no more. One that has ended is another matter: the next is fetched."""


class Refusals:
    def __init__(self, called: Called) -> None:
        """`called` is told of every call, too."""
        self._called = called
        self._any = False

    def called(self, method: str, error: str | None) -> None:
        self._any |= error in DEAD
        self._called(method, error)

    def any_since(self) -> bool:
        """Whether there was one since this was asked last."""
        refused, self._any = self._any, False
        return refused
