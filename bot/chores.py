"""What is looked after every minute, beside collecting."""

from collections.abc import Awaitable, Callable, Mapping

from bot.work import InFlight


class Chores:
    def __init__(self, in_flight: InFlight, chores: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        """`chores` by name; each does what is due by the stored rows, and may be stopped anywhere."""
        self._in_flight = in_flight
        self._chores = chores

    async def start(self) -> None:
        """Start all of them; one that fails is logged and stops no other."""
        for name, chore in self._chores.items():
            self._in_flight.start(name, _run(chore))


async def _run(chore: Callable[[], Awaitable[None]]) -> None:
    await chore()
