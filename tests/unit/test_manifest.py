"""The manifest: what Slack takes, and only the scopes that the README explains."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.doctor.slack import NEEDED_SCOPES

ROOT = Path(__file__).parents[2]

OPTIONAL = {"users:read.email", "channels:join", "channels:history", "groups:history", "im:history"}


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return loaded


def test_its_scopes_are_the_ones_the_doctor_wants_and_the_optional_ones(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == NEEDED_SCOPES | OPTIONAL
    assert set(scopes["bot_optional"]) == OPTIONAL


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
