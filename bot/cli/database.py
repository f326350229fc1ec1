"""The database as a whole: its schema, its copies, and where it is."""

from pathlib import Path

import click

from bot.cli.ending import or_exit, settings_or_exit


@click.command()
def migrate() -> None:
    """Bring the database to this release's schema."""
    settings = settings_or_exit()
    from storage.migrate import head, upgrade

    copy = or_exit(lambda: upgrade(settings.database))
    click.echo(f"The database is at {head()}.")
    if copy is not None:
        click.echo(f"What it was before is kept: {copy}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy SQLite's database to FILE, which must be new, as it is at one moment. The bot may run meanwhile.

    Keys are not in it. With PostgreSQL it says which command does this.
    """
    settings = settings_or_exit()
    from bot.operating.backup import back_up

    click.echo(or_exit(lambda: back_up(settings.database, file)))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of SQLite's database, which is kept beside it. Stop the bot before.

    A backup of an older version is brought to this one's schema at the next start; one of a newer is refused.
    """
    from datetime import UTC, datetime

    settings = settings_or_exit()
    from bot.operating.backup import restore as put_back

    click.echo(or_exit(lambda: put_back(settings.database, file, datetime.now(UTC))))


@click.command()
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
    settings = settings_or_exit()
    from bot.harden import refuse_dumps
    from bot.operating.moving import has_password, target_of
    from bot.operating.moving import move as move_now

    refuse_dumps()
    if url is not None and has_password(url):
        click.echo("The password stands in the command line, where others can read it: use --to-file.", err=True)
    or_exit(lambda: move_now(settings.database, target_of(url, file), click.echo))
