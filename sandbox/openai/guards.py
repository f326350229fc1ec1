"""OpenAI's own guards: hard limits and alerts by the month, of the organization and of its projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from sandbox.openai.errors import Refused
from sandbox.openai.people import Organization
from sandbox.openai.world import World

Item = Mapping[str, object]


@dataclass(slots=True)
class Guards:
    """What an owner has set. May be changed while it runs. "" stands for the organization, else a project's id."""

    limits: dict[str, int] = field(default_factory=dict)
    """Cents a month."""
    alerts: dict[str, list[int]] = field(default_factory=dict)
    """Cents a month each."""


def usual_guards(organization: Organization) -> Guards:
    labs = organization.project("Data labs").id
    return Guards({"": 2_000_000, labs: 150_000}, {"": [1_500_000, 1_800_000], labs: [100_000]})


def limit(world: World, guards: Guards, project: str = "") -> Item:
    """Raises Refused (404) where none is set."""
    cents = guards.limits.get(project)
    if cents is None:
        whose = f"project '{project}'" if project else "this organization"
        raise Refused(404, f"No spend limit is set for {whose}.", code="not_found")
    return {
        "object": f"{_owner(project)}.spend_limit",
        "currency": "USD",
        "interval": "month",
        "threshold_amount": cents,
        "enforcement": {"status": "enforcing" if _spent(world, project) * 100 >= cents else "inactive"},
    }


def alerts(guards: Guards, project: str = "") -> list[Item]:
    return [
        {
            "id": f"spend_alert_{project or 'organization'}_{number}",
            "object": f"{_owner(project)}.spend_alert",
            "currency": "USD",
            "interval": "month",
            "threshold_amount": cents,
            "notification_channel": {"type": "email", "recipients": ["finance@example.com"], "subject_prefix": None},
        }
        for number, cents in enumerate(guards.alerts.get(project, []), 1)
    ]


def _owner(project: str) -> str:
    return "project" if project else "organization"


def _spent(world: World, project: str) -> Decimal:
    """What this month is billed so far."""
    at = world.now()
    days = (at.date() - timedelta(days=age) for age in range(at.day))
    lines = (line for day in days for line in world.cost_lines(day, at))
    return sum((line.amount for line in lines if not project or line.project_id == project), Decimal(0))
