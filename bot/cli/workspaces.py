"""What is stored of workspaces: looked at, collected, written to files, removed."""

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.ending import or_exit, settings_or_exit, stop

if TYPE_CHECKING:
    from datetime import datetime

    from storage.workspaces import Plan


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a workspace.")
def workspaces(*, as_json: bool) -> None:
    """List all workspaces, what needs attention first: plan, connections with their lights, last collection, trouble.

    No figures, and no names of people or connections.
    """
    import asyncio

    settings = settings_or_exit()
    from rich.console import Console

    from bot.clock import SystemClock
    from bot.operating import workspaces as overview

    clock = SystemClock()
    found = or_exit(lambda: asyncio.run(overview.look(settings, clock)))
    if as_json:
        click.echo("".join(f"{line}\n" for line in overview.as_json(found)), nl=False)
    else:
        overview.show(found, clock.now(), Console(width=None if sys.stdout.isatty() else 160, highlight=False))


@click.command()
@click.argument("workspace")
@click.argument("plan", type=click.Choice(["free", "paid"]))
def plan(workspace: str, plan: "Plan") -> None:
    """Put WORKSPACE on a plan, which says how far back its history is imported, and nothing else.

    Free: 30 days; paid: 180, or TOKENMETER_BACKFILL_DAYS. A running bot imports by itself what a larger plan adds.
    On a smaller one what was collected stays.
    """
    import asyncio
    from datetime import UTC, datetime

    settings = settings_or_exit()
    from bot.operating.plan import change_plan

    click.echo(or_exit(lambda: asyncio.run(change_plan(settings, workspace, plan, datetime.now(UTC)))))


@click.command()
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
    settings = settings_or_exit()
    from rich.console import Console

    from bot.clock import SystemClock
    from bot.harden import refuse_dumps
    from bot.operating.collect import collect as collect_now
    from bot.operating.collect_screen import screen_of

    refuse_dumps()
    first = since.date() if since is not None else None
    with screen_of(Console()) as screen:
        well = or_exit(lambda: asyncio.run(collect_now(settings, connection, first, screen, SystemClock())))
    sys.exit(0 if well else 1)


def _must_be_within_history(since: "datetime") -> None:
    from datetime import UTC, datetime

    from bot.settings import LONGEST_HISTORY

    days = (datetime.now(UTC).date() - since.date()).days
    if not 0 <= days < LONGEST_HISTORY:
        raise click.BadParameter(f"must be a day from the last {LONGEST_HISTORY} to today (UTC).", param_hint="--since")


@click.command()
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

    settings = settings_or_exit()
    from bot.clock import SystemClock
    from bot.operating.export import STDOUT
    from bot.operating.export import export as export_now

    split = [f"by {by}"] if by else []
    sentence = " ".join([*period, *split, *(f"for {each}" for each in filters), f"per {width}", f"as {form}"])
    said = or_exit(lambda: asyncio.run(export_now(settings, workspace, sentence, to, SystemClock())))
    click.echo(said, err=to == STDOUT)


@click.command()
@click.argument("workspace", required=False)
def audit(workspace: str | None) -> None:
    """Print the audit log of WORKSPACE, or of all, and check its chain of hashes."""
    import asyncio

    settings = settings_or_exit()
    from bot.operating import audit as audit_log

    text, holds = or_exit(lambda: asyncio.run(audit_log.audit(settings, workspace)))
    click.echo(text)
    sys.exit(0 if holds else 1)


@click.command()
@click.argument("workspace")
def purge(workspace: str) -> None:
    """Destroy the keys of WORKSPACE and remove all that is stored of it, for good. Asks for its name first."""
    import asyncio

    settings = settings_or_exit()
    from bot.purging import name_of, purge_now

    name = or_exit(lambda: asyncio.run(name_of(settings, workspace)))
    click.echo(
        f"This destroys the keys of {workspace} ({name!r}) and removes all that is stored of it. It cannot be undone."
    )
    if click.prompt("Type its name to go on") != name:
        stop("That is not its name. Nothing was removed.")
    click.echo(or_exit(lambda: asyncio.run(purge_now(settings, workspace))))


@click.command("rotate-master-key")
def rotate_master_key() -> None:
    """Put a new master key in front and seal every key again under it. The bot may run meanwhile."""
    import asyncio

    settings = settings_or_exit()
    from bot.operating.master_key import rotate

    click.echo(or_exit(lambda: asyncio.run(rotate(settings))))
