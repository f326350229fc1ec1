"""Who may what, in words: what a change has done, and why one was refused. All of it is mrkdwn."""

from collections.abc import Sequence
from typing import Final

from bot.slack.directory import ManagesAs
from bot.views.text import escape
from core.questions.filters import Filters, in_words
from core.questions.not_understood import NotUnderstood
from core.rights import Rule, RuleKind

SHORT: Final = 40
"""Characters of a limit in a list: ten of them fit into a block of Slack's, whatever has to be escaped."""

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
    ManagesAs.APPOINTED: "",
}
_MADE: Final = {
    RuleKind.MANAGER: "{} manages TokenMeter from now on.",
    RuleKind.MEMBER: "{} may ask about {} from now on, and about nothing else.",
    RuleKind.CHANNEL: "Costs in {} are limited to {} from now on: for everybody who asks there, also privately.",
    RuleKind.SHARED: "Figures may be posted in {} from now on. People of other organizations read them there.",
}
_LIFTED: Final = {
    RuleKind.MANAGER: "{} does not manage TokenMeter any more.",
    RuleKind.MEMBER: "{} may ask about everything again, except other people's figures.",
    RuleKind.CHANNEL: "Costs in {} are not limited any more.",
    RuleKind.SHARED: "No figures are posted in {} any more. What stands there already stays.",
}
_NOTHING_TO_LIFT: Final = {
    RuleKind.MANAGER: "{} was not appointed. Nothing was changed.",
    RuleKind.MEMBER: "{} was not limited. Nothing was changed.",
    RuleKind.CHANNEL: "Costs in {} were not limited. Nothing was changed.",
    RuleKind.SHARED: "Figures were not allowed in {}. Nothing was changed.",
}


def mention(rule: Rule) -> str:
    """Whom or what it is about; Slack shows the name."""
    sign = "@" if rule.kind in (RuleKind.MANAGER, RuleKind.MEMBER) else "#"
    return f"<{sign}{escape(rule.subject)}>"


def limit_words(filters: Filters, longest: int = 200) -> str:
    """What may be asked about: "project Search & Rank"; at most `longest` characters of it, before they are escaped."""
    words = in_words(filters)
    return escape(words if len(words) <= longest else f"{words[: longest - 1]}…") if filters else "nothing"


def not_a_limit(answer: NotUnderstood) -> str:
    """What is wrong with a filter, in plain text for its field."""
    about = f"“{answer.what}”: " if answer.what else ""
    nearest = f" Nearest that works: {answer.nearest[0]}" if answer.nearest else ""
    return f"{about}{answer.why or 'I do not understand this part.'}{nearest}"


def made(rule: Rule) -> str:
    if rule.kind is RuleKind.MEMBER and not rule.filters:
        return f"{mention(rule)} may ask about nothing from now on."
    return _MADE[rule.kind].format(mention(rule), limit_words(rule.filters))


def matches_nothing(what: str, nearest: Sequence[str]) -> str:
    """Follows what was made. `what`: the filter, as typed; `nearest`: whole limits with names that are collected."""
    instead = f" Did you mean {' or '.join(escape(each) for each in nearest)}?" if nearest else ""
    return f"\nNothing that is collected matches {escape(what)} yet.{instead}"


def lifted(rule: Rule) -> str:
    return _LIFTED[rule.kind].format(mention(rule))


def nothing_to_lift(rule: Rule) -> str:
    return _NOTHING_TO_LIFT[rule.kind].format(mention(rule))


def manages(rule: Rule, manages_as: ManagesAs) -> str:
    """Why a rule about a manager changes nothing."""
    then = "Managers see everything." if rule.kind is RuleKind.MEMBER else _ENDS[manages_as]
    return f"{mention(rule)} manages TokenMeter, {_MANAGES_AS[manages_as]}. {then}"


def last_manager(rule: Rule) -> str:
    return f"{mention(rule)} is the last one who manages TokenMeter. Appoint somebody else first."


def no_full_member(rule: Rule) -> str:
    return f"{mention(rule)} is no full member of this workspace, and may nothing in TokenMeter."


def not_shared(rule: Rule) -> str:
    return f"{mention(rule)} is not shared with another organization: figures may be posted there anyway."
