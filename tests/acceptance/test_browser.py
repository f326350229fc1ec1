"""The main job as somebody does it in a browser, with the bot behind the page."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.openai.keys import DEFAULT_KEY
from tests.acceptance.small_slack import CHROMIUM, chromium
from tests.conftest import FixedClock
from tests.town import town

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="the page is looked at with Chromium, which is not installed"),
]

PATIENCE = 30_000
"""Milliseconds."""


async def test_a_key_is_connected_and_a_question_answered_with_a_picture(
    tmp_path: Path, sqlite_url: str, clock: FixedClock
) -> None:
    few_days = town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS="30")
    async with few_days as acme, chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{acme.slack.url}/?channel=C0COSTS&user=U0ANA")
        composer = page.get_by_test_id("composer")

        await composer.fill("/tokenmeter connect")
        await composer.press("Enter")
        modal = page.get_by_test_id("modal")
        await modal.get_by_label("Name").fill("Acme production")
        await modal.get_by_label("Key").fill("sk-proj-" + "test-" * 8)
        await modal.get_by_role("button", name="Connect").click()
        await expect(modal.get_by_text("This is a project key")).to_be_visible(timeout=PATIENCE)
        await modal.get_by_label("Key").fill(DEFAULT_KEY)
        await modal.get_by_role("button", name="Connect").click()
        await expect(modal.get_by_text("Connected")).to_be_visible(timeout=PATIENCE)
        await modal.get_by_role("button", name="Done").click()
        await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)

        await composer.fill("/tokenmeter usage last 30 days by model")
        await composer.press("Enter")
        answer = page.get_by_test_id("message").filter(has_text="last 30 days").last
        picture = answer.locator("img[alt*='Bar chart of cost']")
        await expect(picture).to_be_visible(timeout=PATIENCE)
        assert await picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1600, 900]

        await answer.get_by_label("Split by").select_option(label="By project")
        await expect(answer.locator(".block-rich_text")).to_contain_text("Search & Rank", timeout=PATIENCE)


async def test_a_manager_limits_a_member_on_the_home_tab(tmp_path: Path, sqlite_url: str, clock: FixedClock) -> None:
    few_days = town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS="30")
    async with few_days as acme, chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{acme.slack.url}/?channel=home&user=U0ANA")
        await page.get_by_role("button", name="Members…").click()
        modal = page.get_by_test_id("modal")
        await modal.get_by_label("Person").select_option("Ben", timeout=PATIENCE)
        await modal.get_by_label("Filter").fill("item:storage")
        await modal.get_by_role("button", name="Save").click()
        await expect(modal).to_contain_text("I can limit by project, model, key or connection.", timeout=PATIENCE)
        await modal.get_by_label("Filter").fill('project:"Search & Rank"')
        await modal.get_by_role("button", name="Save").click()
        said = "@Ben may ask about project Search & Rank from now on, and about nothing else."
        await expect(modal).to_contain_text(said, timeout=PATIENCE)
        await modal.get_by_role("button", name="Done").click()
        await expect(page.get_by_text("limited @Ben to project:")).to_be_visible(timeout=PATIENCE)

        await page.goto(f"{acme.slack.url}/?channel=home&user=U0BEN")
        await expect(page.get_by_text("You may ask about project Search & Rank")).to_be_visible(timeout=PATIENCE)
