"""Understanding an alert rule: what follows `/tokenmeter alert`. Nothing is guessed silently."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.alerts.conditions import DEFAULT_DAY, KNOWN, budgets, either, longer, nearest, read_condition
from core.alerts.rule import Condition
from core.alerts.sentence import rule_sentence
from core.questions.clauses import Clause, Refusal, read_named
from core.questions.filters import Filter, Filters
from core.questions.not_understood import NotUnderstood
from core.questions.words import LONGEST, MOST_WORDS, Typed, Word, read, shortened
from core.subscriptions.places import read_places


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that somebody wants."""

    condition: Condition
    filters: Filters = ()
    places: tuple[str, ...] = ()
    """Who is to be told, by Slack's ids; none where nothing is said."""


@dataclass(slots=True)
class _Heard:
    filters: list[Filter] = field(default_factory=list)
    doubts: list[tuple[Sequence[Word], Refusal]] = field(default_factory=list)
    """Filters that cannot be, or that can be read in more than one way."""
    places: list[str] = field(default_factory=list)
    left: list[Word] = field(default_factory=list)
    """Those of the condition."""

    def kept(self, further: Sequence[Filter] = ()) -> Filters:
        return tuple(dict.fromkeys((*self.filters, *further)))

    def sentence(self, condition: Condition, further: Sequence[Filter] = ()) -> str:
        return rule_sentence(condition, self.kept(further), dict.fromkeys(self.places))


def read_rule(text: str) -> Asked | NotUnderstood:
    """Any text gets an answer, never an exception."""
    typed = read(text)
    if len(typed.text.strip()) > LONGEST or len(typed.words) > MOST_WORDS:
        return NotUnderstood(shortened(typed.text), (rule_sentence(DEFAULT_DAY),), "That is longer than a rule can be.")
    heard = _heard(typed)
    nobody = next((word for word in heard.left if word.text[0] in "#@"), None)
    if nobody is not None:
        heard.left.remove(nobody)
    text = _text_of(typed, heard.left)
    if heard.doubts:
        return _in_doubt(typed, heard, text)
    if nobody is not None:
        near = tuple(map(heard.sentence, nearest(text)))
        return NotUnderstood(typed.part([nobody]), near, "Pick whom to tell from Slack's own list as you type.")
    if ways := either(text):
        why = "Some read that as thousands, some as a decimal." + (" Which is meant?" if len(ways) > 1 else "")
        return NotUnderstood(typed.part(heard.left), tuple(map(heard.sentence, ways)), why)
    condition = read_condition(text)
    if not isinstance(condition, str):
        return Asked(condition, heard.kept(), tuple(dict.fromkeys(heard.places)))
    what = typed.part(heard.left) or shortened(typed.text)
    if (unit := longer(text)) is not None:
        return NotUnderstood(what, budgets(text, unit, heard.kept()), f"A limit for a {unit} is a budget.")
    return NotUnderstood(what, tuple(map(heard.sentence, nearest(text))), condition)


def _heard(typed: Typed) -> _Heard:
    heard, words = _Heard(), typed.words
    at = 0
    while at < len(words):
        told, named = read_places(typed, words[at:]), read_named(typed, words[at:], KNOWN)
        if told is not None and told[0]:
            heard.places += told[0]
            at += told[1]
        elif named is None:
            heard.left.append(words[at])
            at += 1
        else:
            if isinstance(named, Clause):
                heard.filters += [each for each in named.values if isinstance(each, Filter)]
            else:
                heard.doubts.append((words[at : at + named.used], named))
            at += named.used
    return heard


def _in_doubt(typed: Typed, heard: _Heard, text: str) -> NotUnderstood:
    """With the rules that have each of the filters: one without says something else. `text`: the condition's."""
    first, *others = (
        [each for values in doubt.instead for each in values[:1] if isinstance(each, Filter)]
        for _, doubt in heard.doubts
    )
    further = [each for filters in others for each in filters[:1]]
    near = [heard.sentence(rule, (each, *further)) for rule in nearest(text) for each in first]
    part, refusal = heard.doubts[0]
    return NotUnderstood(typed.part(part), tuple(near) if all(others) else (), refusal.why)


def _text_of(typed: Typed, words: Sequence[Word]) -> str:
    """What was typed without what is read already, lower-case."""
    parts: list[str] = []
    end = -1
    for word in words:
        parts += ["" if word.start == end else " ", typed.text[word.start : word.end]]
        end = word.end
    return "".join(parts).casefold()
