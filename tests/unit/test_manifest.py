"""The manifest: what Slack takes, and only the scopes that the README explains."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.doctor.slack import NEEDED_SCOPES, OPTIONAL_SCOPES
from bot.operating.manifest import NEW_APP, for_http, for_socket_mode, link

ROOT = Path(__file__).parents[2]


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return loaded


def test_its_scopes_are_the_ones_the_doctor_wants_and_the_optional_ones(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert scopes["bot"] == [*NEEDED_SCOPES, *OPTIONAL_SCOPES]
    assert scopes["bot_optional"] == list(OPTIONAL_SCOPES)


def test_the_readme_explains_each_scope(manifest: dict[str, Any]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [scope for scope in manifest["oauth_config"]["scopes"]["bot"] if f"`{scope}`" not in readme] == []


def test_it_keeps_to_the_lengths_of_slacks_schema(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert 1 <= len(shown["name"]) <= 35
    assert 1 <= len(shown["description"]) <= 140
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == "/tokenmeter"
    assert len(command["usage_hint"]) <= 1000


def test_it_has_no_key_that_slacks_schema_does_not_know(manifest: dict[str, Any]) -> None:
    known = {
        "_metadata": {"major_version", "minor_version"},
        "display_information": {"name", "description", "background_color", "long_description"},
        "features": {"app_home", "bot_user", "slash_commands"},
        "oauth_config": {"scopes", "redirect_urls"},
        "settings": {
            "event_subscriptions",
            "interactivity",
            "org_deploy_enabled",
            "socket_mode_enabled",
            "token_rotation_enabled",
        },
    }
    assert set(manifest) <= set(known)
    assert {name: set(part) - known[name] for name, part in manifest.items() if set(part) - known[name]} == {}


def test_the_package_has_the_repositorys_manifest_and_no_second_one(manifest: dict[str, Any]) -> None:
    packaged = files("bot").joinpath("manifest.yml")
    assert isinstance(packaged, Path)
    assert packaged.is_symlink()
    assert packaged.resolve() == ROOT / "manifest.yml"
    assert for_socket_mode() == manifest


@pytest.mark.parametrize("options", [[], ["--http", "https://costs.example.com"]])
def test_the_command_prints_what_its_link_creates_as_yaml_and_as_json(options: list[str]) -> None:
    printed = CliRunner().invoke(main, ["manifest", *options])
    as_json = CliRunner().invoke(main, ["manifest", *options, "--json"])
    [opened] = [line for line in printed.stderr.splitlines() if line.startswith(NEW_APP)]
    assert len(opened) < 4_000, "servers and browsers cut off what is much longer"
    query = parse_qs(urlsplit(opened).query, strict_parsing=True)
    assert query["new_app"] == ["1"]
    created = json.loads(query["manifest_json"][0])
    assert created == yaml.safe_load(printed.stdout) == json.loads(as_json.stdout)
    assert created == (for_http(options[1]) if options else for_socket_mode())


def test_over_http_each_address_is_the_operators_and_all_else_is_as_in_socket_mode(manifest: dict[str, Any]) -> None:
    app = for_http("https://costs.example.com/bot/")
    events = "https://costs.example.com/bot/slack/events"
    assert [command.pop("url") for command in app["features"]["slash_commands"]] == [events]
    assert app["settings"]["event_subscriptions"].pop("request_url") == events
    assert app["settings"]["interactivity"].pop("request_url") == events
    assert app["oauth_config"].pop("redirect_urls") == ["https://costs.example.com/bot/slack/oauth_redirect"]
    assert app["settings"]["socket_mode_enabled"] is False
    assert app | {"settings": app["settings"] | {"socket_mode_enabled": True}} == manifest
    assert for_socket_mode() == manifest, "the one is not made of the other"


@pytest.mark.parametrize(
    "address",
    ["http://costs.example.com", "costs.example.com", "https://", "https://u:p@costs.example.com", "https://a/?b"],
)
def test_an_address_that_slack_could_not_send_to_is_refused(address: str) -> None:
    refused = CliRunner().invoke(main, ["manifest", "--http", address])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "must be an https address" in refused.stderr


def test_what_only_looks_like_json_in_a_link_is_text_again() -> None:
    odd = {"display_information": {"name": "Ümläut & Sons = 100% #1 + ?"}}
    assert json.loads(parse_qs(urlsplit(link(odd)).query)["manifest_json"][0]) == odd
