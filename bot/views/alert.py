"""An alert's card: what, how much over what is usual, since when, what it is made of; and what has become of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.views.ids import alert, ask, command
from bot.views.text import escape, plain
from core.alerts.chart import alert_alt
from core.alerts.life import State, Turn
from core.alerts.rule import New, OverUsual
from core.alerts.sentence import condition_words
from core.alerts.told import Told
from core.alerts.words import cause, event_words, headline, subject
from core.grain import Grain
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter, written
from core.questions.periods import single_day
from core.questions.question import Question, sentence

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_TEXT: Final = 3000
LONGEST_ALT: Final = 2000
LONGEST_VALUE: Final = 2000
LONGEST_RULES: Final = 1000
LISTED: Final = 10
"""Of many alerts at once, the first are told one by one: with any number of them it is a message that Slack takes."""
SNOOZES: Final = {"1h": "1 hour", "1d": "1 day", "month": "Until next month"}
NOBODY: Final = "somebody"


def build_card(
    card: str, alerts: Sequence[Told], file_id: str | None, people: Mapping[str, str]
) -> tuple[str, list[Block]]:
    """Text and blocks. `people`: what those who have done something are called. All names stand in plain text."""
    # Two rules may have found the same: that is said once.
    news = list(dict.fromkeys((headline(told), cause(told)) for told in alerts))
    head = news[0][0] if len(news) == 1 else f"{_light(alerts)} {len(news)} alerts at once"
    blocks: list[Block] = [{"type": "header", "text": plain(_shortened(head, LONGEST_HEADER))}]
    for lines in news[:LISTED]:
        text = "\n".join(lines[1:] if len(news) == 1 else lines)
        blocks.append({"type": "section", "text": plain(_shortened(text, LONGEST_TEXT))})
    if len(news) > LISTED:
        blocks.append({"type": "section", "text": plain(f"and {len(news) - LISTED} more")})
    if file_id is not None:
        text = alert_alt(alerts[0].alert.finding, subject(alerts[0]))
        blocks.append({"type": "image", "slack_file": {"id": file_id}, "alt_text": text[:LONGEST_ALT]})
    done = _states(alerts[:LISTED], people)
    if done:
        blocks.append({"type": "section", "text": plain(_shortened("\n".join(done), LONGEST_TEXT))})
    blocks.append({"type": "context", "elements": [plain(_trust(alerts))]})
    if buttons := _buttons(card, alerts):
        blocks.append({"type": "actions", "elements": buttons})
    return escape(head), blocks


def build_sample(told: Told) -> tuple[str, list[Block]]:
    """As it would have been told; there is nothing to be done about it."""
    _, blocks = build_card("", [told], None, {})
    note = {"type": "context", "elements": [plain("A preview: this is how you would have been told.")]}
    return escape(headline(told)), [*blocks[:-1], note]


def build_line(
    told: Told, number: int, people: Mapping[str, str], alerts: Sequence[Told] = ()
) -> tuple[str, list[Block]]:
    """The line in the thread for one of its events. `alerts`: all of the card."""
    event = told.alert.events[number]
    text = _named(event_words(event, told, people.get(event.by, NOBODY)), told, alerts)
    return escape(text), [{"type": "section", "text": plain(text)}]


def _named(line: str, told: Told, alerts: Sequence[Told]) -> str:
    """A line that says which alert of several it is about."""
    return f"{subject(told)}: {line}" if len(alerts) > 1 else line


def _light(alerts: Sequence[Told]) -> str:
    lights = [headline(each)[0] for each in alerts]
    return next(light for light in "🔴🟡🟢" if light in lights)


def _states(alerts: Sequence[Told], people: Mapping[str, str]) -> list[str]:
    """What has become of each: one line where that is the same of all."""
    lines = [(told, _state(told, people)) for told in alerts]
    if len({line for _, line in lines}) == 1:
        return [line for _, line in lines[:1] if line]
    return [_named(line, told, alerts) for told, line in lines if line]


def _state(told: Told, people: Mapping[str, str]) -> str:
    """What has become of it; how far it has come stands there already."""
    event = next((each for each in reversed(told.alert.events) if each.turn is not Turn.GREW), None)
    if event is None or event.turn is Turn.FIRED:
        return ""
    return event_words(event, told, people.get(event.by, NOBODY))


def _trust(alerts: Sequence[Told]) -> str:
    rules = dict.fromkeys(f"{told.rule}: {condition_words(told.condition)}{_for(told)}" for told in alerts)
    counted = all(told.alert.finding.unit in (Measure.TOKENS, Measure.REQUESTS) for told in alerts)
    how = "as OpenAI has counted it so far" if counted else "estimated from what is used, at your own prices"
    return f"{_shortened(' · '.join(rules), LONGEST_RULES)} · {how}{'' if counted else '; the bill comes later'}"


def _for(told: Told) -> str:
    """What the rule is about, and what of that may be told there."""
    about = f" for {written(told.filters)}" if told.filters else ""
    return f"{about} (limited to {told.alert.scope})" if told.alert.scope else about


def _buttons(card: str, alerts: Sequence[Told]) -> list[Block]:
    buttons: list[Block] = []
    kept = [told for told in alerts if not told.alert.is_dropped]
    if any(told.alert.state in (State.FIRING, State.SNOOZED) for told in alerts):
        buttons.append(_button("acknowledge", "Acknowledge", card, style="primary"))
    if any(told.alert.is_open for told in alerts):
        options = [{"text": plain(text), "value": f"{card} {name}"} for name, text in SNOOZES.items()]
        menu = {"type": "static_select", "action_id": alert("snooze"), "placeholder": plain("Snooze…")}
        buttons.append({**menu, "options": options})
    if any(isinstance(told.condition, OverUsual) and told.alert.state is not State.EXPECTED for told in kept):
        buttons.append(_button("expected", "This is expected", card))
    if (question := why(alerts[0])) is not None and len(asked := sentence(question)) <= LONGEST_VALUE:
        buttons.append({"type": "button", "action_id": ask(0), "text": plain("Why"), "value": asked})
    if kept:
        buttons += [_button("edit", "Edit rule", kept[0].alert.rule), _mute(kept[0].rule)]
    return buttons


def _mute(rule: str) -> Block:
    ways = [
        (f"Mute {rule} for 1 day", f"alert mute {rule} for 1 day"),
        (f"Mute {rule} for 7 days", f"alert mute {rule} for 7 days"),
        (f"Turn {rule} off", f"alert off {rule}"),
    ]
    options = [{"text": plain(text), "value": said} for text, said in ways]
    return {"type": "static_select", "action_id": command("mute"), "placeholder": plain("Mute…"), "options": options}


def why(told: Told) -> Question | None:
    """Its day by the hour, the first of what is new, split by what tells most; None where it is not about costs."""
    finding = told.alert.finding
    if finding.unit in (Measure.TOKENS, Measure.REQUESTS):
        return None
    part = told.about
    kept = told.filters
    if part is not None and part.pattern:
        kept = (*(each for each in kept if each.dimension is not part.dimension), Filter(part.dimension, part.pattern))
    by = Dimension.PROJECT if part is None else Dimension.KEY if part.dimension is Dimension.MODEL else Dimension.MODEL
    period = single_day((finding.since if isinstance(told.condition, New) else finding.last).date())
    return Question(period, (by,), filters=kept, per=Grain.HOUR)


def _button(name: str, text: str, value: str, **more: str) -> Block:
    return {"type": "button", "action_id": alert(name), "text": plain(text), "value": value, **more}


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
