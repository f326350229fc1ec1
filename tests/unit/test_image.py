"""The Dockerfile: what can be seen of the image without building it. `make image-steps` does the rest."""

import re
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Final

import pytest

from bot.cli import main
from bot.operating.healthy import answers
from tests.image.dockerfile import HOUSE, stages_of
from tests.ports import free_port

BUILD, IMAGE = stages_of((HOUSE / "Dockerfile").read_text(encoding="utf-8"))
COPIED: Final = [word for each in BUILD.all("COPY") for word in each.words[:-1]]


def test_it_does_not_run_as_root_and_says_so_by_number() -> None:
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", IMAGE.last("USER").value)
    after = IMAGE.instructions.index(IMAGE.last("USER"))
    assert {"RUN", "COPY", "ADD"}.isdisjoint(each.name for each in IMAGE.instructions[after:])


def test_no_shell_stands_between_a_signal_and_the_bot() -> None:
    assert all(IMAGE.last(name).value.startswith("[") for name in ("ENTRYPOINT", "CMD"))
    assert IMAGE.last("HEALTHCHECK").value.startswith("CMD [")


def test_what_it_runs_are_commands_that_there_are() -> None:
    assert IMAGE.last("ENTRYPOINT").words == ["tokenmeter"]
    assert IMAGE.last("CMD").words == ["run"]
    assert IMAGE.last("HEALTHCHECK").command == ["tokenmeter", "healthy"]
    assert {"run", "healthy"} <= main.commands.keys()


def test_all_that_is_fetched_has_a_hash() -> None:
    installs = [
        part
        for stage in (BUILD, IMAGE)
        for each in stage.all("RUN")
        for part in each.value.split("&&")
        if "install " in part and "pip" in part
    ]
    assert len(installs) == 3
    assert all("--require-hashes" in each or ("--no-deps" in each and "/wheels/" in each) for each in installs)
    assert not [each.value for each in IMAGE.all("RUN") if "pip" in each.value]


def test_only_what_the_image_is_built_of_is_sent_to_the_engine() -> None:
    rules = [line for line in (HOUSE / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == set(COPIED)
    assert [source for source in COPIED if not (HOUSE / source).exists()] == []


def test_each_package_of_the_wheel_is_in_the_build() -> None:
    packages = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert set(packages["targets"]["wheel"]["packages"]) <= set(COPIED)


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_healthy_is_what_healthz_says(status: int, healthy: bool) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """It says nothing."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        answering = Thread(target=server.handle_request)
        answering.start()
        assert answers(server.server_port) is healthy
        answering.join()


def test_where_nothing_listens_nothing_is_healthy() -> None:
    assert not answers(free_port())
