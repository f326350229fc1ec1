"""What somebody typed, from how Slack sends it."""

import re
from typing import Final

_ESCAPED: Final = re.compile(r"<(?P<kind>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def typed(text: str, *, channels: bool = False) -> str:
    """The text of a command without Slack's escapes, but for people: they stay `<@ID|name>`, which sentences know.

    With `channels`, these stay `<#ID|name>` too; else they become "#name". Groups become "@name"; links, which Slack
    also makes of file names and e-mails, what was typed.
    """
    plain = _ESCAPED.sub(lambda found: _plain(found, channels), text)
    for entity, character in _ENTITIES:
        plain = plain.replace(entity, character)
    return plain


def _plain(found: re.Match[str], channels: bool) -> str:
    kind, what, label = found["kind"], found["what"], found["label"]
    match kind:
        case "@":
            return found.group()
        case "#":
            return found.group() if channels else f"#{label or what}"
        case "!":
            return f"@{(label or what).removeprefix('@')}"
        case _:
            return label or what
