"""Rules of the house that a reader would have to keep in mind otherwise. Each says what went wrong without it."""

import ast
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.settings import BadSettings, load
from bot.slack.bolt import new_bolt
from core.providers.openai.reports import PATHS

HOUSE: Final = Path(__file__).parents[2]

ENVIRONMENT: Final = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
WALL_CLOCK: Final = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
}
CHANCE: Final = {"random", "secrets", "uuid", "os.urandom"}

ROOTS: Final = {
    "bot/app.py",
    "bot/shared.py",
    "bot/composition.py",
    "bot/cli/database.py",
    "bot/cli/ending.py",
    "bot/cli/workspaces.py",
    "bot/clock.py",
    "bot/operating/collect.py",
    "bot/doctor/keys.py",
    "bot/keeping.py",
    "bot/operating/master_key.py",
    "bot/oauth/composition.py",
    "bot/purging.py",
}
"""Where a command is put together: clock and chance are made here, and handed on."""


def files(*folders: str, but: tuple[str, ...] = ("bot/demo/",)) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((HOUSE / folder).rglob("*.py")):
            name = path.relative_to(HOUSE).as_posix()
            if not name.startswith(but):
                yield name, parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def used(tree: ast.AST) -> set[str]:
    """Every dotted name in it, and everything it imports: `os.environ`, `random`, `os.urandom`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def blind_excepts(tree: ast.AST) -> int:
    """How many handlers catch everything."""
    everything = {"Exception", "BaseException"}
    return sum(
        handler.type is None or bool(everything & {ast.unparse(part) for part in ast.walk(handler.type)})
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler)
    )


def handed_on(tree: ast.AST) -> list[str]:
    """Calls that hand Slack's body to code of another file."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and any(isinstance(value, ast.Name) and value.id == "body" for value in [*call.args, *of_keywords(call)])
        and not (isinstance(call.func, ast.Name) and call.func.id in own)
    ]


def own_percents(tree: ast.AST) -> list[int]:
    """Lines that write a number and its percent sign by themselves, with a space between them."""
    return [
        string.lineno
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for part in string.values
        if isinstance(part, ast.Constant) and re.match(r"\s%", str(part.value))
    ]


def of_keywords(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords]


def test_only_the_command_line_and_the_chart_process_touch_the_environment() -> None:
    """Bolt, httpx and matplotlib each read variables of their own, and child processes inherit them all: where anything
    may read or set one, nobody can say that the tokens have left the environment."""
    touching = {name for name, tree in files("bot", "core", "storage") if ENVIRONMENT & used(tree)}
    assert touching == {"bot/cli/ending.py", "bot/chart_child.py"}


def test_the_time_is_handed_in() -> None:
    """A function that asks for the time itself is right on the day it is tested: ends of months, midnight in UTC and
    clocks that are set back are seen by nobody before they happen."""
    asking = {name for name, tree in files("bot", "core", "storage") if WALL_CLOCK & used(tree)}
    assert asking <= ROOTS


def test_chance_is_handed_in() -> None:
    """An id or a nonce that is drawn where it is used cannot be made to repeat in a test: what happens when two are
    the same is found out in production."""
    drawing = {name for name, tree in files("bot", "core", "storage") if CHANCE & used(tree)}
    assert drawing <= ROOTS


def test_only_named_places_catch_everything() -> None:
    """A handler for everything shows a misspelt attribute as "OpenAI does not answer". Work that is under way, the
    chart process and the page of an installation have theirs, which log or raise an error of their own; the others
    undo what was begun or hold it back, and raise again."""
    catching = {name: count for name, tree in files("bot", "core", "storage") if (count := blind_excepts(tree))}
    assert catching == {
        "bot/chart_process.py": 1,
        "bot/collection/collecting.py": 1,
        "bot/oauth/routes.py": 1,
        "bot/work.py": 2,
        "core/connecting.py": 1,
        "core/key_rotation.py": 1,
    }


def test_slacks_body_goes_no_further_than_its_listener() -> None:
    """A modal's body holds the pasted key. Five of the six code bases we learnt from hand it on, and have it in a log
    line, a job's arguments or an error's text; a listener takes out the few values that its work needs."""
    further = {name: calls for name, tree in files("bot/listeners") if (calls := handed_on(tree))}
    assert further == {}


def test_what_only_reads_is_asked_again_when_its_connection_is_lost() -> None:
    """A restart of PostgreSQL met whoever had asked a moment before with an error; asking once more harms nobody."""
    reading = {
        f"{name}: {node.name}": {ast.unparse(each) for each in node.decorator_list}
        for name, tree in files("storage", but=("storage/database.py",))
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef) and "self._database.reading" in used(node)
    }
    assert [name for name, decorators in reading.items() if decorators != {"asked_again"}] == []
    assert len(reading) > 30


def test_a_listener_takes_ack_request_and_body_and_nothing_else_of_bolts() -> None:
    """What else Bolt can inject (say, respond, client, payload) each has a way of its own to fail, past our error
    ids, retries and escaping."""
    for name, tree in files("bot/listeners"):
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncFunctionDef) and node.name in ("acknowledge", "work"):
                taken = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
                assert taken - {"deps"} in ({"ack", "body"}, {"request", "body"}), f"{name}: {node.name} takes {taken}"


def test_no_other_address_of_openai_is_ever_called() -> None:
    """We promise that prompts and answers are never read: every address is one of these, and one place sends."""
    usage = (
        *("completions", "decisions", "embeddings", "moderations", "images", "audio_speeches", "audio_transcriptions"),
        *("vector_stores", "code_interpreter_sessions", "file_search_calls", "web_search_calls"),
    )
    assert {
        *(f"organization/usage/{name}" for name in usage),
        "organization/costs",
        "organization/projects",
        "organization/users",
        "organization/admin_api_keys",
        "organization/projects/{project}/api_keys",
        "organization/spend_limit",
        "organization/spend_alerts",
        "organization/projects/{project}/spend_limit",
        "organization/projects/{project}/spend_alerts",
    } == PATHS
    sending = {name for name, tree in files("core") if {"self._client.stream", "self._client.get"} & used(tree)}
    assert sending == {"core/providers/openai/transport.py"}
    speaking = {name for name, tree in files("core") if "httpx" in used(tree)}
    assert speaking == {"core/providers/openai/provider.py", "core/providers/openai/transport.py"}


def test_percents_are_written_in_one_way() -> None:
    """Each view wrote its own, with a space that lines break at: the sign stood alone on the next one."""
    assert {name: lines for name, tree in files("bot", "core") if (lines := own_percents(tree))} == {}


def test_nothing_draws_with_matplotlibs_global_state() -> None:
    """pyplot keeps every figure until it is closed, in a state that all callers share: memory grows with each chart,
    and two charts at once draw into one."""
    drawing = {name for name, tree in files("bot", "core", "storage", but=()) if "matplotlib.pyplot" in used(tree)}
    assert drawing == set()


def test_bolt_keeps_no_installations_and_offers_no_oauth(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a client id and secret in the environment Bolt silently wrote bot tokens in clear text to files of its own.
    Our settings take both out of the environment before Bolt is made."""
    environ = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "test-" * 6, "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 6}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert new_bolt(nobody).installation_store is not None, "Bolt does not do so any more: this test proves nothing"

    with pytest.raises(BadSettings):
        load(os.environ, HOUSE / "tests")
    bolt = new_bolt(nobody)
    assert bolt.installation_store is None
    assert bolt.oauth_flow is None


async def nobody(workspace: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("broken", "caught"),
    [
        ("import os\nvalue = os.environ['X']", lambda tree: ENVIRONMENT & used(tree)),
        ("from os import getenv\nvalue = getenv('X')", lambda tree: ENVIRONMENT & used(tree)),
        ("from datetime import datetime\nnow = datetime.now(UTC)", lambda tree: WALL_CLOCK & used(tree)),
        ("import time\nnow = time.time()", lambda tree: WALL_CLOCK & used(tree)),
        ("from random import choice", lambda tree: CHANCE & used(tree)),
        ("import os\nvalue = os.urandom(4)", lambda tree: CHANCE & used(tree)),
        ("try:\n    go()\nexcept:\n    stop()", blind_excepts),
        ("try:\n    go()\nexcept (ValueError, Exception):\n    stop()", blind_excepts),
        ("async def work(request, body):\n    await deps.answering.ask(request, body)", handed_on),
        ("async def work(request, body):\n    log.info('seen', body=body)", handed_on),
        ("shown = f'{percent} % of it'", own_percents),
    ],
)
def test_a_rule_sees_what_breaks_it(broken: str, caught: Callable[[ast.AST], object]) -> None:
    """A rule that sees nothing holds for ever: these are seen."""
    assert caught(ast.parse(broken))
