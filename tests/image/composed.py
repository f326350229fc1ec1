"""What deploy/compose.yaml starts of ours, one by one: with its environment, its secrets as files, and a PostgreSQL."""

import asyncio
import base64
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from sandbox.slack.state import APP_TOKEN, BOT_TOKEN
from tests.image.container import Container
from tests.image.dockerfile import HOUSE
from tests.image.showing import found
from tests.image.trial import asked, no_traceback
from tests.ports import free_port
from tests.postgres import postgres, run_sql
from tests.real_town import RealTown, real_town

OURS = ("bot", "worker")


async def try_composed(container: Container, folder: Path) -> None:
    """Print what was found. Raises whatever is not as it should be."""
    services = yaml.safe_load((HOUSE / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]
    with postgres() as server:
        run_sql(server, "CREATE DATABASE tokenmeter")
        _give_secrets(container, f"{server}/tokenmeter")
        async with real_town(folder / "composed") as town:
            town.folder.mkdir()
            await asyncio.to_thread(
                partial(container.exec, *container.entry, "migrate", **_given(services["migrate"], town))
            )
            await _live(container, town, services)


async def _live(container: Container, town: RealTown, services: dict[str, Any]) -> None:
    ports = {"bot": town.variables["PORT"], "worker": str(free_port())}
    logs = {name: town.folder / f"{name}.log" for name in OURS}
    async with AsyncExitStack() as stack:
        running = {}
        for name in OURS:
            log = stack.enter_context(logs[name].open("ab"))
            given = _given(services[name], town) | {"PORT": ports[name]}
            started = container.running(log, given, services[name]["command"])
            running[name] = await stack.enter_async_context(started)
        for name, process in running.items():
            seconds = await process.ready(f"http://127.0.0.1:{ports[name]}", logs[name])
            found(f"compose: {name} is ready after", f"{seconds:.1f} s")
        await asked(town)
        for name, process in running.items():
            found(f"compose: {name} ended by SIGTERM in", f"{await process.terminated():.1f} s")
    for name in OURS:
        no_traceback(logs[name].read_text())


def _given(service: dict[str, Any], town: RealTown) -> dict[str, str]:
    """The service's environment, with nothing in the operator's; and where the sandbox is."""
    environment: dict[str, str] = service["environment"]
    given = {name: value for name, value in environment.items() if not value.startswith("${")}
    return given | {name: town.variables[name] for name in ("SLACK_API_URL", "OPENAI_BASE_URL")}


def _give_secrets(container: Container, database: str) -> None:
    folder = container.root.path / "run" / "secrets"
    folder.mkdir()
    secrets = {
        "database_url": database,
        "master_key": base64.b64encode(bytes(range(32))).decode() + "\n",
        "slack_bot_token": f"{BOT_TOKEN}\n",
        "slack_app_token": f"{APP_TOKEN}\n",
    }
    for name, value in secrets.items():
        (folder / name).write_text(value, encoding="utf-8")
