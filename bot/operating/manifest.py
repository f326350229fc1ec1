"""tokenmeter manifest: the Slack app as Slack reads it, and the link that creates the app from it."""

import json
from copy import deepcopy
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote, urlsplit

import yaml

NEW_APP: Final = "https://api.slack.com/apps?new_app=1&manifest_json="

Manifest = dict[str, Any]


def for_socket_mode() -> Manifest:
    """The repository's manifest.yml, which the package has beside this file."""
    loaded: Manifest = yaml.safe_load(files("bot").joinpath("manifest.yml").read_text(encoding="utf-8"))
    return loaded


def for_http(address: str) -> Manifest:
    """The same app, whose requests Slack sends to `address`, and which workspaces install by a click.

    Raises ValueError when it is no plain https address.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("must be an https address that Slack reaches, without user, query or fragment")
    base = address.rstrip("/")
    events = f"{base}/slack/events"
    manifest = deepcopy(for_socket_mode())
    for command in manifest["features"]["slash_commands"]:
        command["url"] = events
    manifest["oauth_config"]["redirect_urls"] = [f"{base}/slack/oauth_redirect"]
    settings = manifest["settings"]
    settings["event_subscriptions"]["request_url"] = events
    settings["interactivity"]["request_url"] = events
    settings["socket_mode_enabled"] = False
    return manifest


def as_yaml(manifest: Manifest) -> str:
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=1000)


def as_json(manifest: Manifest) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def link(manifest: Manifest) -> str:
    """Opened in a browser, it shows the app that is about to be created, and asks in which workspace."""
    return NEW_APP + quote(json.dumps(manifest, separators=(",", ":"), ensure_ascii=False), safe="")
