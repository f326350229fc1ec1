"""A secret that prints as bullets, so that no log line, traceback or repr carries it by accident."""

from typing import Final, final

MASK: Final = "•••"


@final
class Secret:
    """A string that must not be shown. `reveal()` is the only way to its value.

    It cannot be pickled: a secret never crosses a process or reaches a job store.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    @property
    def hint(self) -> str:
        """The last four characters: the most that is ever shown."""
        return self._value[-4:] if len(self._value) >= 12 else ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __format__(self, spec: str) -> str:
        return MASK

    def __reduce__(self) -> str:
        raise TypeError("a Secret is not to be pickled: pass the id of what it belongs to")
