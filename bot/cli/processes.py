"""The processes: the bot, its workers, the demo, and the Slack app they belong to."""

import sys

import click

from bot.cli.ending import or_exit, settings_or_exit, stop


@click.command()
@click.option("--no-work", is_flag=True, help="Leave all that is due to `tokenmeter worker`. Only with PostgreSQL.")
def run(*, no_work: bool) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else HTTP.

    With PostgreSQL any number may run: one of all is the clock, and they and the workers share what is due.
    """
    _serve(takes_requests=True, concurrency=0 if no_work else None)


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 200), default=24, show_default=True, help="Done at once.")
def worker(concurrency: int) -> None:
    """Do what is due, and take no requests: any number beside `run`, with PostgreSQL. Serves /healthz and /metrics."""
    _serve(takes_requests=False, concurrency=concurrency)


def _serve(*, takes_requests: bool, concurrency: int | None) -> None:
    """`concurrency`: None for what is usual."""
    import asyncio
    import gc

    settings = settings_or_exit()
    gc.disable()  # what is imported stays: looking for garbage in it took a fifth of the time
    from bot.app import BESIDE_REQUESTS, Role, serve
    from bot.harden import refuse_dumps

    gc.enable()

    if settings.is_sqlite and concurrency is not None:
        stop("That takes PostgreSQL: with SQLite one `tokenmeter run` does all that is due. DATABASE_URL says which.")
    refuse_dumps()

    role = Role(takes_requests, BESIDE_REQUESTS if concurrency is None else concurrency)
    or_exit(lambda: asyncio.run(serve(settings, role)))


@click.command()
@click.option("--port", type=int, envvar="PORT", default=3000, help="Where the bot listens. If nothing is said, PORT.")
def healthy(port: int) -> None:
    """Ask the bot on this machine whether it is alive, for a container's health check. Ends with 1 when it is not."""
    from bot.operating.healthy import answers

    sys.exit(0 if answers(port) else 1)


@click.command()
@click.option("--openai", "openai_url", metavar="URL", help="Use this OpenAI instead of the sandbox's.")
def demo(openai_url: str | None) -> None:
    """Do the main job against stand-ins on this machine, and stay up to be looked at in a browser."""
    import asyncio

    from bot.demo.show import show

    sys.exit(asyncio.run(show(openai_url, stay=sys.stdout.isatty())))


@click.command()
@click.option(
    "--http", "address", metavar="ADDRESS", help="Slack sends requests to this https address: no Socket Mode."
)
@click.option("--json", "as_json", is_flag=True, help="JSON in the place of YAML.")
def manifest(*, address: str | None, as_json: bool) -> None:
    """Print the Slack app's manifest, and on standard error the link that creates the app from it.

    Without --http the app is for Socket Mode, which needs no public address. With it, other workspaces can install it.
    """
    from bot.operating import manifest as slack_app

    try:
        app = slack_app.for_http(address) if address else slack_app.for_socket_mode()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--http") from error
    click.echo(slack_app.as_json(app) if as_json else slack_app.as_yaml(app), nl=False)
    click.echo(f"\nOpen this to create the app:\n{slack_app.link(app)}", err=True)
