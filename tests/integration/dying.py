"""A process that is killed at a step: calls before it are carried out, later ones are not."""

from collections.abc import Awaitable, Callable
from typing import Any


class Killed(BaseException):
    """kill -9: nothing of the process catches it."""


class Fuse:
    """Burns a step before and a step after each call; at its end the process is killed, and stays so."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def burn(self) -> None:
        if self.left <= 0:
            raise Killed
        self.left -= 1


def dying(inner: object, fuse: Fuse) -> Any:
    """`inner`, as long as the fuse burns: something whose methods are all awaited."""
    return _Dying(inner, fuse)


class _Dying:
    def __init__(self, inner: object, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def call(*given: Any, **named: Any) -> Any:
            self._fuse.burn()
            answer = await getattr(self._inner, name)(*given, **named)
            self._fuse.burn()
            return answer

        return call
