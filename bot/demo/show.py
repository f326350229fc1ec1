"""tokenmeter demo: the main job, done against the sandbox, and left running to be looked at."""

import asyncio
import json
import shutil
import signal
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import httpx

from bot.demo.bot_process import BotDied, bot_process
from bot.demo.ports import first_free_port
from bot.demo.stand_ins import start_openai
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import NotSeen, Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN

FOLDER: Final = Path(".demo")
"""Everything a demo leaves behind; the next one begins by removing it."""

PAGE_PORT: Final = 8765
COSTS: Final = "C0COSTS"
ANA: Final = "U0ANA"
QUESTION: Final = "/tokenmeter usage last 30 days by model"


@dataclass
class Steps:
    """Prints each step with the seconds since the start."""

    began: float

    def say(self, text: str) -> None:
        click.echo(f"{time.monotonic() - self.began:6.1f} s  {text}")


async def show(openai_url: str | None, *, stay: bool) -> int:
    """Run the demo; the answer is the exit status.

    `openai_url`: the real OpenAI instead of the sandbox's; the key is then pasted in the browser. `stay`: go on until
    Ctrl-C, else end when the job is done.
    """
    steps = Steps(time.monotonic())
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(mode=0o700)
    try:
        async with AsyncExitStack() as stack:
            slack = await start_slack(first_free_port(PAGE_PORT))
            stack.push_async_callback(slack.running.close)
            if openai_url is None:
                openai = await start_openai()
                stack.push_async_callback(openai.close)
                slack.state.hint["key"] = DEFAULT_KEY
            steps.say(f"a small Slack and {openai_url or 'an OpenAI'} stand ready")
            url = openai_url or f"{openai.url}/v1"
            await stack.enter_async_context(bot_process(_settings(slack, url), (FOLDER / "bot.log").absolute()))
            steps.say("the bot listens")
            if openai_url is None:
                ana = await stack.enter_async_context(person_at(slack.url, ANA))
                await _main_job(ana, slack, steps)
            if stay or openai_url is not None:
                await _stay(slack, openai_url)
    except (BotDied, NotSeen) as trouble:
        click.echo(f"The demo did not get through: {trouble}. {FOLDER / 'bot.log'} says more.", err=True)
        return 1
    return 0


def _settings(slack: SmallSlack, openai_url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "OPENAI_BASE_URL": openai_url,
        "TOKENMETER_HOME": str((FOLDER / "home").absolute()),
        "TOKENMETER_SUPPORT": "#help-finops",
        "PORT": str(first_free_port(3000)),
    }


async def _main_job(ana: Person, slack: SmallSlack, steps: Steps) -> None:
    """What somebody does on the first day, through the same doors."""
    await ana.command(COSTS, "/tokenmeter connect")
    modal = await ana.modal("TokenMeter reads")
    steps.say("Ana typed /tokenmeter connect: the form is open")
    fields = [block["block_id"] for block in modal["blocks"] if block["type"] == "input"]
    errors = await ana.submit(modal["id"], dict(zip(fields, ("Acme production", DEFAULT_KEY), strict=True)))
    if errors:
        raise NotSeen(f"the form says {errors}")
    done = await ana.modal("Connected", seconds=30)
    steps.say("🟢 Connected: OpenAI took the key, and it is in the vault")
    await ana.close(done["id"])
    im = slack.state.im(ANA).id
    await ana.message(im, "Importing", seconds=30)
    steps.say("the import's progress is in Ana's DM")
    await ana.message(im, "last 30 days", seconds=120)
    steps.say("180 days are imported: the message became the first chart")
    await ana.command(COSTS, QUESTION)
    answer = await ana.message(COSTS, "last 30 days", seconds=30)
    steps.say(f"{QUESTION}: {answer['text']}")
    await ana.open_home()
    await _keep(slack, steps)


async def _keep(slack: SmallSlack, steps: Steps) -> None:
    """Write the charts and the transcript where they can be looked at."""
    for file in slack.state.files.values():
        (FOLDER / f"{file.id}.png").write_bytes(file.content)
    async with httpx.AsyncClient(trust_env=False) as client:
        transcript: Any = (await client.get(f"{slack.url}/sandbox/transcript")).json()
    text = json.dumps(transcript, indent=1, ensure_ascii=False)
    (FOLDER / "transcript.json").write_text(text, encoding="utf-8")
    steps.say(f"charts and transcript are in {FOLDER.absolute()}")


async def _stay(slack: SmallSlack, openai_url: str | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    click.echo()
    click.echo(f"Open {slack.url}/?channel={COSTS} and go on, for example with {QUESTION}")
    if openai_url is not None:
        click.echo("Connect with /tokenmeter connect and paste your admin key there. It stays on this machine.")
    click.echo("Ctrl-C ends it.")
    await stop.wait()
