"""What shows names from outside, for organizations of no, one, seven and 2,000 projects with hostile names: Slack takes
it, and reads no markup, mention or emoji in it."""

import re
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from typing import Any, Final

import pytest

from bot.answers.exporting import Prepared, Written
from bot.views import export
from bot.views.answer import build_answer
from bot.views.detail import build_detail
from bot.views.limited import Limits, build_limited
from bot.views.modal_access import build_access
from bot.views.modal_connect import build_checking, build_connect, build_connected
from bot.views.modal_disconnect import build_disconnect, build_disconnected, build_key_stays
from bot.views.modal_rotate import build_rotated
from bot.views.nothing_yet import build_nothing
from bot.views.text import escape
from bot.views.why import build_why
from core.export import Naming, Wanted
from core.providers.contract import Name, NameKind
from core.questions import Dimension, Filter, Measure, NotUnderstood, Question, parse, sentence
from core.questions.dimensions import RATES
from core.reports import Answered, Rates, Report, build, build_rates
from core.reports.picture import picture_in_words
from core.rights import Rule, RuleKind
from core.why import read_why
from sandbox.slack.blocks import problems, view_problems
from tests.unit.test_answer_view import walk
from tests.unit.test_why import BEFORE, THEN, bill, explained
from tests.unit.worlds import ACME, ALL, NOW, TODAY, connection, cost, day, question, span

Block = dict[str, Any]

SIZES: Final = (0, 1, 7, 2_000)
KINDS: Final = (
    "<!channel> <@U0ANA> <#C0COSTS> <https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ```block``` > quoted :tada: @here",
    r"$x_{1}$ \frac{1}{2} \alpha ^_{",
    "\u202eevil\u202c מחקר ופיתוח مشروع",
    "=cmd|'/c calc'!A1 +1 -1 @SUM(1)",
    "&amp; &lt;!everyone&gt; & < >",
    "👩\u200d💻🚀🇩🇪",
    " \n\t\r ",
    "n" * 300,
    "名" * 300,
    '"quoted" “smart” \\ back',
)
OURS: Final = re.compile(r"<!date\^[^>]*>|<@U[0-9]+>|<#C[0-9]+>|<https://platform\.openai\.com/[^>]*>|&(?:amp|lt|gt);")
"""What stands in mrkdwn of ours."""
READ: Final = re.compile(r"[<>&]|\*bold\*|_it_|~no~|`code`|```|:tada:|(?<!\u2060)@(?:here|SUM)|^_\{")
"""What Slack would read in one of the names."""


def names(size: int) -> list[str]:
    return [name if at < len(KINDS) else f"{name} {at}"[:300] for at, name in enumerate(islice(cycle(KINDS), size))]


@cache
def named(size: int) -> tuple[Name, ...]:
    return tuple(Name(NameKind.PROJECT, f"proj_{at}", name) for at, name in enumerate(names(size)))


@cache
def answered(asked: str, size: int) -> Answered | None:
    """The answer to this; None where there is nothing to tell."""
    wanted = question(asked)
    ids = [f"proj_{at}" for at in range(size)] if wanted.by == (Dimension.PROJECT,) else names(size)
    days = (day(20), day(10))
    if wanted.measure in RATES:
        over, under = (
            [cost(each, label, 9 + at % 5)._replace(unit=unit) for each in days for at, label in enumerate(ids)]
            for unit in _units(wanted)
        )
        rates = build_rates(wanted, (over, under), ALL, [ACME], {1: named(size)}, NOW)
        return rates if isinstance(rates, Rates) else None
    unit = "usd" if wanted.measure == "cost" else wanted.measure.value
    figures = [cost(each, label, 1 + at % 50)._replace(unit=unit) for each in days for at, label in enumerate(ids)]
    if len(wanted.by) == 2:
        figures = [each._replace(second=f"{each.label} and") for each in figures]
    found = build(wanted, figures, ALL, [ACME], {1: named(size)}, NOW)
    return found if isinstance(found, Report) else None


def _units(wanted: Question) -> tuple[str, str]:
    rate = RATES[wanted.measure]
    return ("usd" if rate.over is Measure.COST else rate.over.value), rate.under.value


ASKED: Final = (
    "last 30 days by project",
    "this year by project per week",
    "7d by key in tokens",
    "last 30 days by project, model",
    "last 30 days",
)


RATED: Final = ("7d by project in cost per 1M tokens", "7d by project in cache rate")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("asked", [*ASKED, *RATED])
def test_answers_tables_menus_and_threads(asked: str, size: int) -> None:
    for words in (asked, f"{asked} as table"):
        found = answered(words, size)
        assert (found is None) == (size == 0), words
        if found is None:
            continue
        for native in (True, False):
            taken(*build_answer(found, "F1", asker=KINDS[0], before="usage 7d", native_tables=native))
            taken(*build_detail(found, native))
            assert picture_in_words(found)


@pytest.mark.parametrize("size", SIZES[1:])
def test_what_menus_and_buttons_ask_is_understood(size: int) -> None:
    found = answered("7d by project", size)
    assert found is not None
    for asked in values(build_answer(found, None, before="usage 7d")[1]):
        verb, _, rest = asked.partition(" ")
        assert isinstance(read_why(rest, TODAY) if verb == "why" else parse(rest, TODAY), Question), asked


@pytest.mark.parametrize("size", SIZES)
def test_explanations(size: int) -> None:
    rows = [
        row
        for at in range(max(size, 1))
        for row in (bill(BEFORE, 1, project=f"proj_{at}"), bill(THEN, 9 + at % 7, project=f"proj_{at}"))
    ]
    taken(*build_why(explained(rows, "2026-11-17 by project", names=named(size))))
    by_model = [bill(THEN, 50, model=name or "m") for name in names(size)]
    if by_model:
        taken(*build_why(explained([bill(BEFORE, 1), *by_model], "2026-11-17 by model")))


@pytest.mark.parametrize("name", KINDS, ids=range(len(KINDS)))
def test_files_refusals_and_forms_about_one_name(name: str) -> None:
    narrowed = (Filter(Dimension.PROJECT, name),)
    wanted = Wanted(replace(question("july by project"), filters=narrowed))
    file = Prepared("T1", wanted, tuple(span(day(1, 7), day(31, 7))), {}, Naming({}, {}), (narrowed,), (), (day(3, 7),))
    for build_file in (export.build_coming, export.build_empty, export.build_too_many_rows, export.build_too_large):
        taken(*build_file(file))
    comment(export.export_comment(file, Written(3, {"usd": 1})))
    near = tuple(sentence(replace(question("7d"), filters=(Filter(Dimension.PROJECT, each),))) for each in KINDS[:3])
    taken(*build_nothing(NotUnderstood(name, near)))
    taken(*build_limited(Limits(narrowed, narrowed, "C1"), ["U1"], manages=False, nearest=near))

    mine = connection(name=name)
    for view in (
        build_connect("a vault", name[:60]),
        build_checking(escape(name)),
        build_connected(escape(name), 14, 180, ["Usage"]),
        build_disconnect(mine, "a vault"),
        build_disconnected(name, True, "a vault"),
        build_key_stays(name),
        build_rotated(mine, "a vault"),
    ):
        shown(view)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", RuleKind)
def test_forms_for_who_may_what(kind: RuleKind, size: int) -> None:
    channels = kind in (RuleKind.CHANNEL, RuleKind.SHARED)
    rules = [
        Rule(kind, f"{'C' if channels else 'U'}{at}", (Filter(Dimension.PROJECT, each),))
        for at, each in enumerate(names(size))
    ]
    shown(build_access(kind, rules, rules[0].subject if rules else ""))


def taken(text: str, blocks: list[Block]) -> None:
    """Slack takes it as a message, and reads nothing in the names."""
    assert problems(blocks, "message") == []
    comment(text)
    harmless(blocks)


def shown(view: Block) -> None:
    """The same of a modal."""
    assert view_problems(view) == []
    harmless(view["blocks"])


def harmless(blocks: list[Block]) -> None:
    for each in walk(blocks):
        if each.get("type") == "plain_text":
            assert each["emoji"] is False
        if each.get("type") == "mrkdwn":
            comment(each["text"])


def comment(mrkdwn: str) -> None:
    """Nothing of a name is read as markup, an emoji or a mention."""
    assert READ.search(OURS.sub("", mrkdwn)) is None, mrkdwn


def values(blocks: list[Block]) -> list[str]:
    """What buttons and options ask."""
    return [each["value"] for each in walk(blocks) if isinstance(each.get("value"), str)]
