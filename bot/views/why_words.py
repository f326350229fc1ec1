"""An explanation's sentences: plain text, with names from outside in it as they are."""

from collections.abc import Iterator
from typing import Final

from bot.views.answer_words import narrowed_words
from core import amounts
from core.questions.dimensions import Dimension
from core.questions.filters import in_words
from core.questions.words import shortened
from core.why import Explanation, Mover, News, NothingBilled, Parts
from core.why.cells import Pair
from core.why.explanation import Days

LONGEST_NAME: Final = 80
_MOST_NEWS: Final = 4
_ALL: Final = 99
_NEARLY_ALL: Final = 85
"""From how many percent of a change on it is said to be all of something, or nearly all."""
_PART_PERCENT: Final = 5
"""A part of a line under this many percent of what its parts come to is not worth a word."""
_TWICE: Final = 200
"""From how many percent on something is so many times what it was."""
_TEN: Final = 10
"""From how many times on tenths of them tell nothing."""
_NEAR: Final = 15
"""Percent by which requests may grow otherwise than tokens do and still be what is told."""


def sentence_words(found: Explanation) -> str:
    """ "Tue 24 Nov cost $298.11, ▲ 41 % ($91) on Tue 17 Nov: $74 of it is Search & Rank."."""
    change, year = found.change, found.now.year
    cost = f"{_about(found)}{amounts.billed(change.now, change.unit)}"
    filters = shortened(in_words(found.question.filters))
    mine = "mine" if found.question.mine else ""
    of = "".join(f" · {each}" for each in (mine, filters) if each)
    start = f"{span(found.days, year)}{of} cost {cost}"
    before = span(found.before, year)
    if change.difference == 0:
        return f"{start}, the same as {before}."
    if change.before == 0:
        return f"{start}; nothing was billed on {before}{_most(found)}."
    percent = f"{amounts.in_percent(abs(change.percent))} " if change.percent is not None else ""
    size = f"({found.shown})" if percent else found.shown
    usual = ", about as usual" if change.as_usual else ""
    return f"{start}{usual}, {amounts.arrow(change.difference)} {percent}{size} on {before}{_most(found)}."


def facts(found: Explanation | NothingBilled) -> list[str]:
    """What to know before the lines: what it is narrowed to, and which days are not in it."""
    lines = narrowed_words(found.question.filters, found.scopes)
    if isinstance(found, NothingBilled):
        return lines
    if found.open_days:
        lines.append(f"Not settled yet, and not in it: {amounts.named_days(found.open_days)}.")
    if found.is_shared:
        lines.append("OpenAI does not split these costs that way: they are shared out by what each used, about (≈).")
    for currency, change in found.other_currencies.items():
        moved = _moved(change.difference, currency) if change.difference else "as before"
        lines.append(f"Also {amounts.billed(change.now, currency)}, {moved}. Currencies are never added up.")
    if all(mover.others for mover in found.movers) and found.movers:
        lines.append("Nothing moved by a whole dollar." if found.change.unit == "usd" else "Nothing moved much.")
    return lines


def mover_words(found: Explanation, mover: Mover) -> str:
    """How a line came about: "volume ▲ $69 (2.3 times the requests), mix ▲ $5 (its cached share fell from 62 % to
    31 %); nearly all key nightly-eval, model o3", or "price: 20 % cheaper for the same"."""
    if not mover.name:
        return ""
    unit, before = found.change.unit, span(found.before, found.now.year)
    if mover.parts.uncounted == mover.cost.difference:
        how = _uncounted(mover, before)
    elif not mover.cost.before and not mover.parts.uncounted:
        how = f"nothing on {before}"
    elif not mover.cost.now and not mover.parts.uncounted:
        how = f"nothing any more, {amounts.billed(mover.cost.before, unit)} on {before}"
    else:
        how = _parts(mover, unit)
    return "; ".join(each for each in (how, _inside(mover)) if each)


def news_words(found: Explanation) -> list[str]:
    """What was not there before, and what is not there any more, by name."""
    unit, words = found.change.unit, []
    if found.new:
        days = "the day" if found.looked_back == 1 else f"the {found.looked_back} days"
        words.append(f"New, with no bill in {days} before: {_listed(found.new, unit)}.")
    if found.gone:
        words.append(f"Billed on {span(found.before, found.now.year)} alone: {_listed(found.gone, unit)}.")
    return words


def trust(found: Explanation) -> str:
    """Which days, compared with which, how settled."""
    year = found.now.year
    parts = [f"{span(found.days, year)} against {span(found.before, year)}{_alike(found)}, UTC days", "all settled"]
    return " · ".join(parts)


def _alike(found: Explanation) -> str:
    """What the two have in common, where it cannot be seen at once."""
    if found.days[0] == found.days[1]:
        return ""
    if found.question.period.is_month:
        return " (the month before)"
    return " (the same days of the week)"


def span(days: Days, year: int) -> str:
    """ "Tue 24 Nov", "16–22 Nov"; with the year where it is another one than `year`."""
    first, last = days
    if first == last:
        return amounts.weekday(first, first.year != year)
    return amounts.days(first, last, last.year != year)


def one_line(name: str) -> str:
    """At most 80 characters."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def _most(found: Explanation) -> str:
    """ ": $74 of it is Search & Rank": the largest line that went the way of the whole."""
    whole = found.change.difference
    largest = next((each for each in found.movers if each.name and each.cost.difference * whole > 0), None)
    if largest is None:
        return ""
    name = one_line(largest.name)
    if abs(largest.cost.difference) > abs(whole):
        return f": {name} alone went {amounts.arrow(whole)} {largest.shown}"
    return f": {largest.shown} of it is {name}"


def _parts(mover: Mover, unit: str) -> str:
    """Volume, price and mix, the largest first: amounts where there is more than one; those that hardly count are left
    out."""
    parts = mover.parts
    told = {"volume": parts.volume, "price": parts.price, "mix": parts.mix, "without usage": parts.uncounted}
    least = sum(map(abs, told.values())) * _PART_PERCENT // 100
    shown = sorted(
        (each for each in told if told[each] and abs(told[each]) >= least), key=lambda each: -abs(told[each])
    )
    reasons = {each: _reason(each, mover) for each in shown}
    if len(shown) == 1:
        return ": ".join(each for each in (shown[0], reasons[shown[0]]) if each)
    return ", ".join(
        f"{each} {_moved(told[each], unit)}{f' ({reasons[each]})' if reasons[each] else ''}" for each in shown
    )


def _reason(part: str, mover: Mover) -> str:
    match part:
        case "volume":
            return _more(mover)
        case "price":
            return _dearer(mover.parts, mover.cost)
        case "mix":
            return ", ".join(_mixture(mover))
        case _:
            return "such as credits"


def _uncounted(mover: Mover, before: str) -> str:
    """A line whose usage nobody counts."""
    if mover.cost.now < 0:
        return "a credit"
    return f"a credit on {before}" if mover.cost.before < 0 else "no usage is told beside the bill"


def _more(mover: Mover) -> str:
    """ "2.3 times the requests", "18 % fewer tokens": requests, where tokens moved as they did."""
    uses = mover.uses
    tokens = _percent(uses.tokens) if uses is not None else None
    if uses is None or tokens is None:
        return f"{'more' if mover.parts.volume > 0 else 'less'} of it used"
    requests = _percent(uses.requests)
    if requests is not None and abs(requests - tokens) * 100 <= _NEAR * tokens:
        return _times(requests, "requests")
    return _times(tokens, "tokens")


def _times(percent: int, what: str) -> str:
    if percent >= _TWICE:
        whole, tenths = percent // 100, percent % 100 // 10
        return f"{whole}.{tenths} times the {what}" if tenths and whole < _TEN else f"{whole:,} times the {what}"
    if percent == 100:
        return f"as many {what}"
    return f"{amounts.in_percent(abs(percent - 100))} {'more' if percent > 100 else 'fewer'} {what}"


def _percent(pair: Pair) -> int | None:
    return amounts.percent(pair.now, pair.before) if pair.before > 0 else None


def _dearer(parts: Parts, cost: Pair) -> str:
    """By how much the same is dearer or cheaper: of what it would have cost at the old price."""
    as_before = cost.now - parts.price
    if as_before <= 0:
        return ""
    percent = amounts.percent(parts.price, as_before)
    how = "dearer" if percent > 0 else "cheaper"
    return f"{amounts.in_percent(abs(percent))} {how} for the same" if percent else ""


def _mixture(mover: Mover) -> Iterator[str]:
    """What became of the mixture, where it explains which way it went."""
    mix, uses = mover.parts.mix, mover.uses
    if mover.models > 1 and mover.by_models * mix > 0 and abs(mover.by_models) * 2 >= abs(mix):
        yield "dearer models" if mix > 0 else "cheaper models"
    if uses is None:
        return
    if (cached := uses.cached_share) is not None and cached.difference * mix < 0:
        yield _share("its cached share", cached)
    if (batch := uses.batch_share) is not None and batch.difference * mix < 0:
        yield _share("its batch share", batch)
    if (written := uses.written_share) is not None and written.difference * mix > 0:
        yield _share("the share of output", written)


def _share(what: str, pair: Pair) -> str:
    went = "rose" if pair.difference > 0 else "fell"
    return f"{what} {went} from {amounts.in_percent(pair.before)} to {amounts.in_percent(pair.now)}"


def _inside(mover: Mover) -> str:
    """ "nearly all key nightly-eval, model o3"."""
    told: dict[str, list[str]] = {}
    for each in mover.inside:
        how = "all" if each.percent >= _ALL else "nearly all" if each.percent >= _NEARLY_ALL else "mostly"
        told.setdefault(how, []).append(_called(each.dimension, each.name))
    return ", ".join(f"{how} {', '.join(names)}" for how, names in told.items())


def _called(dimension: Dimension, name: str) -> str:
    """ "key nightly-eval"; what goes by the end of its id says already what it is."""
    is_id = name.startswith(tuple(f"{what}{dimension} …" for what in ("", "deleted ", "unknown ")))
    return one_line(name if is_id else f"{dimension} {name}")


def _listed(news: tuple[News, ...], unit: str) -> str:
    shown = [f"{_called(each.dimension, each.name)} ({amounts.about(each.nanos, unit)})" for each in news]
    more = len(shown) - _MOST_NEWS
    return ", ".join([*shown[:_MOST_NEWS], *([f"{more} more"] if more > 0 else [])])


def _about(found: Explanation) -> str:
    return "≈ " if found.is_shared else ""


def _moved(difference: int, unit: str) -> str:
    return f"{amounts.arrow(difference)} {amounts.about(abs(difference), unit)}"
