"""The bot's first message in a workspace."""

from bot.views.ids import OPEN_CONNECT
from bot.views.welcome import build_welcome, build_welcome_back

HOSTILE = "<!channel> *Acme* & Sons"


def test_the_welcome_leads_to_connect_and_says_what_comes_of_it() -> None:
    text, blocks = build_welcome("Acme")
    assert text.startswith("TokenMeter is in Acme, and you manage it.")
    assert "never prompts" in blocks[0]["text"]["text"]
    assert blocks[1]["elements"][0]["action_id"] == OPEN_CONNECT


def test_back_again_it_says_that_all_is_as_it_was() -> None:
    text, blocks = build_welcome_back("Acme")
    assert "as they were" in text
    assert [button["value"] for button in blocks[1]["elements"]] == ["status", "help"]


def test_the_workspace_s_name_is_shown_as_it_is() -> None:
    for build in (build_welcome, build_welcome_back):
        assert "<!channel>" not in str(build(HOSTILE))
        assert "&lt;" in build(HOSTILE)[0]
