"""The page that shows the small Slack: what a person sees and does in a browser."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.acceptance.small_slack import (
    CHROMIUM,
    Json,
    Seen,
    button,
    chromium,
    field,
    menu,
    mrkdwn,
    name_and_key,
    neutral,
    plain,
    png,
    section,
    seen_with,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="the page is looked at with Chromium, which is not installed"),
]

HOSTILE = (
    "<img src=x onerror=alert(1)> <!channel> *bold* _it_ ~no~ `code` @here :tada: &amp; <https://evil.example|click>"
)
TITLE = "<img src=x onerror=1>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def seen(browser: Browser) -> AsyncIterator[Seen]:
    """A window of 1280 × 800 in Berlin; at the end its console must have been silent."""
    async with seen_with(browser, viewport={"width": 1280, "height": 800}, timezone_id="Europe/Berlin") as window:
        yield window
        assert window.troubles == []


async def test_names_from_outside_are_shown_as_they_are(seen: Seen) -> None:
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": HOSTILE}]}
    blocks: list[Json] = [
        {"type": "header", "text": plain(HOSTILE)},
        {"type": "section", "text": plain(HOSTILE)},
        section(neutral(HOSTILE)),
        {"type": "section", "fields": [mrkdwn(neutral(HOSTILE)), plain(HOSTILE)]},
        {"type": "rich_text", "elements": [rich]},
        {"type": "context", "elements": [mrkdwn(neutral(HOSTILE))]},
        {"type": "actions", "elements": [button("a", HOSTILE[:75])]},
    ]
    await seen.post(blocks)
    await seen.post([], text=neutral(HOSTILE))
    await seen.open()
    await seen.show_modal({"title": plain(TITLE), "blocks": [section(neutral(HOSTILE))]})
    await expect(seen.page.get_by_role("dialog", name=TITLE)).to_contain_text(HOSTILE)
    told = await seen.messages.first.text_content() or ""
    assert told.count(HOSTILE) == 7
    await expect(seen.messages.nth(1)).to_contain_text(HOSTILE)
    assert await seen.page.locator("article :is(em, s, code, .mention, a), article .text strong").count() == 0
    assert await seen.page.locator("[onerror]").count() == 0


async def test_marks_of_the_bots_own_are_drawn(seen: Seen) -> None:
    await seen.open()
    cases = {
        "*bold* _it_ ~no~ `a*b`": "<strong>bold</strong> <em>it</em> <s>no</s> <code>a*b</code>",
        "*bold _and it_*": "<strong>bold <em>and it</em></strong>",
        "snake_case_name 2*3*4 a * b *": "snake_case_name 2*3*4 a * b *",
        "*\u2060x* and \u2060*\u2060x\u2060*\u2060": "*x* and *x*",
        "a\u2060*x* and *x*\u2060": "a*x* and *x*",
        "a &lt;b&gt; &amp;amp; &quot;": "a &lt;b&gt; &amp;amp; &amp;quot;",
        "<@U0BEN> <!channel>": '<span class="mention">@Ben</span> <span class="mention mention-all">@channel</span>',
        "```x *y*\n<z```\nafter": '<pre class="pre">x *y*\n&lt;z</pre>after',
        "&gt; quoted *b*\nnot": "<blockquote>quoted <strong>b</strong></blockquote>not",
        "<javascript:alert(1)|x>": "&lt;javascript:alert(1)|x&gt;",
        "<!date^x^{date}|fallback> <!date^1^{odd}|odd>": "<span>fallback</span> <span>odd</span>",
    }
    drawn = await seen.page.evaluate(
        """async (texts) => {
            const { mrkdwn } = await import("/page/mrkdwn.js");
            const place = { users: { U0BEN: "Ben" }, channels: [] };
            return texts.map((text) => {
                const box = document.createElement("div");
                box.append(...mrkdwn(text, place));
                return box["inner" + "HTML"];
            });
        }""",
        list(cases),
    )
    assert dict(zip(cases, drawn, strict=True)) == cases


async def test_links_open_elsewhere_and_mentions_lead_to_their_channel(seen: Seen) -> None:
    await seen.post([section("*<https://a.example/x?y=1&amp;z=2|Admin keys>* in <#C0GENERAL>, see https://b.example.")])
    await seen.open()
    link = seen.page.get_by_role("link", name="Admin keys")
    await expect(link).to_have_attribute("href", "https://a.example/x?y=1&z=2")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(seen.page.get_by_role("link", name="https://b.example")).to_have_attribute(
        "href", "https://b.example/"
    )
    await seen.messages.get_by_role("button", name="general").click()
    await expect(seen.page.get_by_role("heading", name="general").first).to_be_visible()


async def test_dates_are_shown_in_the_browsers_zone(seen: Seen) -> None:
    await seen.post([section("Since <!date^1795561200^{date_short} at {time}|2026-11-24 23:00 UTC>.")])
    await seen.open()
    await expect(seen.messages).to_contain_text("Since Nov 25, 2026 at 12:00 AM.")


async def test_rich_text_keeps_its_columns_and_styles(seen: Seen) -> None:
    elements = [
        {"type": "text", "text": "  $90.00", "style": {"code": True}},
        {"type": "text", "text": "  o3", "style": {"bold": True, "italic": True}},
        {"type": "link", "url": "https://a.example", "text": "a"},
        {"type": "emoji", "name": "green", "unicode": "1f7e2"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
    parts = [
        {"type": "rich_text_section", "elements": elements},
        {"type": "rich_text_list", "style": "ordered", "elements": [item]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\n b"}]},
    ]
    await seen.post([{"type": "rich_text", "elements": parts}])
    await seen.open()
    assert await seen.page.locator("article code").text_content() == "  $90.00"
    assert await seen.page.locator("article strong em").text_content() == "  o3"
    await expect(seen.messages.get_by_role("listitem")).to_have_text("one")
    await expect(seen.messages.get_by_role("img", name="green")).to_be_visible()
    assert await seen.page.locator("article pre").text_content() == "a\n b"


async def test_a_command_is_completed_from_the_keyboard_and_sent_with_enter(seen: Seen) -> None:
    await seen.open()
    await seen.composer.press_sequentially("/to")
    await seen.composer.press("Tab")
    await expect(seen.page.get_by_role("option")).to_have_count(8)
    await seen.composer.press_sequentially("us")
    await seen.composer.press("Enter")
    await seen.composer.press("ArrowDown")
    await seen.composer.press("ArrowDown")
    await seen.composer.press("Tab")
    await expect(seen.composer).to_have_value("/tokenmeter usage last 30 days ")
    await expect(seen.page.get_by_role("option", name="last 7 days")).to_have_count(0)
    await seen.composer.press_sequentially("by m")
    await seen.page.get_by_role("option", name="by model").click()
    await seen.composer.press("Enter")
    await expect(seen.composer).to_have_value("")
    await expect(seen.page.get_by_role("listbox")).to_be_hidden()
    (command,) = await seen.bot.until("command")
    assert (command["command"], command["text"]) == ("/tokenmeter", "usage last 30 days by model")
    assert (command["channel_id"], command["user_id"]) == ("C0COSTS", "U0ANA")


@pytest.mark.parametrize("text", ["/tokenmeter", "/tokenmeter usage last 9 days", "/tokenmeter usage last month"])
async def test_a_whole_command_needs_enter_once(seen: Seen, text: str) -> None:
    await seen.open()
    await seen.composer.fill(text)
    await seen.composer.press("Enter")
    await expect(seen.composer).to_have_value("")


@pytest.mark.parametrize("text", ["how much did we spend?", "/tokenmetre usage"])
async def test_what_is_no_command_stays_with_a_hint(seen: Seen, text: str) -> None:
    await seen.open()
    await seen.composer.fill(text)
    await seen.composer.press("Enter")
    await expect(seen.page.get_by_text("Try /tokenmeter usage last 30 days by model")).to_be_visible()
    await expect(seen.composer).to_have_value(text)
    assert seen.bot.received == []


async def test_a_modal_shows_errors_under_its_fields_and_keeps_what_was_typed(seen: Seen) -> None:
    seen.bot.answers["view_submission"] = {"response_action": "errors", "errors": {"key": "This is a project key."}}
    await seen.open()
    view = await seen.show_modal(name_and_key())
    dialog = seen.page.get_by_role("dialog", name="Connect OpenAI")
    await expect(dialog.get_by_label("Name")).to_be_focused()
    await dialog.get_by_role("button", name="Connect", exact=True).click()
    await expect(dialog.get_by_text("Please complete this required field.")).to_have_count(2)
    await dialog.get_by_label("Name").fill("Acme research")
    await dialog.get_by_label("Key").fill("wrong")
    await dialog.get_by_label("Key").press("Enter")
    await expect(dialog.get_by_label("Key")).to_have_accessible_description(
        "Encrypted with AES-256. This is a project key."
    )
    await expect(dialog.get_by_text("Please complete this required field.")).to_be_hidden()

    changed = name_and_key()
    changed["blocks"][0] = section("OpenAI does not accept this key.")
    changed["blocks"][2] = {**field("key-1", "Key")}
    view.update(changed, hash=seen.state.ts())
    await seen.state.touch()
    await expect(dialog).to_contain_text("OpenAI does not accept this key.")
    await expect(dialog.get_by_label("Name")).to_have_value("Acme research")
    await expect(dialog.get_by_label("Key")).to_have_value("")


async def test_menus_of_people_and_channels_hold_who_and_what_there_is(seen: Seen) -> None:
    filters = {"include": ["public"], "exclude_external_shared_channels": True}
    form = {
        "title": plain("Who may what"),
        "submit": plain("Save"),
        "blocks": [
            menu("who", "Person", type="users_select", initial_user="U0BEN"),
            menu("where", "Channel", type="conversations_select", filter=filters),
        ],
    }
    await seen.open()
    await seen.show_modal(form)
    dialog = seen.page.get_by_role("dialog", name="Who may what")
    await expect(dialog.get_by_label("Person")).to_have_value("U0BEN")
    names = await dialog.get_by_label("Channel").locator("option:not([hidden])").all_inner_texts()
    assert names == ["#ai-costs", "#general"]
    await dialog.get_by_label("Person").select_option("Gus")
    await dialog.get_by_label("Channel").select_option("#ai-costs")
    await dialog.get_by_role("button", name="Save").click()
    (sent,) = await seen.bot.until("view_submission")
    values = sent["view"]["state"]["values"]
    assert values["who"]["who"] == {"type": "users_select", "selected_user": "U0GUS"}
    assert values["where"]["where"] == {"type": "conversations_select", "selected_conversation": "C0COSTS"}


async def test_a_modal_closes_by_button_and_by_escape(seen: Seen) -> None:
    await seen.open()
    for close in ("button", "Escape"):
        await seen.show_modal(name_and_key(initial_value="Acme"))
        dialog = seen.page.get_by_role("dialog", name="Connect OpenAI")
        await expect(dialog.get_by_label("Name")).to_have_value("Acme")
        if close == "button":
            await dialog.get_by_role("button", name="Cancel").click()
        else:
            await seen.page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        assert seen.state.views == {}
    assert len(await seen.bot.until("view_closed", 2)) == 2


async def test_a_picture_enlarges_and_one_from_elsewhere_is_not_loaded(seen: Seen) -> None:
    chart = {"type": "image", "slack_file": {"id": seen.picture(png())}, "alt_text": "Bars by model"}
    elsewhere = {"type": "image", "image_url": "https://evil.example/pixel.png", "alt_text": "A pixel"}
    await seen.post([chart, elsewhere])
    await seen.open()
    await seen.page.get_by_role("button", name="Enlarge picture").click()
    large = seen.page.get_by_role("dialog", name="Picture")
    box = await large.get_by_role("img", name="Bars by model").bounding_box()
    assert box is not None
    assert box["width"] > 1000
    await seen.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await expect(seen.messages).to_contain_text("A pixel")
    assert [url for url in seen.fetched if not url.startswith(seen.slack.url)] == []


async def test_files_of_a_message_are_pictures_or_can_be_downloaded(seen: Seen) -> None:
    chart = {"id": seen.picture(png()), "title": "usage.png", "alt_txt": "Bars by project", "is_picture": True}
    table = {"id": "F1", "title": "July 2026", "name": "july.csv", "size": 2048, "is_picture": False}
    await seen.post([], files=[chart, table])
    await seen.open()
    await expect(seen.messages.get_by_role("img", name="Bars by project")).to_be_visible()
    link = seen.messages.get_by_role("link", name="July 2026")
    await expect(link).to_contain_text("july.csv · 2 KB")
    await expect(link).to_have_attribute("download", "july.csv")


async def test_a_data_table_sorts_and_has_pages(seen: Seen) -> None:
    def row(name: str, dollars: int) -> list[Json]:
        return [{"type": "raw_text", "text": name}, {"type": "raw_number", "value": dollars, "text": f"${dollars}"}]

    head = [{"type": "raw_text", "text": each} for each in ("Project", "USD")]
    rows = [head, row("Web", 9), row("Search", 100), row(HOSTILE[:40], 20)]
    await seen.post([{"type": "data_table", "caption": "July", "rows": rows, "page_size": 2}])
    await seen.open()
    first = seen.messages.get_by_role("cell").first
    await expect(first).to_have_text("Web")
    await seen.messages.get_by_role("button", name="USD").click()
    await expect(first).to_have_text("Search")
    await seen.messages.get_by_role("button", name="›").click()
    await expect(first).to_have_text("Web")
    await expect(seen.messages).to_contain_text("3–3 of 3")


async def test_replies_stand_folded_below_their_message(seen: Seen) -> None:
    parent = await seen.post([section("Tuesday")])
    for reply in ("the table", "the file"):
        await seen.post([section(reply)], thread_ts=parent["ts"])
    await seen.post([section("Wednesday")])
    await seen.open()
    await expect(seen.messages).to_have_count(2)
    await seen.page.get_by_role("button", name="2 replies").click()
    await expect(seen.page.get_by_test_id("thread").get_by_test_id("message")).to_have_count(2)
    shown = await seen.messages.all_text_contents()
    assert [text.rsplit("M", 1)[-1] for text in shown] == ["Tuesday", "the table", "the file", "Wednesday"]


async def test_what_is_for_one_person_only_that_person_sees(seen: Seen) -> None:
    await seen.post([section("for Ana")], ephemeral_for="U0ANA")
    await seen.open()
    await expect(seen.messages).to_contain_text("Only visible to you")
    await seen.page.get_by_role("radio", name="Gus, guest").check()
    await expect(seen.messages).to_have_count(0)
    await expect(seen.page.get_by_role("button", name="leads")).to_have_count(0)
    await seen.composer.fill("/tokenmeter status")
    await seen.composer.press("Enter")
    await expect(seen.composer).to_have_value("")
    assert [command["user_id"] for command in await seen.bot.until("command")] == ["U0GUS"]


async def test_a_button_reaches_the_bot_and_asks_first_where_it_must(seen: Seen) -> None:
    sure = {"title": plain("Disconnect?"), "text": mrkdwn("*Acme*"), "confirm": plain("Yes"), "deny": plain("No")}
    elements = [button("why", "Why", value="v"), button("drop", "Disconnect", style="danger", confirm=sure)]
    message = await seen.post([{"type": "actions", "elements": elements}])
    await seen.open()
    await seen.page.get_by_role("button", name="Disconnect").click()
    await seen.page.get_by_role("dialog", name="Disconnect?").get_by_role("button", name="No").click()
    await seen.page.get_by_role("button", name="Why").click()
    await seen.page.get_by_role("button", name="Disconnect").click()
    await seen.page.get_by_role("dialog", name="Disconnect?").get_by_role("button", name="Yes").click()
    presses = await seen.bot.until("block_actions", 2)
    assert [press["actions"][0]["action_id"] for press in presses] == ["why", "drop"]
    assert presses[0]["message"]["ts"] == message["ts"]


async def test_a_message_changes_in_place_and_the_dm_says_what_is_new(seen: Seen) -> None:
    message = await seen.post([section("12 of 180 days")])
    await seen.open()
    await expect(seen.messages).to_contain_text("12 of 180 days")
    message.update(blocks=[section("180 of 180 days")], edited={"user": "U0BOT"})
    await seen.post([section("the first chart")], channel="D0ANA")
    await expect(seen.messages).to_contain_text("180 of 180 days")
    await expect(seen.messages).to_contain_text("(edited)")
    await seen.page.get_by_role("button", name="TokenMeter, 1 unread").click()
    await expect(seen.messages).to_contain_text("the first chart")
    await expect(seen.page.get_by_role("button", name="TokenMeter, 1 unread")).to_have_count(0)


async def test_opening_the_home_tab_tells_the_bot_and_shows_what_it_publishes(seen: Seen) -> None:
    await seen.open(channel="home")
    home = seen.page.get_by_test_id("home")
    await expect(home).to_contain_text("TokenMeter has not set up this tab yet.")
    await expect(seen.composer).to_be_hidden()
    blocks = [section("🟢 *Acme production*"), {"type": "actions", "elements": [button("add", "Add OpenAI API Key")]}]
    seen.state.homes["U0ANA"] = {"id": "V0HOME", "type": "home", "blocks": blocks, "user": "U0ANA"}
    await seen.state.touch()
    await home.get_by_role("button", name="Add OpenAI API Key").click()
    (event,) = await seen.bot.until("event_callback")
    assert event["event"]["type"] == "app_home_opened"
    assert [press["view"]["id"] for press in await seen.bot.until("block_actions")] == ["V0HOME"]


async def test_the_sandboxs_key_is_there_to_be_copied(seen: Seen) -> None:
    seen.state.hint["key"] = "sk-admin-" + "test-" * 4
    await seen.open()
    await expect(seen.page.get_by_text("A stand-in for Slack on this machine. Nothing leaves it.")).to_be_visible()
    await seen.page.get_by_test_id("hint").click()
    await expect(seen.page.get_by_test_id("hint")).to_contain_text("copied")
    await seen.composer.press("ControlOrMeta+v")
    await expect(seen.composer).to_have_value(seen.state.hint["key"])


async def test_the_theme_is_chosen_and_kept(seen: Seen) -> None:
    await seen.open(theme="dark")
    ground = "getComputedStyle(document.querySelector('main')).backgroundColor"
    assert await seen.page.evaluate(ground) == "rgb(26, 29, 33)"
    await seen.page.get_by_role("button", name="Light theme").click()
    assert await seen.page.evaluate(ground) == "rgb(255, 255, 255)"
    await seen.page.goto(seen.slack.url)
    await expect(seen.page.get_by_role("button", name="Dark theme")).to_be_visible()


async def test_the_newest_message_is_in_view_and_reading_back_is_not_disturbed(seen: Seen) -> None:
    chart = {"type": "image", "slack_file": {"id": seen.picture(png())}, "alt_text": "Bars"}
    for number in range(6):
        await seen.post([section(f"message {number}"), chart])
    await seen.open()
    await expect(seen.messages.last.get_by_role("img", name="Bars")).to_be_in_viewport(ratio=0.95)
    await seen.messages.first.scroll_into_view_if_needed()
    await seen.post([section("newest")])
    await expect(seen.messages).to_have_count(7)
    await expect(seen.messages.first).to_be_in_viewport()


async def test_a_narrow_window_shows_the_channels_when_asked(browser: Browser) -> None:
    async with seen_with(browser, viewport={"width": 420, "height": 800}) as narrow:
        await narrow.post([section("wide " * 40), {"type": "header", "text": plain("x" * 150)}])
        await narrow.open()
        general = narrow.page.get_by_role("button", name="general")
        await expect(general).to_be_hidden()
        assert await narrow.page.evaluate("document.documentElement.scrollWidth") == 420
        await narrow.page.get_by_role("button", name="Channels").click()
        await general.click()
        await expect(general).to_be_hidden()
        await expect(narrow.page.get_by_role("heading", name="general").first).to_be_visible()
        assert narrow.troubles == []
