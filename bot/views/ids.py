"""Ids of modals, blocks and actions: what a builder writes and its listener reads."""

from enum import StrEnum
from typing import Final

LINK: Final = "link"
"""A button that only opens an address: Slack tells us all the same."""

OPEN_CONNECT: Final = "open_connect"
"""Opens the Connect modal."""

REQUEST: Final = "request"
"""Asks the managers by DM; its value names what for."""

ASK: Final = "ask"
"""Asks a question; its value is the question's sentence. Ids have a suffix, as several stand in one block."""

WHY: Final = "why"
"""Asks why; like ASK."""

COMMAND: Final = "command"
"""Does what a command does; its value is what one would type behind /tokenmeter. Ids have a suffix, like ASK's."""

ADD: Final = "add"
"""Opens the form for something that people are told; its value is the kind, which stands in its own id too."""

EDIT: Final = "edit"
"""Opens the same form for one that there is; its value is the uid, and the name stands in its own id too."""

BUDGET_MODAL: Final = "budget"
AMOUNT_BLOCK: Final = "amount"
AMOUNT_INPUT: Final = "amount"
EVERY_BLOCK: Final = "every"
EVERY_CHOICE: Final = "every"
THRESHOLDS_BLOCK: Final = "thresholds"
THRESHOLDS_INPUT: Final = "thresholds"
PERSON_BLOCK: Final = "person"
PERSON_PICKER: Final = "person"
CHANNEL_BLOCK: Final = "channel"
CHANNEL_PICKER: Final = "channel"
PREVIEW_BUDGET: Final = "preview-budget"
"""In the form for a budget: sends what it would say now."""

BACK: Final = f"{ASK}-back"
"""Asks what an answer showed before it was changed."""

ALERT: Final = "alert"
"""What is done about an alert; its value is the card's id, or the rule's."""

DETAIL: Final = f"{ASK}-detail"
"""Puts all lines of an answer and its file into the answer's thread; its value is the question's sentence."""

DISCONNECT: Final = "disconnect"
"""Opens the Disconnect modal; its value is the connection's id, which stands in its own id too."""

ROTATE: Final = "rotate"
"""Opens the Rotate modal; like DISCONNECT."""

ROTATE_MODAL: Final = "rotate"

CONNECT_BESIDE: Final = "connect_beside"
"""In the Rotate modal: turns it into the Connect modal, for a key of another organization."""

DISCONNECT_MODAL: Final = "disconnect"
HISTORY_BLOCK: Final = "history"
HISTORY_CHOICE: Final = "history"
KEEP: Final = "keep"
DELETE: Final = "delete"

ACCESS: Final = "access"
"""Opens the form for a kind of rule; its value is the kind, and whom or what it is about, if that is known."""

ALLOW_CHANNEL: Final = "allow_channel"
"""Lets figures be posted in a channel that is shared outside; its value is the channel."""

WEEK_START: Final = "week_start"
"""The menu of the days that weeks may start on; a value is the day's name."""

ACCESS_MODAL: Final = "access"
SUBJECT_BLOCK: Final = "subject"
SUBJECT_PICKER: Final = "subject"
CHOICE_BLOCK: Final = "choice"
CHOICE_PICKER: Final = "choice"
FILTER_BLOCK: Final = "filter"
FILTER_INPUT: Final = "filter"


DIGEST_MODAL: Final = "digest"
PLACE_BLOCK: Final = "place"
ALERT_MODAL: Final = "alert"
RULE_BLOCK: Final = "rule"
CADENCE_BLOCK: Final = "cadence"
DAY_BLOCK: Final = "day"
TIME_BLOCK: Final = "time"
ZONE_BLOCK: Final = "zone"
SPLIT_BLOCK: Final = "split"
WAIT_BLOCK: Final = "wait"
FIELD: Final = "field"
"""The action id of a field that is alone in its block."""
PREVIEW: Final = "preview"
"""In a form: shows the person what they would be told."""


class Choice(StrEnum):
    """What is to hold from now on."""

    MAKE = "make"
    """The rule, with the filters that are typed where it takes some."""
    NOTHING = "nothing"
    """The rule without filters: nothing may be asked about."""
    LIFT = "lift"
    """The rule no more."""


CONNECT_MODAL: Final = "connect"
NAME_BLOCK: Final = "name"
NAME_INPUT: Final = "name"
KEY_INPUT: Final = "key"


def key_block(attempt: int) -> str:
    """The id of the key's field, a new one for each attempt."""
    return f"key-{attempt}"


def alert(what: str) -> str:
    return f"{ALERT}-{what}"


def ask(number: int) -> str:
    return f"{ASK}-{number}"


def ask_menu(name: str) -> str:
    return f"{ASK}-{name}"


def add(kind: str) -> str:
    return f"{ADD}-{kind}"


def command(name: str | int) -> str:
    return f"{COMMAND}-{name}"


def edit(name: str) -> str:
    return f"{EDIT}-{name}"


def why(number: int) -> str:
    return f"{WHY}-{number}"


def disconnect(connection: int) -> str:
    return f"{DISCONNECT}-{connection}"


def access(kind: str) -> str:
    return f"{ACCESS}-{kind}"


def rotate(connection: int) -> str:
    return f"{ROTATE}-{connection}"
