"""How a command ends: with what an operator can mend in a line, and no traceback."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings

T = TypeVar("T")


def settings_or_exit() -> "Settings":
    from bot.settings import BadSettings

    try:
        return read_settings()
    except BadSettings as bad:
        click.echo("These settings are wrong or missing:", err=True)
        for problem in bad.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(2)


def read_settings() -> "Settings":
    import os

    from bot import log
    from bot.redact import Redactor
    from bot.settings import load

    settings = load(os.environ, Path.cwd())
    log.configure(settings.log_level, settings.log_format, Redactor(settings.secrets()))
    log.take_over()
    return settings


def or_exit(run: "Callable[[], T]") -> "T":
    """Run it; what an operator can mend is said in a line, not in a traceback."""
    from slack_sdk.errors import SlackApiError
    from sqlalchemy.exc import DatabaseError, OperationalError

    from bot.operating.export import NoExport
    from bot.operating.master_key import CannotRotate
    from bot.operating.offline import NoConnection, NotMigrated, NoWorkspace
    from bot.slack.error import code_of
    from core.vault import VaultError
    from storage.backup import NoCopy
    from storage.database import DatabaseDown
    from storage.master_key import BadMasterKey
    from storage.migrate import SchemaTooNew
    from storage.moving import NotMoved

    foreseen = (
        BadMasterKey,
        CannotRotate,
        DatabaseDown,
        NoConnection,
        NoCopy,
        NoExport,
        NotMigrated,
        NotMoved,
        NoWorkspace,
        SchemaTooNew,
        VaultError,
    )
    try:
        return run()
    except foreseen as error:
        stop(str(error))
    except DatabaseError as error:
        # SQLite says of a damaged file no more than the first; what they are to others is our own doing.
        if type(error) not in (DatabaseError, OperationalError):
            raise
        stop(f"The database gave up ({error.orig}). What was stored stays; `tokenmeter doctor` says more.")
    except SlackApiError as error:
        stop(f"Slack refuses the tokens: {code_of(error)}. `tokenmeter doctor` says more.")
    except OSError as error:
        stop(f"{error.strerror or type(error).__name__}. `tokenmeter doctor` says more.")


def stop(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(1)
