"""The command line. What a command needs is imported when it runs: `--version` is instant."""

import click

from bot.cli import checking, database, processes, workspaces


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tokenmeter", message="tokenmeter %(version)s")
def main() -> None:
    """TokenMeter shows in Slack what your LLM APIs cost."""


for _command in (
    processes.run,
    processes.worker,
    processes.healthy,
    processes.demo,
    processes.manifest,
    database.migrate,
    database.backup,
    database.restore,
    database.move,
    workspaces.workspaces,
    workspaces.plan,
    workspaces.collect,
    workspaces.export,
    workspaces.audit,
    workspaces.purge,
    workspaces.rotate_master_key,
    checking.doctor,
):
    main.add_command(_command)
