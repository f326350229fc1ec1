"""What happens when a person does something: the bot is told, and its acknowledgement is carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.slack import payloads
from sandbox.slack.actions import NoSuchElement, action_of, complaint, entered, find_element
from sandbox.slack.blocks import view_problems
from sandbox.slack.delivery import Delivery
from sandbox.slack.messages import NotTaken, find, message_of
from sandbox.slack.open_views import TooDeep, change, close_all, close_top, initial_value, open_on, typed
from sandbox.slack.response_urls import ResponseUrls, show
from sandbox.slack.state import Channel, State
from sandbox.slack.towards_bot import NoAnswer
from sandbox.slack.world import COMMAND, SLACKBOT, Json

TROUBLE: Final = "We had some trouble connecting. Try again?"


class NotThere(Exception):
    """The person sees no such channel, message, view or element."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went, as the person sees it."""

    error: str = ""
    """Slack's name for what the bot did wrong; "" when all went well."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with the fields of a form, by block id."""


class Interactions:
    def __init__(self, state: State, bot: Delivery, urls: ResponseUrls) -> None:
        self._state = state
        self._bot = bot
        self._urls = urls

    async def command(self, origin: str, user: str, channel_id: str, text: str) -> Outcome:
        """Type a slash command and press Enter; `text` begins with the slash. Raises NotThere."""
        channel = self._channel(user, channel_id)
        name = text.split(maxsplit=1)[0] if text.strip() else ""
        if name != COMMAND:
            await self._slackbot(user, channel, f"{name} is not a valid command.")
            return Outcome("invalid_command")
        url = self._urls.new(origin, user, channel)
        try:
            answer = await self._bot.send("slash_commands", payloads.command(self._state, user, channel, text, url))
        except NoAnswer as no_answer:
            await self._slackbot(user, channel, f"{name} failed because the app did not respond ({no_answer.error}).")
            return Outcome(no_answer.error)
        if answer:
            try:
                show(self._state, user, channel, answer if isinstance(answer, dict) else {"text": str(answer)})
                await self._state.touch()
            except NotTaken as reason:
                self._complain("command", reason.error, *reason.messages)
                await self._slackbot(user, channel, f'{name} failed with the error "{reason.error}"')
                return Outcome(reason.error)
        return Outcome()

    async def message(self, user: str, channel_id: str, text: str) -> Outcome:
        """Say something. Raises NotThere."""
        channel = self._channel(user, channel_id)
        message = message_of(self._state, {"text": text}, user)
        channel.messages.append(message)
        await self._state.touch()
        if channel.kind == "im" and "message.im" in self._state.settings.events:
            return await self._event(payloads.direct_message(self._state, channel, message))
        return Outcome()

    async def click_in_message(
        self, origin: str, user: str, channel_id: str, ts: str, action_id: str, block_id: str | None, value: str | None
    ) -> Outcome:
        """Press a button or choose from a menu in a message. Raises NotThere."""
        channel = self._channel(user, channel_id)
        message = find(channel, ts)
        if message is None or message.get("ephemeral_for", user) != user:
            raise NotThere("no such message for this person")
        action = _action(message["blocks"], action_id, block_id, value)
        url = self._urls.new(origin, user, channel, ts)
        return await self._click(payloads.message_action(self._state, user, channel, message, action, url))

    async def click_in_view(
        self,
        user: str,
        view_id: str,
        action_id: str,
        block_id: str | None,
        value: str | None,
        values: Mapping[str, str | None],
    ) -> Outcome:
        """Press a button or choose from a menu in a modal or the Home tab. Raises NotThere."""
        view = self._view(user, view_id)
        _fill_in(view, values)
        return await self._click(
            payloads.view_action(self._state, user, view, _action(view["blocks"], action_id, block_id, value))
        )

    async def _click(self, payload: Json) -> Outcome:
        try:
            await self._bot.send("interactive", payload)
        except NoAnswer as no_answer:
            return Outcome(no_answer.error)
        return Outcome()

    async def submit(self, user: str, view_id: str, values: Mapping[str, str | None]) -> Outcome:
        """Fill in a modal and submit it; a field is named by its block id, action id or label. Raises NotThere."""
        view = self._view(user, view_id)
        if view.get("submit") is None:
            raise NotThere("this modal has nothing to submit")
        _fill_in(view, values)
        view["errors"] = _complaints(view)
        if view["errors"]:
            return Outcome(errors=view["errors"])
        try:
            answer = await self._bot.send("interactive", payloads.submission(self._state, user, view))
        except NoAnswer as no_answer:
            return self._in_trouble(view, no_answer.error)
        outcome = self._carry_out(view, answer if isinstance(answer, dict) else {})
        await self._state.touch()
        return outcome

    def _carry_out(self, view: Json, answer: Json) -> Outcome:
        """Do what the acknowledgement of a submission asks for."""
        action, content = answer.get("response_action"), answer.get("view")
        if view["id"] not in self._state.views:
            return Outcome()
        if action == "errors":
            return self._show_errors(view, answer.get("errors"))
        if action in ("update", "push"):
            wrong = view_problems(content) if isinstance(content, dict) else ["no view"]
            if wrong or not isinstance(content, dict):
                self._complain(f"response_action {action}", "invalid_arguments", *wrong)
                return self._in_trouble(view, "invalid_arguments")
            return self._put(view, action, content)
        if action == "clear":
            close_all(self._state, view["user"])
        else:
            close_top(self._state, view)
        return Outcome()

    def _put(self, view: Json, action: str, content: Json) -> Outcome:
        if action == "update":
            change(self._state, view, content)
            return Outcome()
        try:
            open_on(self._state, content, view["user"], view["id"])
        except TooDeep:
            self._complain("response_action push", "push_limit_reached")
            return self._in_trouble(view, "push_limit_reached")
        return Outcome()

    def _show_errors(self, view: Json, errors: Any) -> Outcome:
        inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or errors.keys() - inputs:
            self._complain("response_action errors", "no such input block", str(errors))
            return self._in_trouble(view, "invalid_arguments")
        view["errors"] = {block_id: str(words) for block_id, words in errors.items()}
        return Outcome(errors=view["errors"])

    def _in_trouble(self, view: Json, error: str) -> Outcome:
        view["errors"] = {"": TROUBLE}
        return Outcome(error, view["errors"])

    async def close(self, user: str, view_id: str, *, everything: bool) -> Outcome:
        """Close a modal, or it and what lies under it; nobody is told when the bot misses it. Raises NotThere."""
        view = self._view(user, view_id)
        closed = close_all(self._state, user) if everything else close_top(self._state, view)
        await self._state.touch()
        for each in reversed(closed):
            if each.get("notify_on_close"):
                await self._click(payloads.closed(self._state, user, each, cleared=everything))
        return Outcome()

    async def open_home(self, user: str, tab: str) -> Outcome:
        """Open the app: its Home tab, or its messages."""
        if "app_home_opened" not in self._state.settings.events:
            return Outcome()
        return await self._event(payloads.home_opened(self._state, user, tab))

    async def event(self, event: Json) -> Outcome:
        """Any other event, such as app_uninstalled."""
        return await self._event(payloads.event_callback(self._state, {"event_ts": self._state.ts(), **event}))

    async def _event(self, payload: Json) -> Outcome:
        try:
            await self._bot.send("events_api", payload)
        except NoAnswer as no_answer:
            return Outcome(no_answer.error)
        return Outcome()

    def _channel(self, user: str, channel_id: str) -> Channel:
        channel = self._state.channels.get(channel_id)
        if channel is None or user not in channel.members:
            raise NotThere("no such channel for this person")
        return channel

    def _view(self, user: str, view_id: str) -> Json:
        home = self._state.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        view = self._state.views.get(view_id)
        if view is None or view["user"] != user:
            raise NotThere("no such view for this person")
        return view

    async def _slackbot(self, user: str, channel: Channel, text: str) -> None:
        channel.messages.append(message_of(self._state, {"text": text}, SLACKBOT) | {"ephemeral_for": user})
        await self._state.touch()

    def _complain(self, where: str, error: str, *messages: str) -> None:
        self._state.complaints.append({"where": where, "error": error, "messages": list(messages)})


def _action(blocks: list[Json], action_id: str, block_id: str | None, value: str | None) -> Json:
    try:
        element, block = find_element(blocks, action_id, block_id)
        return action_of(element, block, value)
    except NoSuchElement as reason:
        raise NotThere(str(reason)) from None


def _fill_in(view: Json, values: Mapping[str, str | None]) -> None:
    """Type into fields and choose in menus. Raises NotThere."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    for name, value in values.items():
        for block in inputs:
            element = block["element"]
            if name in (block["block_id"], element["action_id"], block["label"]["text"]):
                try:
                    typed(view)[block["block_id"]] = {element["action_id"]: entered(element, value)}
                except NoSuchElement as reason:
                    raise NotThere(str(reason)) from None
                break
        else:
            raise NotThere(f"no field {name}")


def _complaints(view: Json) -> dict[str, str]:
    """What Slack itself finds wrong with the fields."""
    found = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            report = typed(view).get(block["block_id"], {}).get(element["action_id"])
            words = complaint(block, report or initial_value(element))
            if words is not None:
                found[block["block_id"]] = words
    return found
