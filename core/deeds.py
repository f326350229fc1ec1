"""What the audit log says of what is done to connections, rights and plans."""

from typing import Final

from core.audit import Deed, Done
from core.connection import Connection, NewConnection, NewKey
from core.install import Granted
from core.questions.filters import written
from core.rights import Rule, RuleKind
from core.weeks import WeekStart

_MADE: Final = {
    RuleKind.MANAGER: Done.APPOINTED,
    RuleKind.MEMBER: Done.LIMITED,
    RuleKind.CHANNEL: Done.BOUND,
    RuleKind.SHARED: Done.ALLOWED,
}
_LIFTED: Final = {
    RuleKind.MANAGER: Done.DISMISSED,
    RuleKind.MEMBER: Done.UNLIMITED,
    RuleKind.CHANNEL: Done.UNBOUND,
    RuleKind.SHARED: Done.FORBIDDEN,
}


def installed(granted: Granted, again: bool) -> Deed:
    """`again`: what was stored of the workspace stays."""
    ends = {"token": "does not end" if granted.expires_at is None else "is fetched anew"}
    return Deed(granted.by, Done.REINSTALLED if again else Done.INSTALLED, granted.name, ends)


def uninstalled(workspace: str, by: str) -> Deed:
    """`workspace`: its name."""
    return Deed(by, Done.UNINSTALLED, workspace)


def revoked(workspace: str, by: str) -> Deed:
    """`workspace`: its name."""
    return Deed(by, Done.REVOKED, workspace)


def connected(new: NewConnection, resumed: bool) -> Deed:
    """`resumed`: the history of one that was disconnected goes on."""
    details = {
        "connection": new.uid,
        "provider": new.provider,
        "organization": new.organization,
        "key": new.key_hint,
        "resumed": "yes" if resumed else "no",
    }
    return Deed(new.owner, Done.CONNECTED, new.name, details)


def rotated(connection: Connection, new: NewKey) -> Deed:
    details = {"connection": connection.uid, "key": new.key_hint, "replaced": connection.key_hint}
    return Deed(new.owner, Done.ROTATED, connection.name, details)


def disconnected(connection: Connection, by: str, history_goes: bool) -> Deed:
    details = {
        "connection": connection.uid,
        "key": connection.key_hint,
        "history": "deleted" if history_goes else "kept",
    }
    return Deed(by, Done.DISCONNECTED, connection.name, details)


def history_deleted(connection: Connection, by: str) -> Deed:
    return Deed(by, Done.HISTORY_DELETED, connection.name, {"connection": connection.uid})


def rule_made(rule: Rule, by: str) -> Deed:
    details = {"to": written(rule.filters)} if rule.kind in (RuleKind.MEMBER, RuleKind.CHANNEL) else {}
    return Deed(by, _MADE[rule.kind], rule.subject, details)


def rule_lifted(rule: Rule, by: str) -> Deed:
    return Deed(by, _LIFTED[rule.kind], rule.subject)


def week_start_changed(workspace: str, by: str, before: WeekStart, after: WeekStart) -> Deed:
    """`workspace`: its name."""
    return Deed(by, Done.WEEK_START_CHANGED, workspace, {"from": before.title, "to": after.title})


def plan_changed(workspace: str, by: str, before: str, after: str) -> Deed:
    """`workspace`: its name."""
    return Deed(by, Done.PLAN_CHANGED, workspace, {"from": before, "to": after})
