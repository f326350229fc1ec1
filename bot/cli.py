"""The command line. What a command needs is imported when it runs: `--version` is instant."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.settings import Settings
    from storage.workspaces import Plan

T = TypeVar("T")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tokenmeter", message="tokenmeter %(version)s")
def main() -> None:
    """TokenMeter shows in Slack what your LLM APIs cost."""


@main.command()
@click.option("--no-work", is_flag=True, help="Leave all that is due to `tokenmeter worker`. Only with PostgreSQL.")
def run(*, no_work: bool) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else HTTP.

    With PostgreSQL any number may run: one of all is the clock, and they and the workers share what is due.
    """
    _serve(takes_requests=True, concurrency=0 if no_work else None)


@main.command()
@click.option("--concurrency", type=click.IntRange(1, 200), default=24, show_default=True, help="Done at once.")
def worker(concurrency: int) -> None:
    """Do what is due, and take no requests: any number beside `run`, with PostgreSQL. Serves /healthz and /metrics."""
    _serve(takes_requests=False, concurrency=concurrency)


def _serve(*, takes_requests: bool, concurrency: int | None) -> None:
    """`concurrency`: None for what is usual."""
    import asyncio

    settings = _settings()
    from bot.app import BESIDE_REQUESTS, Role, serve
    from bot.harden import refuse_dumps

    if settings.is_sqlite and concurrency is not None:
        _stop("That takes PostgreSQL: with SQLite one `tokenmeter run` does all that is due. DATABASE_URL says which.")
    refuse_dumps()

    role = Role(takes_requests, BESIDE_REQUESTS if concurrency is None else concurrency)
    _or_exit(lambda: asyncio.run(serve(settings, role)))


@main.command()
@click.option(
    "--http", "address", metavar="ADDRESS", help="Slack sends requests to this https address: no Socket Mode."
)
@click.option("--json", "as_json", is_flag=True, help="JSON in the place of YAML.")
def manifest(*, address: str | None, as_json: bool) -> None:
    """Print the Slack app's manifest, and on standard error the link that creates the app from it.

    Without --http the app is for Socket Mode, which needs no public address. With it, other workspaces can install it.
    """
    from bot import manifest as slack_app

    try:
        app = slack_app.for_http(address) if address else slack_app.for_socket_mode()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--http") from error
    click.echo(slack_app.as_json(app) if as_json else slack_app.as_yaml(app), nl=False)
    click.echo(f"\nOpen this to create the app:\n{slack_app.link(app)}", err=True)


@main.command()
def migrate() -> None:
    """Bring the database to this release's schema."""
    settings = _settings()
    from storage.migrate import head, upgrade

    copy = _or_exit(lambda: upgrade(settings.database))
    click.echo(f"The database is at {head()}.")
    if copy is not None:
        click.echo(f"What it was before is kept: {copy}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy SQLite's database to FILE, which must be new, as it is at one moment. The bot may run meanwhile.

    Keys are not in it. With PostgreSQL it says which command does this.
    """
    settings = _settings()
    from bot.backup import back_up

    click.echo(_or_exit(lambda: back_up(settings.database, file)))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of SQLite's database, which is kept beside it. Stop the bot before.

    A backup of an older version is brought to this one's schema at the next start; one of a newer is refused.
    """
    from datetime import UTC, datetime

    settings = _settings()
    from bot.backup import restore as put_back

    click.echo(_or_exit(lambda: put_back(settings.database, file, datetime.now(UTC))))


@main.command()
@click.argument("connection", required=False)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Read every day from this one on again: 2026-07-01.",
)
def collect(connection: str | None, since: "datetime | None") -> None:
    """Collect now what is due of CONNECTION, or of all, also beside a running bot: one process at a time has each.

    With --since every day from DATE on is read again whatever was read before, also further back than the history goes.
    CONNECTION is a name, or WORKSPACE/NAME. Ends with 1 when one did not go through.
    """
    import asyncio

    if since is not None:
        _must_be_within_history(since)
    settings = _settings()
    from rich.console import Console

    from bot.clock import SystemClock
    from bot.collect import collect as collect_now
    from bot.collect_screen import screen_of
    from bot.harden import refuse_dumps

    refuse_dumps()
    first = since.date() if since is not None else None
    with screen_of(Console()) as screen:
        well = _or_exit(lambda: asyncio.run(collect_now(settings, connection, first, screen, SystemClock())))
    sys.exit(0 if well else 1)


@main.command()
@click.argument("workspace")
@click.argument("period", nargs=-1, required=True)
@click.option("--as", "form", metavar="FORMAT", default="csv", help="csv (if nothing is said), xlsx or focus.")
@click.option("--by", metavar="DIMENSIONS", help="One or two: project, model. If nothing is said, all that is stored.")
@click.option("--for", "filters", metavar="FILTER", multiple=True, help='Only a part: project:"Search & Rank".')
@click.option(
    "--per", "width", type=click.Choice(["day", "hour"]), default="day", help="How fine usage is; costs are daily."
)
@click.option(
    "--to", metavar="FILE", help="Where it goes; - is standard output. If nothing is said, a file named for it."
)
def export(
    workspace: str,
    period: tuple[str, ...],
    form: str,
    by: str | None,
    filters: tuple[str, ...],
    width: str,
    to: str | None,
) -> None:
    """Write what WORKSPACE used and was billed in PERIOD to a file: `july`, `last 30 days`, `2026-07-01..2026-07-15`.

    The bot may run meanwhile. `focus` is FOCUS 1.2, `--as "focus 1.4"` version 1.4.
    """
    import asyncio

    settings = _settings()
    from bot.clock import SystemClock
    from bot.export_command import STDOUT
    from bot.export_command import export as export_now

    split = [f"by {by}"] if by else []
    sentence = " ".join([*period, *split, *(f"for {each}" for each in filters), f"per {width}", f"as {form}"])
    said = _or_exit(lambda: asyncio.run(export_now(settings, workspace, sentence, to, SystemClock())))
    click.echo(said, err=to == STDOUT)


@main.command()
@click.option("--pre", is_flag=True, help="Only what needs no more than the settings and the network.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a check.")
def doctor(*, pre: bool, as_json: bool) -> None:
    """Check the settings, everything they point to, and how collecting goes. Each thing that fails has its cure.

    Ends with 1 when something failed.
    """
    import asyncio

    from bot.clock import SystemClock
    from bot.doctor import examine, refused, report
    from bot.settings import BadSettings

    try:
        settings = _read_settings()
    except BadSettings as bad:
        checks = refused(bad)
    else:
        checks = _or_exit(lambda: asyncio.run(examine(settings, SystemClock(), pre=pre)))
    click.echo(report(checks, as_json=as_json))
    sys.exit(0 if all(check.passed for check in checks) else 1)


@main.command()
@click.option("--port", type=int, envvar="PORT", default=3000, help="Where the bot listens. If nothing is said, PORT.")
def healthy(port: int) -> None:
    """Ask the bot on this machine whether it is alive, for a container's health check. Ends with 1 when it is not."""
    from bot.healthy import answers

    sys.exit(0 if answers(port) else 1)


@main.command()
@click.argument("workspace", required=False)
def audit(workspace: str | None) -> None:
    """Print the audit log of WORKSPACE, or of all, and check its chain of hashes."""
    import asyncio

    settings = _settings()
    from bot import audit as audit_log

    text, holds = _or_exit(lambda: asyncio.run(audit_log.audit(settings, workspace)))
    click.echo(text)
    sys.exit(0 if holds else 1)


@main.command()
@click.argument("workspace")
@click.argument("plan", type=click.Choice(["free", "paid"]))
def plan(workspace: str, plan: "Plan") -> None:
    """Put WORKSPACE on a plan, which says how far back its history is imported, and nothing else.

    Free: 30 days; paid: 180, or TOKENMETER_BACKFILL_DAYS. A running bot imports by itself what a larger plan adds.
    On a smaller one what was collected stays.
    """
    import asyncio
    from datetime import UTC, datetime

    settings = _settings()
    from bot.plan import change_plan

    click.echo(_or_exit(lambda: asyncio.run(change_plan(settings, workspace, plan, datetime.now(UTC)))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a workspace.")
def workspaces(*, as_json: bool) -> None:
    """List all workspaces, what needs attention first: plan, connections with their lights, last collection, trouble.

    No figures, and no names of people or connections.
    """
    import asyncio

    settings = _settings()
    from rich.console import Console

    from bot import workspaces as overview
    from bot.clock import SystemClock

    clock = SystemClock()
    found = _or_exit(lambda: asyncio.run(overview.look(settings, clock)))
    if as_json:
        click.echo("".join(f"{line}\n" for line in overview.as_json(found)), nl=False)
    else:
        overview.show(found, clock.now(), Console(width=None if sys.stdout.isatty() else 160, highlight=False))


@main.command()
@click.argument("workspace")
def purge(workspace: str) -> None:
    """Destroy the keys of WORKSPACE and remove all that is stored of it, for good. Asks for its name first."""
    import asyncio

    settings = _settings()
    from bot.purging import name_of, purge_now

    name = _or_exit(lambda: asyncio.run(name_of(settings, workspace)))
    click.echo(
        f"This destroys the keys of {workspace} ({name!r}) and removes all that is stored of it. It cannot be undone."
    )
    if click.prompt("Type its name to go on") != name:
        _stop("That is not its name. Nothing was removed.")
    click.echo(_or_exit(lambda: asyncio.run(purge_now(settings, workspace))))


@main.command()
@click.option("--to", "url", metavar="URL", help="An empty database: postgresql://…")
@click.option(
    "--to-file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that has the URL, and may have a password in it.",
)
def move(url: str | None, file: Path | None) -> None:
    """Carry everything over from SQLite to an empty PostgreSQL database. Stop the bot first.

    What arrived is compared with what was sent before it is kept, and the SQLite file is left as it is. When it is
    killed or fails, nothing has changed anywhere: start it again.
    """
    if (url is None) == (file is None):
        raise click.UsageError("Say where to: --to URL or --to-file FILE.")
    settings = _settings()
    from bot.harden import refuse_dumps
    from bot.moving import has_password, target_of
    from bot.moving import move as move_now

    refuse_dumps()
    if url is not None and has_password(url):
        click.echo("The password stands in the command line, where others can read it: use --to-file.", err=True)
    _or_exit(lambda: move_now(settings.database, target_of(url, file), click.echo))


@main.command("rotate-master-key")
def rotate_master_key() -> None:
    """Put a new master key in front and seal every key again under it. The bot may run meanwhile."""
    import asyncio

    settings = _settings()
    from bot.master_key import rotate

    click.echo(_or_exit(lambda: asyncio.run(rotate(settings))))


@main.command()
@click.option("--openai", "openai_url", metavar="URL", help="Use this OpenAI instead of the sandbox's.")
def demo(openai_url: str | None) -> None:
    """Do the main job against stand-ins on this machine, and stay up to be looked at in a browser."""
    import asyncio

    from bot.demo.show import show

    sys.exit(asyncio.run(show(openai_url, stay=sys.stdout.isatty())))


def _must_be_within_history(since: "datetime") -> None:
    from datetime import UTC, datetime

    from bot.settings import LONGEST_HISTORY

    days = (datetime.now(UTC).date() - since.date()).days
    if not 0 <= days < LONGEST_HISTORY:
        raise click.BadParameter(f"must be a day from the last {LONGEST_HISTORY} to today (UTC).", param_hint="--since")


def _settings() -> "Settings":
    from bot.settings import BadSettings

    try:
        return _read_settings()
    except BadSettings as bad:
        click.echo("These settings are wrong or missing:", err=True)
        for problem in bad.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(2)


def _read_settings() -> "Settings":
    import os

    from bot import log
    from bot.redact import Redactor
    from bot.settings import load

    settings = load(os.environ, Path.cwd())
    log.configure(settings.log_level, settings.log_format, Redactor(settings.secrets()))
    log.take_over()
    return settings


def _or_exit(run: "Callable[[], T]") -> "T":
    """Run it; what an operator can mend is said in a line, not in a traceback."""
    from slack_sdk.errors import SlackApiError
    from sqlalchemy.exc import OperationalError

    from bot.export_command import NoExport
    from bot.master_key import CannotRotate
    from bot.offline import NoConnection, NotMigrated, NoWorkspace
    from bot.slack_error import code_of
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
        _stop(str(error))
    except OperationalError as error:
        _stop(f"The database gave up ({error.orig}). What was stored stays; `tokenmeter doctor` says more.")
    except SlackApiError as error:
        _stop(f"Slack refuses the tokens: {code_of(error)}. `tokenmeter doctor` says more.")
    except OSError as error:
        _stop(f"{error.strerror or type(error).__name__}. `tokenmeter doctor` says more.")


def _stop(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(1)
