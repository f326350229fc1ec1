"""Two organizations that are billed in two currencies, from OpenAI's answers to Slack's."""

from datetime import timedelta
from decimal import Decimal

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import text_of
from tests.acceptance.looking import Json, has_picture, headline_of, line_names
from tests.town import COSTS, Town

KEY = "sk-admin-" + "euros-" * 6 + "4444"


def billed(world: World, days: int) -> str:
    """What OpenAI bills for the last days, today the last of them: "1,234.56"."""
    today = world.now().date()
    whole = world.total_cost(today - timedelta(days=days - 1), today + timedelta(days=1), world.now())
    return f"{whole.quantize(Decimal('0.01')):,}"


async def test_two_currencies_are_kept_apart_named_and_never_added_up(acme: Town) -> None:
    euros = World(8, acme.world.now, currency="eur")
    acme.openai.keys.issue(KEY, euros)
    await acme.connect_and_import(DEFAULT_KEY)
    after = acme.slack.state.ts()
    await acme.connect(KEY, "Acme Europe")
    await acme.ana.modal("Connected")
    await acme.ana.message(acme.im(acme.ana), "€", seconds=60, after=after)

    async def ask(question: str, said: str) -> Json:
        after = acme.slack.state.ts()
        await acme.ana.command(COSTS, f"/tokenmeter usage last 7 days {question}")
        return await acme.ana.message(COSTS, said, after=after)

    dollars, others = f"${billed(acme.world, 7)}", f"€{billed(euros, 7)}"
    both = await ask("by connection", "Also billed")
    lead, lead_name, beside = (
        (dollars, "Acme production", f"{others} (Acme Europe)")
        if Decimal(dollars[1:].replace(",", "")) > Decimal(others[1:].replace(",", ""))
        else (others, "Acme Europe", f"{dollars} (Acme production)")
    )
    assert headline_of(both).startswith(lead)
    assert f" and {beside.split(' ')[0]} · last 7 days" in headline_of(both)
    assert f"Also billed: {beside}. Currencies are never added up" in text_of(both)
    assert [name.split("  ")[0] for name in line_names(both)] == [lead_name]
    assert has_picture(both)
    for name, amount, other in (("Acme Europe", others, "$"), ("Acme production", dollars, "€")):
        one = await ask(f'by model for connection:"{name}"', f"connection {name}")
        assert headline_of(one).startswith(amount)
        assert other not in text_of(one)
