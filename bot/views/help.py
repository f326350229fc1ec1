"""/tokenmeter help [TOPIC]: what exists now, each with an example."""

import difflib
from typing import Any, Final

from bot.views.command_buttons import LONGEST, command_buttons
from bot.views.text import mrkdwn, plain
from core.amounts import NO_BREAK
from core.questions import Measure
from core.questions.support import told_by

Block = dict[str, Any]


def _listed(measure: Measure) -> str:
    *others, last = told_by(measure)
    return f"{', '.join(others)} and {last}"


_OVERVIEW: Final = """TokenMeter

TokenMeter reads what your OpenAI organizations use and are billed, and answers here. It never reads prompts.

*Connect* an OpenAI account, once, with an admin key (managers)
`/tokenmeter connect`

*Ask* what was spent, and on what
`/tokenmeter usage last 30 days by model`
`/tokenmeter usage this month by project, model`
`/tokenmeter usage last 7 days by key for project:"Search & Rank" -model:o3*`

*Explain* what moved a bill, seen by you alone
`/tokenmeter why tuesday`
`/tokenmeter why last 7 days for project:"Search & Rank"`

*Take the figures away* as a file, which comes to your DM
`/tokenmeter export last month as xlsx`

*Have it told* in a channel, every morning or every week
`/tokenmeter digest weekdays at 09:00`

*Be warned* within the hour; runaways and unusual days are told already to who connected an account
`/tokenmeter alert when day &gt; $500 for project:"Search & Rank" to #costs`

*Be told before it is too much*
`/tokenmeter budget $5000 a month`

*The month so far*, seen by you alone
`/tokenmeter`

*Check* that every connection is read, and what to do where one is not
`/tokenmeter status`

*Tidy up* OpenAI's keys: unused, about to expire, or of people who have left
`/tokenmeter keys`

*Give* a connection a new key, or end it (managers)
`/tokenmeter rotate NAME`
`/tokenmeter disconnect NAME`

*More*: `/tokenmeter help TOPIC`, of usage, why, digest, alert, budget, export, accuracy and security
"""

_USAGE: Final = f"""Asking a question

The parts may stand in any order. The answer is posted where you ask; with `privately` it comes to your DM.
`/tokenmeter usage last 7 days by project in tokens privately`

*When*: UTC days; weeks start on Monday, unless the Home tab says otherwise. If nothing is said, the last 30 days.
`today` `yesterday` `tuesday` `last 7 days` `7d` `this week` `last month` `last quarter` `this year` `mtd` `ytd`
`20 nov` `1-20 nov` (both days included) `since 20 nov` `july` `2026-07` `2026-07-01..2026-07-15` `since 2026-07-01`

*Split by* one thing, or by two at once, as in `by project, model`
`by model` `by project` `by key` `by connection` `by provider` `by item` (the lines of the bill)
`by tier` (flex, priority, batch …) `by kind in requests` `by user` (for managers, by DM)

*Only a part*: a name or an id, in quotes where it has blanks; a star stands for any characters, a minus leaves out.
Filters of one kind are alternatives, different kinds must all hold.
`for project:"Search & Rank"` `for model:gpt-5*` `for key:ci` `for item:*input*` `for connection:Acme` `for -model:o3*`

*Bars* are days, or in a long period weeks or months, unless you say. Hours are known as long as they are kept. OpenAI
bills by the day: costs per hour are shared out by what each hour used, and about (≈). Ranked bars have the parts of the
whole period beside each other; a single day is drawn so by itself.
`today per hour` `last 7 days by model per hour in tokens` `this quarter per week` `last year by project per month`
`last 30 days by project ranked`

*All of it*: `as table` lists up to a hundred lines, as [Table] under an answer does.

*Your own*: `mine`, found by your e-mail in Slack. Others' figures are for those who manage TokenMeter, and come by DM.
`usage mine by model` `usage last 7 days for user:@ana`

*Counted in*: if nothing is said, cost. Cost is known by {_listed(Measure.COST)}; tokens and requests by
{_listed(Measure.TOKENS)}.
`in cost` `in tokens` `in requests`

*Efficiency*: what a million tokens or a request cost, on settled days; which share of what was read came from the
cache; which share of the tokens went in batches. Rates do not add up: that of all is the ratio of all sums.
`last 90 days by model in cost per 1M tokens` `by project in cost per request` `by key in cache rate`
`this quarter by project per week in batch share`
"""

_WHY: Final = """Why a bill is what it is

Who moved it, and how; seen by you alone. Every answer in costs that has a change has the same as a button.
`/tokenmeter why tuesday`
`/tokenmeter why last 7 days for project:"Search & Rank"`

*When*: as for `usage`; if nothing is said, the newest settled day. Only settled days are explained. They are compared
with the same days of the week before, or as many weeks before as they are long; a month, or its beginning, with the
same days of the month before.
`why` `why last week` `why mtd` `why 2026-07-04`

*The lines* add up exactly to the change. They are projects, models or keys, whichever tells it in the fewest lines, or
what you ask for. What moved by less than $1, or hardly beside the largest, is in "everything else".
`why last 30 days by model` `why mtd by key`

*Volume* is what a line would have moved by, had it only used more or fewer tokens. *Price* is what the same costs more
or less. *Mix* is the rest: dearer or cheaper models, and more or less of it cached, in batches, or output. They add up
exactly to the line. *Without usage* is what nobody counts, such as credits.

*New* is what had no bill in the four weeks before. People are never named.
"""

_DIGEST: Final = """Digests

What was spent since the one before, who moved it and a chart, posted in the channel where you type this, or in your DM.
`/tokenmeter digest daily at 09:00`
`/tokenmeter digest weekdays at 09:00 in Europe/Berlin by model`
`/tokenmeter digest weekly on monday at 08:30 for project:"Search & Rank"`
`/tokenmeter digest monthly on 1 at 09:00`

*When*: if no zone is said, yours. On Monday, `weekdays` is about Friday to Sunday. A month without that day has it on
its last one. A time that the clocks skip is when they go forward; one that they show twice is the first.

*Days* are UTC days that are over. It is posted on time with what is billed, and ≈ what is not; once its days have
settled it is edited, once. `wait until 12:00` puts it off while something is not billed, at most until then.
`/tokenmeter digest daily at 09:00 wait until 12:00`

*In hand*: each has a name. Who set it, managers, and members of its channel can change it; the channel reads who did.
`/tokenmeter digest` `digest d1 weekly at 10:00` `digest now d1` `digest pause d1 for 2 days` `digest resume d1`
`digest off d1`
"""

_ALERT: Final = """Alerts

You are told once when it begins, with what it is made of, and once when it is over; nothing is repeated without news.
Who may see figures by person reads in their DM, too, whose it is, or whose key; a channel never does.
`/tokenmeter alert when hour &gt; 300% of usual` a runaway: a key, project or all, against the same hours of four weeks
`/tokenmeter alert when day &gt; 150% of usual and &gt; $80 over it` against the same weekdays
`/tokenmeter alert when day &gt; $500 for project:"Search & Rank" to #costs`
`/tokenmeter alert when hour &gt; 2M tokens` `alert when new model` `alert when new key`

*There already*, for who connected an account: an hour at 300 % of usual and $20 or more, and a day at 150 % of usual
and $50 or more over it. Told without a rule: a connection that turns red, an admin key that is about to end, and a
spend limit of OpenAI's that refuses requests.

*What counts* is what is used, priced at your own last prices, within minutes of OpenAI's showing it; the bill comes
later. A rule judges what happens after it was made, each currency by itself: $500 are €500 of what is billed in
euros. It learns until there are two weeks of history. A day that was imported or restated is no news, nor is a key
that takes over another's work.

*On the card*: *Acknowledge* and *Snooze* keep it quiet, *This is expected* makes as much usual for four weeks, *Why*
shows the day by the hour. Between 22:00 and 07:00 of your own time only runaways come by DM, and what else cannot
wait: a connection that turns red, a limit that refuses requests, an alert that could not be posted in its channel.

*In hand*: `alert now a3` shows what a rule would have told in the last 90 days.
`/tokenmeter alert` `alert a3 day &gt; $600` `alert edit a3` `alert pause a3` `alert snooze a3 for 2 days`
`alert resume a3` `alert off a3`
"""

_BUDGET: Final = """Budgets

How much may be spent in a day, a week or a month, of everything or of a part, and who is told.
`/tokenmeter budget $5000 a month`
`/tokenmeter budget 200 eur a week for project:"Search & Rank"`
`/tokenmeter budget $500 a day at 80, 100% to @ana, #costs`
`/tokenmeter budget add` opens the form, which sends you a preview.

*What is told*: each threshold once, of several at once the highest alone: 50, 80 and 100 %, if nothing else is said.
Also, once, that all of it will be used up before the end, as soon as that is likely: which day, and of a day's at about
what time, by what such days came to hour by hour. What would be told within the hour anyway is left to that.
What is used and not billed yet counts, as ≈. A period over for 16 hours is left alone, however its bill changes.

*Who is told*: you by DM, or whom `to` names. Whoever may not see all that is in it is told nothing of it. A DM waits
for the morning, from 22:00 to 07:00 of one's own time. *Mute* keeps it from where the message stands, and there alone.

*In hand*: each has a name. `/tokenmeter budget` shows how all stand.
`/tokenmeter budget b1 $8000` changes the amount; only what lies above the spend is told again.
`/tokenmeter budget now b1` `budget pause b1 for 7 days` `budget resume b1` `budget off b1`
"""

_EXPORT: Final = """Figures as a file

The file comes to your DM, and has what you may see where you ask. Period and filters are those of `usage`.
Below an answer, [Table and CSV in thread] puts its file into its thread.
`/tokenmeter export last month`
`/tokenmeter export 2026-07 as xlsx by project, model`
`/tokenmeter export this quarter as focus for project:"Search & Rank"`

*Rows*: one for each day and combination, costs and usage apart, which the column `record` says. If nothing is said,
they are split by all that is stored: project, model, key, line item, tier and kind, with names beside ids. What OpenAI
gives no value of, or does not split by, is empty. People are only in it with `by user`, for managers.

*Hours*: `per hour` has usage by the hour, as long as hours are kept. Costs are known by the day.
`/tokenmeter export yesterday per hour by key`

*Costs* are what OpenAI billed, exact to nine digits, and add up to the headline of `usage`. What is not billed yet or
shared out (≈) is in no file. `cached_input_tokens` are a part of `input_tokens`.

*csv* opens in Excel as it is. A name that begins like a formula has an apostrophe before it. *xlsx* holds 1,048,575
rows at most, and Excel reckons with 15 digits. *focus* is FOCUS 1.2, the FinOps Foundation's format for bills, and
*focus 1.4* a later version of it, with columns of ours (`x_`) at the end; a line without a quantity is one unit.
"""

_ACCURACY: Final = """How exact the figures are

*The headline* is the sum of OpenAI's own cost figures for the period, to the cent, and nothing else. It is before tax
and prepaid credit. The lines below add up to it.

*Settled*: OpenAI's costs arrive hours after the usage and are revised for a while. A day is settled when it ended at
least 48 hours ago and its total was the same in collections at least 24 hours apart, or when it had been over for a
week when it was first read. Days that may still move are named, and hatched in the chart.

*≈* is what is used and not billed yet: beside the headline, never in it. It is priced as OpenAI billed you for the same
on your last settled days, discounts and tiers included; what no bill had yet, at the public price. What has no price is
named, and so is what is only known once it is billed. How close such estimates were stands below the answer. Each gives
way to the bill as it comes; in the chart it is hollow.

*Lines with ≈*: OpenAI does not split costs by tier or kind, and in some organizations not by key or user. They are then
shared out by what each used, tiers weighted, and add up to the total all the same. What nothing is known to have used
stays "Not split". Narrowed to such a part, as with `mine`, the headline is about (≈), too.

*Changes* compare settled days with the same days of the week before, or as many weeks before as they are long; a month,
or its beginning, with the same days of the month before. Under 2 % or under $1 they are "as usual".

*The forecast* of a month is what is known of it, ≈ included, and for each day ahead what such a weekday has come to of
late, and where that is heading. One runaway day changes next to nothing of it. Both figures beside it are measured:
your own past is forecast in the same way from what was known then, above all at the same time of earlier months. Half
of those came "usually within 6 %", four of five within the ±. What has never happened before is not in either.

*Days that are missing* are named, and are not in the total. Currencies are never added up.

*No model* is what OpenAI bills without naming a model, such as storage and tools.
"""

_SECURITY: Final = """How keys and figures are kept

*Keys* are encrypted with AES-256-GCM before they are stored, apart from the figures. No message, log line or error
shows one; people see its last four characters at most.

*What is read*: usage and costs, the names of projects, people and keys, of each key whose it is, and when it was made,
used last and ends, and the spend limits and alerts that are set at OpenAI. No endpoint that returns prompts or answers
is ever called.

*Who sees what*: full members of this workspace may ask, guests may not. Managers can limit a member, or a channel, to
a part of the costs: then answers say so. Figures by person are for managers alone, but for one's own. Of OpenAI users'
e-mails no more is kept than a digest to recognize one's own by. In a channel shared with another organization no
figure is posted until a manager allows it. Managers connect keys and say who may what: the admins of this workspace,
whom those who run TokenMeter name, and whom a manager appoints on the Home tab.

*Use a key for TokenMeter alone* and rotate it every 90 days; a DM reminds you. You can revoke it at any time under
OpenAI's Admin keys; what was collected stays.

*Disconnecting* destroys the key here at once, and the history if you wish. Who did what to keys and
rights stands in a log that only grows; managers see it on the Home tab.
"""

_TOPICS: Final = {
    "usage": _USAGE,
    "why": _WHY,
    "digest": _DIGEST,
    "alert": _ALERT,
    "budget": _BUDGET,
    "export": _EXPORT,
    "accuracy": _ACCURACY,
    "security": _SECURITY,
}


_OVERVIEW_TELLS: Final = ("connect", "status", "keys", "rotate", "disconnect", "help")
"""Commands that need no more words than those there."""


def build_help(topic: str = "") -> tuple[str, list[Block]]:
    """Text and blocks of a topic; of the overview, when there is no such topic, which is then said."""
    asked = topic.casefold().strip()
    title, *paragraphs = _TOPICS.get(asked, _OVERVIEW).strip().split("\n\n")
    sections: list[Block] = [{"type": "section", "text": mrkdwn(_flowing(each))} for each in paragraphs]
    missed = _no_such_topic(topic) if asked and asked not in (*_TOPICS, *_OVERVIEW_TELLS) else []
    return f"{title}: {_flowing(paragraphs[0])}", [*missed, {"type": "header", "text": plain(title)}, *sections]


def _no_such_topic(topic: str) -> list[Block]:
    near = difflib.get_close_matches(topic.casefold().strip(), _TOPICS, n=1)
    more = "The nearest there is:" if near else "Here is what I can do."
    about = " ".join(topic.split())[:LONGEST]
    said: list[Block] = [{"type": "section", "text": plain(f"I have no help about “{about}”. {more}")}]
    return [*said, {"type": "actions", "elements": command_buttons(f"help {each}" for each in near)}] if near else said


def _flowing(paragraph: str) -> str:
    """The paragraph with its line breaks taken out, but for those before a line of examples."""
    first, *rest = paragraph.replace(" %", f"{NO_BREAK}%").splitlines()
    return first + "".join(f"\n{line}" if line.startswith("`") else f" {line}" for line in rest)
