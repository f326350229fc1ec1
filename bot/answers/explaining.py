"""Brings an explanation to the person who asked, and to nobody else."""

from bot.answers.answering import Answering, Here, asked_by
from bot.answers.reading import Reading
from bot.answers.reasons import Reasons
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.views.trouble import BY_PERSON_HINT, build_in_dm, shared_hint
from bot.views.why import build_incomparable, build_nothing_billed, build_nothing_settled, build_why
from core.questions.not_understood import NotUnderstood
from core.questions.question import Question
from core.rights import Action, Verdict, asking
from core.why import Explanation, Incomparable, NothingBilled, NothingSettled


class Explaining:
    def __init__(self, messenger: Messenger, reading: Reading, answering: Answering, reasons: Reasons) -> None:
        """`answering` knows who may ask what."""
        self._messenger = messenger
        self._reading = reading
        self._answering = answering
        self._reasons = reasons

    async def why(self, request: Request, text: str, asked_in: str = "") -> None:
        """Explain to the person alone: where they asked, or in their DM where the figures may stand nowhere else.

        `asked_in`: the channel whose limits hold, where it is another one than that of the request; the explanation
        then comes as a message in the DM, and remembers it.
        """
        question = await self._reading.why(request.workspace, text)
        place = asked_in or request.channel
        here = await self._answering.here(request.user, place, question)
        if not await self._answering.admits(request, here, question):
            return
        if isinstance(question, NotUnderstood):
            await self._answering.tell_nothing(request, here, question)
            return
        people = await self._answering.people(question, here.person)
        found = await self._reasons.of(request.workspace, question, here.decision.scopes, people)
        match found:
            case Explanation():
                message = build_why(found)
            case NothingSettled():
                message = build_nothing_settled(found)
            case Incomparable():
                message = build_incomparable(found)
            case NothingBilled():
                message = build_nothing_billed(found)
            case _:
                await self._answering.tell_nothing(request, here, found)
                return
        if question.privately or here.decision.verdict is Verdict.PRIVATELY or place != request.channel:
            channel, _ = await self._messenger.post(request.user, *message, metadata=asked_by(request.user, place))
            if request.channel != channel:
                await self._messenger.whisper(request, *build_in_dm(_why_there(question, here), None))
        else:
            await self._messenger.whisper(request, *message)


def _why_there(question: Question, here: Here) -> str:
    """Why it comes by DM; "" where the person asked for that."""
    if here.place is None or here.decision.verdict is not Verdict.PRIVATELY:
        return ""
    return BY_PERSON_HINT if asking(question) is Action.OTHERS else shared_hint(here.place.id)
