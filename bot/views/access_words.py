"""Who may what, in words: what a change has done, and why one was refused. All of it is mrkdwn."""

from typing import Final

from bot.directory import ManagesAs
from bot.views.text import escape
from core.rights import Rule, RuleKind

NOBODY: Final = "This workspace has nobody like that any more. Nothing was changed."
UNSEEN: Final = "TokenMeter does not see that channel. Type `/invite @TokenMeter` in it, then try this again."
NO_CHANNEL: Final = "That is a conversation of a few people. Choose a channel."

_MANAGES_AS: Final = {
    ManagesAs.ADMIN: "as an admin or owner of this workspace",
    ManagesAs.NAMED: "named in `TOKENMETER_MANAGERS` by those who run it",
    ManagesAs.APPOINTED: "appointed here",
}
_ENDS: Final = {
    ManagesAs.ADMIN: "That ends with the role in Slack, not here.",
    ManagesAs.NAMED: "That ends in the settings, not here.",
    ManagesAs.APPOINTED: "Managers see everything: end that first.",
}
_MADE: Final = {
    RuleKind.MANAGER: "{} manages TokenMeter from now on.",
    RuleKind.SHARED: "Figures may be posted in {} from now on. People of other organizations read them there.",
}
_LIFTED: Final = {
    RuleKind.MANAGER: "{} does not manage TokenMeter any more.",
    RuleKind.SHARED: "No figures are posted in {} any more. What stands there already stays.",
}
_NOTHING_TO_LIFT: Final = {
    RuleKind.MANAGER: "{} was not appointed. Nothing was changed.",
    RuleKind.SHARED: "Figures were not allowed in {}. Nothing was changed.",
}


def mention(rule: Rule) -> str:
    """Whom or what it is about; Slack shows the name."""
    sign = "@" if rule.kind in (RuleKind.MANAGER, RuleKind.MEMBER) else "#"
    return f"<{sign}{escape(rule.subject)}>"


def made(rule: Rule) -> str:
    return _MADE[rule.kind].format(mention(rule))


def lifted(rule: Rule) -> str:
    return _LIFTED[rule.kind].format(mention(rule))


def nothing_to_lift(rule: Rule) -> str:
    return _NOTHING_TO_LIFT[rule.kind].format(mention(rule))


def manages(rule: Rule, manages_as: ManagesAs) -> str:
    """Why a rule about a manager changes nothing."""
    return f"{mention(rule)} manages TokenMeter, {_MANAGES_AS[manages_as]}. {_ENDS[manages_as]}"


def last_manager(rule: Rule) -> str:
    return f"{mention(rule)} is the last one who manages TokenMeter. Appoint somebody else first."


def no_full_member(rule: Rule) -> str:
    return f"{mention(rule)} is no full member of this workspace, and may nothing in TokenMeter."


def not_shared(rule: Rule) -> str:
    return f"{mention(rule)} is not shared with another organization: figures may be posted there anyway."
