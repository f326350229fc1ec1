"""Changing who may what. Whom or what a change is about is looked up in Slack, and what cannot be is refused."""

import structlog

from bot.answers.asking import Asking
from bot.slack.directory import Directory, ManagesAs, NoSuchPerson
from bot.views import access_words as words
from core.clock import Clock
from core.deeds import rule_lifted, rule_made
from core.questions import nearest_filters, written
from core.rights import Role, Rule, RuleKind
from storage.rules import Rules

log = structlog.stdlib.get_logger("tokenmeter.access")


class Refused(Exception):
    """Nothing was changed; `why` is mrkdwn of ours."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class Access:
    def __init__(self, workspace: str, directory: Directory, rules: Rules, asking: Asking, clock: Clock) -> None:
        self._workspace = workspace
        self._directory = directory
        self._asking = asking
        self._rules = rules
        self._clock = clock

    async def rules(self) -> list[Rule]:
        return await self._rules.of(self._workspace)

    async def make(self, rule: Rule, by: str) -> str:
        """Let the rule hold from now on; the answer says what holds, in mrkdwn. `by`: who may do that.

        Raises Refused.
        """
        if rule.kind in (RuleKind.MANAGER, RuleKind.MEMBER):
            await self._check_person(rule)
        else:
            await self._check_channel(rule)
        if await self._rules.put(self._workspace, rule, rule_made(rule, by), self._clock.now()):
            log.info("a rule was made", kind=rule.kind.value, subject=rule.subject, by=by)
        return f"{words.made(rule)}{await self._mistyped(rule)}"

    async def lift(self, rule: Rule, by: str) -> str:
        """Let the rule of this kind about the same hold no more; like `make`."""
        stays = await self._manages_anyway(rule) if rule.kind is RuleKind.MANAGER else None
        if not await self._rules.remove(self._workspace, rule, rule_lifted(rule, by), self._clock.now()):
            raise Refused(words.nothing_to_lift(rule) if stays is None else words.manages(rule, stays))
        log.info("a rule was lifted", kind=rule.kind.value, subject=rule.subject, by=by)
        return words.lifted(rule) if stays is None else words.manages(rule, stays)

    async def _mistyped(self, rule: Rule) -> str:
        """A limit that nothing collected passes holds all the same, but whoever made it is told."""
        missed = await self._asking.unmatched(self._workspace, rule.filters)
        if missed is None:
            return ""
        nearest = nearest_filters(missed, self._clock.now().date())
        return words.matches_nothing(missed.what, [written(each) for each in nearest])

    async def _check_person(self, rule: Rule) -> None:
        try:
            person = await self._directory.person(rule.subject)
        except NoSuchPerson:
            raise Refused(words.NOBODY) from None
        if person.role is Role.GUEST:
            raise Refused(words.no_full_member(rule))
        appointed_again = rule.kind is RuleKind.MANAGER and person.manages_as is ManagesAs.APPOINTED
        if person.manages_as is not None and not appointed_again:
            raise Refused(words.manages(rule, person.manages_as))

    async def _check_channel(self, rule: Rule) -> None:
        place = await self._directory.place(rule.subject)
        if not place.found:
            raise Refused(words.UNSEEN)
        if place.direct:
            raise Refused(words.NO_CHANNEL)
        if rule.kind is RuleKind.SHARED and not place.shared_outside:
            raise Refused(words.not_shared(rule))

    async def _manages_anyway(self, rule: Rule) -> ManagesAs | None:
        """What makes them a manager without an appointment. Raises Refused for the last manager there is."""
        try:
            manages_as = (await self._directory.person(rule.subject)).manages_as
        except NoSuchPerson:
            manages_as = None
        if manages_as in (ManagesAs.ADMIN, ManagesAs.NAMED):
            return manages_as
        if not await self._directory.managers(without=rule.subject):
            raise Refused(words.last_manager(rule))
        return None
