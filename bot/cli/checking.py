"""What keeps TokenMeter from working."""

import sys

import click

from bot.cli.ending import or_exit, read_settings


@click.command()
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
        settings = read_settings()
    except BadSettings as bad:
        checks = refused(bad)
    else:
        checks = or_exit(lambda: asyncio.run(examine(settings, SystemClock(), pre=pre)))
    click.echo(report(checks, as_json=as_json))
    sys.exit(0 if all(check.passed for check in checks) else 1)
