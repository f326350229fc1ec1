"""Budgets: how much may be spent in a day, a week or a month, and what is told of it."""

from core.budgets.budget import Budget, Every, Raised, budget_of, sentence, spec_of
from core.budgets.due import AHEAD, due, judged_days, key
from core.budgets.form import Field, Form, Wrong, form_of, read_form
from core.budgets.parse import Wanted, parse
from core.budgets.periods import asked, days_of, title
from core.budgets.replay import WouldHave, replayed
from core.budgets.state import State, state_of

__all__ = [
    "AHEAD",
    "Budget",
    "Every",
    "Field",
    "Form",
    "Raised",
    "State",
    "Wanted",
    "WouldHave",
    "Wrong",
    "asked",
    "budget_of",
    "days_of",
    "due",
    "form_of",
    "judged_days",
    "key",
    "parse",
    "read_form",
    "replayed",
    "sentence",
    "spec_of",
    "state_of",
    "title",
]
