"""Why something cannot be told to a channel or to somebody."""

from typing import Final

from core.rights import Decision, Place, Verdict

NOBODY: Final = "Slack knows nobody of that name in this workspace."


def no_channel(place: Place, decision: Decision) -> str | None:
    """mrkdwn; None where it may be told there."""
    channel = f"<#{place.id}>"
    if not place.found:
        return (
            f"TokenMeter cannot see {channel}. If it is a private channel, somebody in it can change that with "
            "`/invite @TokenMeter`."
        )
    if not place.postable:
        return f"TokenMeter cannot post in {channel}: it is archived, or TokenMeter is not in it."
    match decision.verdict:
        case Verdict.YES:
            return None
        case Verdict.PRIVATELY:
            return (
                f"People of other organizations are in {channel}, so no figures are posted there until a manager of "
                "TokenMeter allows that channel on the Home tab."
            )
        case Verdict.IN_THE_CHANNEL_ONLY:
            return f"Figures are posted in a channel at the wish of somebody who is in it: you are not in {channel}."
        case Verdict.MANAGERS_ONLY:
            return f"A manager of TokenMeter has limited {channel}; what is posted there is for managers to say."
        case Verdict.NOTHING:
            return f"You may not ask about figures, or nobody may in {channel}: a manager of TokenMeter has limited it."
        case Verdict.MEMBERS_ONLY:
            return "TokenMeter answers full members of this workspace."


def no_person(user: str, decision: Decision, *, themselves: bool) -> str | None:
    """mrkdwn; None where they may be told."""
    if decision.verdict is Verdict.YES:
        return None
    if themselves and decision.verdict is Verdict.MEMBERS_ONLY:
        return "TokenMeter answers full members of this workspace."
    if themselves:
        return "A manager of TokenMeter has limited what you may ask about to nothing."
    return f"<@{user}> may not ask about figures, and so is not told any."
