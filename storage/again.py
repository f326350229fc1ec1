"""Doing once more what a server that went away has not done."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

P = ParamSpec("P")
T = TypeVar("T")


def asked_again(question: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """For what reads, or writes in one transaction: when its connection is lost before that is to be kept, nothing has
    come of it, and it is done once more, on another one.

    Database waits for that one as long as a restart takes, so that nobody who asked sees an error. What was lost while
    it was being kept raises CommitLost, and is not done again.
    """

    @wraps(question)
    async def asked(*given: P.args, **named: P.kwargs) -> T:
        try:
            return await question(*given, **named)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return await question(*given, **named)

    return asked
