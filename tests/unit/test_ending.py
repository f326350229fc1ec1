"""How a command ends: in a line an operator can do something about, unless it is a bug of ours."""

import sqlite3
from collections.abc import Callable
from typing import NoReturn

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from bot.cli.ending import or_exit


def raising(error: Exception) -> Callable[[], NoReturn]:
    def run() -> NoReturn:
        raise error

    return run


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error")),
        DatabaseError("SELECT 1", {}, sqlite3.DatabaseError("database disk image is malformed")),
    ],
)
def test_a_database_that_gives_up_is_a_line_and_no_traceback(
    error: DatabaseError, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        or_exit(raising(error))
    told = capsys.readouterr().err
    assert str(error.orig) in told
    assert "`tokenmeter doctor`" in told


def test_what_is_wrong_with_our_own_statement_is_not_put_down_to_the_database() -> None:
    with pytest.raises(IntegrityError):
        or_exit(raising(IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))))
