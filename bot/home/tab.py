"""Publishes the Home tab, and publishes it again for those who look at it when something changes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.home.charts import HomeCharts
from bot.home.dashboard import Dashboard, Figures, figures_for
from bot.home.open_tabs import AllOpenTabs, Tab
from bot.home.sections import HomeSections, may
from bot.slack.directory import Directory, NoSuchPerson
from bot.slack.error import code_of
from bot.views.home import build_home, build_home_for_guests, build_no_figures, build_this_month, build_top_movers
from core.clock import Clock
from core.questions import NotUnderstood
from core.reports import NothingLeft, Report
from core.rights import Action, Decision

AT_MOST_EVERY: Final = timedelta(minutes=1)

View = dict[str, Any]
Block = dict[str, Any]

log = structlog.stdlib.get_logger("tokenmeter.home")


@dataclass(frozen=True, slots=True)
class _Content:
    """What somebody may see, read from the database."""

    figures: Figures | None
    """None for who may see none."""
    is_limited: bool
    below: list[list[Block]]

    @property
    def report(self) -> Report | None:
        return self.figures.month if self.figures is not None and isinstance(self.figures.month, Report) else None

    def view(self, chart: str | None) -> View:
        return build_home([*_above(self, chart), *self.below])


class Home:
    def __init__(
        self,
        workspace: str,
        open_tabs: AllOpenTabs,
        client: AsyncWebClient,
        directory: Directory,
        dashboard: Dashboard,
        sections: HomeSections,
        charts: HomeCharts,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._open_tabs = open_tabs
        self._client = client
        self._directory = directory
        self._dashboard = dashboard
        self._sections = sections
        self._charts = charts
        self._clock = clock

    async def publish(self, user: str) -> None:
        """Show this person their Home tab as it is now: at once, and with its chart as soon as that is drawn."""
        tab = self._tab(user)
        turn = tab.turn
        content = await self._content(user, {})
        if content is None:
            await self._show(user, tab, build_home_for_guests())
            return
        drawn = self._charts.drawn(content.report) if content.report is not None else None
        has_chart = await self._show_content(user, tab, content, drawn)
        if not has_chart and content.report is not None:
            chart = await self._charts.draw(content.report)
            if chart is not None and tab.turn == turn:
                await self._show_content(user, tab, content, chart)

    async def refresh(self) -> None:
        """Publish it again where something has changed for who opened it in the last hour, once a minute at most."""
        now = self._clock.now()
        tabs = self._open_tabs.of(self._workspace)
        tabs.close(now)
        if not tabs.by_user:
            return
        state = await self._sections.state()
        if state == tabs.state:
            return
        waiting, seen = False, dict[Decision, Figures | None]()
        for user, tab in list(tabs.by_user.items()):
            if now - tab.published_at < AT_MOST_EVERY:
                waiting = True
            else:
                await self._again(user, tab, seen)
        if not waiting:
            tabs.state = state

    def _tab(self, user: str) -> Tab:
        now = self._clock.now()
        tab = self._open_tabs.of(self._workspace).by_user.setdefault(user, Tab(now, now))
        tab.opened_at = now
        tab.turn += 1
        return tab

    async def _again(self, user: str, tab: Tab, seen: dict[Decision, Figures | None]) -> None:
        turn = tab.turn
        try:
            content = await self._content(user, seen)
            chart = await self._charts.draw(content.report) if content is not None and content.report else None
            view = build_home_for_guests() if content is None else content.view(chart)
            if view == tab.view or tab.turn != turn:
                return
            if content is None:
                await self._show(user, tab, view)
            else:
                await self._show_content(user, tab, content, chart)
        except NoSuchPerson:
            self._open_tabs.of(self._workspace).by_user.pop(user, None)
        except SlackApiError as error:
            log.warning("a Home tab could not be published again", error=code_of(error))

    async def _content(self, user: str, seen: dict[Decision, Figures | None]) -> _Content | None:
        """None for who may see nothing at all. `seen`: figures that were read just now, by who may see them."""
        person = await self._directory.person(user)
        if not may(person, Action.LOOK):
            return None
        decision = figures_for(person)
        if decision not in seen:
            seen[decision] = await self._dashboard.figures(decision)
        return _Content(seen[decision], bool(decision.scopes), await self._sections.of(person))

    async def _show_content(self, user: str, tab: Tab, content: _Content, chart: str | None) -> bool:
        """Whether the chart is shown: where Slack does not take its file any more, the rest is, without it."""
        try:
            await self._show(user, tab, content.view(chart))
        except SlackApiError as error:
            if chart is None or content.report is None:
                raise
            log.warning("Slack does not show the chart on a Home tab", error=code_of(error))
            self._charts.forget(content.report)
            await self._show(user, tab, content.view(None))
            return False
        return chart is not None

    async def _show(self, user: str, tab: Tab, view: View) -> None:
        await self._client.views_publish(user_id=user, view=view)
        tab.view, tab.published_at = view, self._clock.now()


def _above(content: _Content, chart: str | None) -> list[list[Block]]:
    """The figures."""
    figures = content.figures
    if figures is None:
        return []
    if isinstance(figures.month, Report):
        month = build_this_month(figures.month, chart)
    elif content.is_limited and isinstance(figures.month, NothingLeft | NotUnderstood):
        month = []  # whether there is more beyond their limits is not told; what they are stands below
    else:
        month = build_no_figures(figures.month)
    return [month, build_top_movers(figures.moved) if figures.moved is not None else []]
