"""Calling one of Google's services: patiently, with an end, and with errors that carry nothing of what was sent."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from google.api_core.exceptions import (
    Aborted,
    DeadlineExceeded,
    GoogleAPICallError,
    InternalServerError,
    NotFound,
    PermissionDenied,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unauthenticated,
)
from google.api_core.retry_async import AsyncRetry
from google.api_core.timeout import ConstantTimeout
from google.auth.exceptions import GoogleAuthError

AnswerT = TypeVar("AnswerT")

LOST: Final = (ServiceUnavailable, DeadlineExceeded, InternalServerError, Aborted)
"""After these nobody knows whether the call was carried out."""
_AGAIN: Final = (*LOST, ResourceExhausted)


class Trouble(Exception):
    """The service did not do it. The text says why and what to do, in our own words."""


class Gone(Trouble):
    """What the call was about does not exist, or not any more, or is switched off."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to keep trying, in seconds."""

    whole: float = 10.0
    """For everything one question takes, waiting included."""
    attempt: float = 4.0
    """For one answer."""
    first_wait: float = 0.2
    """Before the second attempt; then twice as long each time."""
    longest_wait: float = 2.0

    @property
    def per_attempt(self) -> ConstantTimeout:
        """To be given to each call: a plain number of seconds would be shared out over the attempts."""
        return ConstantTimeout(self.attempt)  # type: ignore[no-untyped-call]  # google-api-core leaves it untyped


PATIENT: Final = Patience()


class Calling:
    """Calls `service` ("Google Secret Manager"), trying again what may be tried again."""

    def __init__(self, service: str, patience: Patience) -> None:
        self._service = service
        self._patience = patience

    async def ask(
        self,
        question: Callable[[], Awaitable[AnswerT]],
        permission: str,
        gone: tuple[type[GoogleAPICallError], ...] = (),
    ) -> AnswerT:
        """The answer to `question`, which is asked again after an error that passes.

        Raises Gone for the errors in `gone`, and Trouble, which names `permission` when that is what is missing.
        Neither carries Google's own error: its text and its frames tell what the call was about.
        """
        patience, last = self._patience, Exception()

        def passes(error: Exception) -> bool:
            nonlocal last
            last = error
            return isinstance(error, _AGAIN)

        retrying = AsyncRetry(
            predicate=passes,
            initial=patience.first_wait,
            maximum=patience.longest_wait,
            multiplier=2.0,
            timeout=patience.whole,
        )
        try:
            async with asyncio.timeout(patience.whole):
                return await retrying(question)()
        except (RetryError, TimeoutError):
            trouble = self._trouble(last if isinstance(last, ResourceExhausted) else TimeoutError(), permission)
        except (GoogleAPICallError, GoogleAuthError) as error:
            trouble = Gone("not there") if isinstance(error, gone) else self._trouble(error, permission)
        raise trouble

    def _trouble(self, error: Exception, permission: str) -> Trouble:
        match error:
            case PermissionDenied(reason="SERVICE_DISABLED"):
                why = "is not enabled in this project: enable its API"
            case PermissionDenied():
                why = f"refuses: this service account has no role with the permission {permission}"
            case Unauthenticated() | GoogleAuthError():
                why = "does not accept the application default credentials"
            case NotFound():
                why = "does not know this project, or what was asked for in it"
            case ResourceExhausted():
                why = "has had too many calls from this project: its quota is used up for now"
            case TimeoutError():
                why = f"gives no answer within {self._patience.whole:g} s"
            case GoogleAPICallError():
                why = f"answers {error.grpc_status_code.name if error.grpc_status_code else 'nonsense'}"
            case _:
                why = "cannot be reached"
        return Trouble(f"{self._service} {why}")
