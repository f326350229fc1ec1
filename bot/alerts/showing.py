"""Shows people how alert rules stand: what is open, and what is still learning."""

from collections.abc import Sequence

from bot.alerts.figures import AlertFigures
from bot.alerts.judging import scope_of
from bot.answers.answering import Answering, Here
from bot.slack.request import Request
from bot.views.alert_making import learning_words, open_words
from core.alerts.rule import Over
from core.alerts.spec import read_spec
from core.alerts.told import Told, told_of
from core.alerts.usual import DAYS_NEEDED
from core.clock import Clock
from core.narrowing import KINDS
from core.rights import Verdict
from core.subscriptions import Subscription
from storage.alerts import Alerts
from storage.connections import Connections
from storage.names import NameStore


class AlertShowing:
    def __init__(
        self,
        alerts: Alerts,
        figures: AlertFigures,
        connections: Connections,
        names: NameStore,
        answering: Answering,
        clock: Clock,
    ) -> None:
        """`answering` knows who may see what where."""
        self._alerts = alerts
        self._figures = figures
        self._connections = connections
        self._names = names
        self._answering = answering
        self._clock = clock

    async def described(self, request: Request, found: Sequence[Subscription]) -> dict[str, str]:
        """A line (mrkdwn, ours) for each of these, by its uid: what is open, where the person may see that here."""
        here = await self._answering.here(request.user, request.channel)
        if here.decision.verdict is not Verdict.YES:
            return {}
        told = await self._open(request.workspace, found, here)
        lines = {each.uid: open_words(told[each.uid]) for each in found if told[each.uid]}
        for each in found:
            if each.uid not in lines and (line := await self._learning(each, here)):
                lines[each.uid] = line
        return lines

    async def _open(self, workspace: str, found: Sequence[Subscription], here: Here) -> dict[str, list[Told]]:
        """The open alerts of each rule that are about no more than the person may see here."""
        rules = {each.uid: each for each in found}
        told: dict[str, list[Told]] = {uid: [] for uid in rules}
        connections = await self._connections.of(workspace)
        names = await self._names.of(workspace, list(KINDS.values()))
        for kept in await self._alerts.of_rules(workspace, list(rules), self._clock.now()):
            alert, rule = kept.alert, rules[kept.alert.rule]
            if alert.is_open and alert.scope == scope_of(here.decision.scopes):
                shown = told_of(alert, rule.name, read_spec(rule.spec), rule.filters, connections, names)
                told[rule.uid].append(shown)
        return told

    async def _learning(self, rule: Subscription, here: Here) -> str:
        if isinstance(read_spec(rule.spec), Over):
            return ""
        days = await self._figures.history(rule.workspace, rule.filters, here.decision.scopes, self._clock.now())
        return learning_words(days) if days < DAYS_NEEDED else ""
