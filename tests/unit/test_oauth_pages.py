"""The pages of an installation: each says what happened and what to do, escapes names, and loads nothing."""

from html.parser import HTMLParser
from typing import Final

import pytest

from bot.oauth import pages
from bot.oauth.pages import Page, html_of

HOSTILE: Final = "<img src=x onerror=alert(1)>&\"'"
NAMED: Final = {name: page for name, page in vars(pages).items() if isinstance(page, Page)}
BUILT: Final = {
    "installed": pages.installed("Acme", "T0ACME", "A1", "https://slack.com"),
    "installed again": pages.installed_again("Acme", "T0ACME", "A1", "https://slack.com"),
    "failed": pages.failed("0a1b2c3d"),
}
ALL: Final = NAMED | BUILT
VOID: Final = {"meta", "rect"}


class Read(HTMLParser):
    """Whether every tag is closed in order, and what is loaded or led to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.leads: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert not {"src", "onerror", "onclick", "style"} & set(given)
        self.leads += [given["href"] or ""] if "href" in given else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("page", ALL.values(), ids=ALL)
def test_each_page_is_whole_has_one_way_on_and_loads_nothing(page: Page) -> None:
    read = Read(html_of(page, "#help-finops"))
    assert read.open == []
    [lead] = read.leads
    assert lead.startswith("https://slack.com/app_redirect?app=A1&team=T0ACME" if page.status == 200 else "/slack/")
    assert "Questions? #help-finops" in read.text
    assert page.sentences


@pytest.mark.parametrize("page", NAMED.values(), ids=NAMED)
def test_each_refusal_says_what_is_safe(page: Page) -> None:
    said = " ".join([page.title, *page.sentences])
    assert page.status >= 400
    assert any(word in said for word in ("Nothing was", "nothing more to do", "when all of it is gone"))
    assert "!" not in said


def test_names_and_whom_to_ask_are_shown_as_they_are() -> None:
    page = pages.installed(HOSTILE, HOSTILE, HOSTILE, "https://slack.com")
    read = Read(html_of(page, HOSTILE))
    assert f"TokenMeter is in {HOSTILE}" in read.text
    assert f"Questions? {HOSTILE}" in read.text


def test_the_policy_allows_the_page_s_own_style_and_nothing_else() -> None:
    assert "default-src 'none'" in pages.HEADERS["Content-Security-Policy"]
    assert html_of(pages.USED, "").count("<style>") == 1
    assert "url(" not in pages.STYLE
    assert "@import" not in pages.STYLE
