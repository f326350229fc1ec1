"""OpenAI over real HTTP: what is asked, what is made of every answer, and where the key never turns up."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from core.money import NANOS
from core.providers.contract import (
    Figures,
    KeyRejected,
    Name,
    NameKind,
    Nonsense,
    NotOffered,
    Organization,
    OwnerState,
    PermissionMissing,
    ProviderDown,
    ProviderError,
    RateLimited,
    SpendAlert,
    SpendLimit,
    Window,
)
from core.providers.openai import Manners, OpenAI
from core.providers.openai import transport as transport_module
from core.providers.openai.pace import Rate
from core.providers.openai.reports import COMPLETIONS, COSTS, DECISIONS, PATHS, REPORTS
from core.secret import Secret
from tests.integration.openai_stand_in import StandIn, Time, answer, empty_page, error, html, stand_in

KEY = "sk-admin-" + "test-" * 8 + "canary"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WEEK = Window(date(2026, 11, 18), date(2026, 11, 25))


@pytest.fixture
async def openai() -> AsyncIterator[StandIn]:
    async with stand_in() as standing:
        yield standing


@pytest.fixture
def time() -> Time:
    return Time(NOW)


def provider(url: str, time: Time, rate: Rate | None = None) -> OpenAI:
    return OpenAI(url, time, Manners(rate=rate or Rate(), sleep=time.sleep, jitter=lambda: 0.0))


async def fetch(openai: StandIn, time: Time, times: int = 1) -> list[Figures]:
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        return [await session.fetch(COSTS.endpoint, WEEK, "1d") for _ in range(times)]


async def check(openai: StandIn, time: Time) -> Organization:
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        return await session.check()


def whole_story(error: BaseException) -> str:
    """Everything that a careless log would show of an exception: its chain, notes, arguments and attributes."""
    seen: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is None:
            continue
        seen += ["".join(traceback.format_exception(each)), repr(each), repr(each.args), repr(vars(each))]
        waiting += [each.__cause__, each.__context__]
    return "\n".join(seen)


async def test_a_window_of_hours_is_asked_for_in_one_request_with_every_dimension(openai: StandIn, time: Time) -> None:
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        await session.fetch(COMPLETIONS.endpoint, WEEK, "1h")
    assert openai.queries("usage/completions") == [
        [
            ("start_time", str(int(datetime(2026, 11, 18, tzinfo=UTC).timestamp()))),
            ("end_time", str(int(datetime(2026, 11, 25, tzinfo=UTC).timestamp()))),
            ("bucket_width", "1h"),
            ("limit", "168"),
            ("group_by[]", "project_id"),
            ("group_by[]", "user_id"),
            ("group_by[]", "api_key_id"),
            ("group_by[]", "model"),
            ("group_by[]", "batch"),
            ("group_by[]", "service_tier"),
            ("group_by[]", "api_source"),
        ]
    ]


async def test_pages_are_asked_for_with_the_same_question_and_the_cursor(openai: StandIn, time: Time) -> None:
    def with_next(request: web.Request) -> web.Response:
        return answer({"data": [], "has_more": True, "next_page": "page_2"})

    openai.answers["costs"] = [with_next, empty_page]
    await fetch(openai, time)
    first, second = openai.queries("costs")
    assert second == [*first, ("page", "page_2")]


async def test_the_key_is_in_the_authorization_header_and_nowhere_else(openai: StandIn, time: Time) -> None:
    await check(openai, time)
    for request in openai.asked:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        assert KEY not in str(request.rel_url)
        assert [name for name, value in request.headers.items() if KEY in value] == ["Authorization"]


async def test_a_refused_dimension_is_given_up_and_remembered_for_the_session(openai: StandIn, time: Time) -> None:
    def choosy(request: web.Request) -> web.Response:
        if "api_key_id" in request.query.getall("group_by[]"):
            return error(400, "Invalid value for group_by: 'api_key_id' is not supported.", param="group_by")
        return empty_page(request)

    openai.answers["costs"] = choosy
    figures = await fetch(openai, time, times=2)
    assert [each.grouping for each in figures] == [("project", "user", "item", "api_source")] * 2
    assert len(openai.queries("costs")) == 3


@pytest.mark.parametrize(
    ("message", "param", "given_up"),
    [
        ("Combining 'user_id' with 'project_id' is not supported.", "group_by", "user_id"),
        ("Invalid value: 'user_id'. Supported values are: 'project_id' and 'api_key_id'.", "group_by[1]", "user_id"),
        ("Invalid value: 'api_source'. Supported values are: 'user_id', 'api_key_id'.", None, "api_source"),
        ("Invalid value.", "group_by[3]", "api_key_id"),
        ("Unsupported group_by.", None, "api_source"),
    ],
)
async def test_which_dimension_is_refused_is_read_from_the_complaint(
    openai: StandIn, time: Time, message: str, param: str | None, given_up: str
) -> None:
    openai.answers["costs"] = [lambda _: error(400, message, param=param), empty_page]
    await fetch(openai, time)
    first, second = ([value for name, value in each if name == "group_by[]"] for each in openai.queries("costs"))
    assert second == [field for field in first if field != given_up]


@pytest.mark.parametrize(
    "response",
    [
        lambda _: error(404, "Invalid URL (GET /v1/organization/usage/decisions)"),
        lambda _: error(400, "Unknown endpoint.", code="unknown_url"),
    ],
)
async def test_an_address_that_the_organization_does_not_have_is_asked_for_once(
    openai: StandIn, time: Time, response: Any
) -> None:
    openai.answers["usage/decisions"] = response
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        with pytest.raises(NotOffered):
            await session.fetch(DECISIONS.endpoint, WEEK, "1h")
    assert len(openai.asked) == 1


async def test_a_refusal_of_something_else_is_not_asked_again(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = lambda _: error(400, "start_time is too old", param="start_time")
    with pytest.raises(Nonsense):
        await fetch(openai, time)
    assert len(openai.asked) == 1


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after_ms": "1500", "retry_after": "2"}, 1.5),
        ({"retry_after": "Tue, 24 Nov 2026 09:30:12 GMT"}, 12.0),
        ({"x_ratelimit_remaining_requests": "0", "x_ratelimit_reset_requests": "1m0.5s"}, None),
        ({"retry_after": "soon"}, 0.5),
        ({}, 0.5),
    ],
)
async def test_a_429_waits_as_long_as_it_says(
    openai: StandIn, time: Time, headers: dict[str, str], waited: float | None
) -> None:
    openai.answers["costs"] = [lambda _: error(429, "Rate limit reached", **headers), empty_page]
    if waited is None:
        with pytest.raises(RateLimited) as caught:
            await fetch(openai, time)
        assert caught.value.retry_at == NOW + timedelta(seconds=60.5)
        return
    await fetch(openai, time)
    assert sum(time.slept) == pytest.approx(waited, abs=1e-6)


async def test_a_wait_that_is_too_long_is_handed_on_at_once(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = lambda _: error(429, "Rate limit reached", retry_after="3600")
    with pytest.raises(RateLimited) as caught:
        await fetch(openai, time)
    assert caught.value.retry_at == NOW + timedelta(hours=1)
    assert time.slept == []
    assert len(openai.asked) == 1


async def test_when_one_request_is_asked_to_wait_all_of_them_do(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = [lambda _: error(429, "Rate limit reached", retry_after="20"), empty_page]
    async with provider(openai.url, time, Rate(at_once=1)).session(Secret(KEY)) as session:
        await asyncio.gather(*(session.fetch(COSTS.endpoint, WEEK, "1d") for _ in range(3)))
    assert len(openai.asked) == 4
    assert time.now() - NOW >= timedelta(seconds=20)


async def test_when_one_request_is_asked_to_wait_for_long_the_others_give_up_without_asking(
    openai: StandIn, time: Time
) -> None:
    openai.answers["costs"] = lambda _: error(429, "Rate limit reached", retry_after="3600")
    async with provider(openai.url, time, Rate(at_once=1)).session(Secret(KEY)) as session:
        fetched = [session.fetch(COSTS.endpoint, WEEK, "1d") for _ in range(3)]
        outcomes = await asyncio.gather(*fetched, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RateLimited] * 3
    assert {outcome.retry_at for outcome in outcomes if isinstance(outcome, RateLimited)} == {NOW + timedelta(hours=1)}
    assert len(openai.asked) == 1
    assert time.slept == []


async def test_when_no_request_is_left_the_next_waits_for_the_reset(openai: StandIn, time: Time) -> None:
    last = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2s500ms"}

    def last_one(request: web.Request) -> web.Response:
        response = empty_page(request)
        response.headers.update(last)
        return response

    openai.answers["costs"] = [last_one, empty_page]
    await fetch(openai, time, times=2)
    assert time.slept == [2.5]


@pytest.mark.parametrize("status", [500, 502, 503, 529, 408])
async def test_what_passes_is_asked_again_with_growing_pauses(openai: StandIn, time: Time, status: int) -> None:
    openai.answers["costs"] = [lambda _: html(status), lambda _: html(status), empty_page]
    await fetch(openai, time)
    assert time.slept == [0.5, 1.0]


async def test_what_does_not_pass_is_given_up(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = lambda _: html(503)
    with pytest.raises(ProviderDown, match="503"):
        await fetch(openai, time)
    assert len(openai.asked) == 5


async def test_an_answer_that_is_cut_off_is_asked_for_again(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = [lambda _: web.Response(text='{"data": [{"start_time": 1'), empty_page]
    assert len(await fetch(openai, time)) == 1


async def test_a_connection_that_breaks_within_an_answer_is_asked_again(openai: StandIn, time: Time) -> None:
    async def breaks(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"data"')
        if request.transport is not None:
            request.transport.close()
        return response

    openai.answers["costs"] = [breaks, empty_page]
    assert len(await fetch(openai, time)) == 1


async def test_an_answer_that_stays_cut_off_is_nonsense(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = lambda _: web.Response(text='{"data": [{"start_time": 1')
    with pytest.raises(Nonsense):
        await fetch(openai, time)
    assert len(openai.asked) == 3


async def test_an_answer_without_an_end_is_nonsense(
    openai: StandIn, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "LARGEST_BODY", 10_000)
    openai.answers["costs"] = lambda _: web.Response(text=" " * 20_000)
    with pytest.raises(Nonsense, match="without an end"):
        await fetch(openai, time)


async def test_nobody_there_is_the_provider_being_down(time: Time) -> None:
    async with stand_in() as gone:
        url = gone.url
    with pytest.raises(ProviderDown, match="cannot be reached") as caught:
        async with provider(url, time).session(Secret(KEY)) as session:
            await session.fetch(COSTS.endpoint, WEEK, "1d")
    assert KEY not in whole_story(caught.value)
    assert caught.value.__context__ is None


async def test_a_redirect_is_not_followed(openai: StandIn, time: Time) -> None:
    async with stand_in() as elsewhere:
        openai.answers["costs"] = lambda _: web.Response(status=302, headers={"Location": elsewhere.url})
        with pytest.raises(ProviderDown):
            await fetch(openai, time)
        assert elsewhere.asked == []


async def test_a_proxy_in_the_environment_is_not_used(
    openai: StandIn, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stand_in() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        await fetch(openai, time)
        assert proxy.asked == []


@pytest.mark.parametrize("stray", ["\n", "\r\n", "\t", " ", "é", "\x00", "\u200b"])
async def test_a_key_that_no_header_carries_is_refused_before_any_request(
    openai: StandIn, time: Time, stray: str
) -> None:
    with pytest.raises(KeyRejected) as caught:
        async with provider(openai.url, time).session(Secret(KEY + stray + "x")) as session:
            await session.check()
    assert openai.asked == []
    assert KEY not in whole_story(caught.value)


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (lambda _: error(401, f"Incorrect API key provided: {KEY}.", code="invalid_api_key"), KeyRejected),
        (lambda _: error(403, f"Missing scopes: api.usage.read. {KEY}"), PermissionMissing),
        (lambda _: error(401, f"Missing scopes: api.usage.read. {KEY}"), PermissionMissing),
        (lambda _: error(403, f"You have insufficient permissions. {KEY}"), PermissionMissing),
        (lambda _: error(403, f"Country not supported {KEY}", code="unsupported_country"), ProviderDown),
        (lambda _: html(401), ProviderDown),
        (lambda _: html(403), ProviderDown),
        (lambda _: error(404, f"no such thing {KEY}"), Nonsense),
        (lambda _: error(429, f"slow down {KEY}"), RateLimited),
        (lambda _: error(500, f"oops {KEY}"), ProviderDown),
        (lambda _: answer({"data": KEY}), Nonsense),
    ],
)
async def test_every_failure_has_its_name_and_never_the_key(
    openai: StandIn, time: Time, response: Any, kind: type[ProviderError]
) -> None:
    openai.answers["costs"] = response
    with pytest.raises(kind) as caught:
        await fetch(openai, time)
    assert type(caught.value) is kind or issubclass(type(caught.value), kind)
    assert KEY not in whole_story(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


async def test_the_check_names_the_organization_and_counts_its_projects(openai: StandIn, time: Time) -> None:
    projects = [
        {"id": "proj_b", "created_at": 200, "status": "active"},
        {"id": "proj_a", "created_at": 100, "status": "archived", "archived_at": 300},
        {"id": "proj_c", "created_at": 300, "status": "active"},
    ]
    openai.answers["projects"] = lambda _: answer({"data": projects, "has_more": False})
    assert await check(openai, time) == Organization(id="proj_a", name="", projects=2, since=date(1970, 1, 1))
    openai.answers["projects"] = lambda _: answer(
        {"data": projects, "has_more": False}, headers={"openai-organization": "org-acme"}
    )
    assert (await check(openai, time)).id == "org-acme"


async def test_the_check_reads_one_hour_of_usage_and_one_day_of_costs(openai: StandIn, time: Time) -> None:
    await check(openai, time)
    spans = [
        (request.path.removeprefix("/v1/organization/"), request.query["start_time"], request.query["end_time"])
        for request in openai.asked
        if "start_time" in request.query
    ]
    hour, day = (
        int(datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp()),
        int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()),
    )
    assert sorted(spans) == [
        ("costs", str(day - 86_400), str(day)),
        ("usage/completions", str(hour - 3_600), str(hour)),
    ]


@pytest.mark.parametrize(("path", "reads"), [("usage/completions", "usage"), ("costs", "costs")])
async def test_the_check_names_the_permission_that_is_missing_and_for_what(
    openai: StandIn, time: Time, path: str, reads: str
) -> None:
    openai.answers[path] = lambda _: error(
        403, "You have insufficient permissions. Missing scopes: api.usage.read. Ask."
    )
    with pytest.raises(PermissionMissing) as caught:
        await check(openai, time)
    assert (caught.value.permission, caught.value.reads) == ("api.usage.read", reads)


async def test_the_check_does_without_names_and_says_which_permission_gives_them(openai: StandIn, time: Time) -> None:
    openai.answers["projects"] = lambda _: error(403, "Missing scopes: api.management.read.")
    assert await check(openai, time) == Organization("", "", None, missing=("api.management.read",))


async def test_a_rejected_key_is_said_before_anything_else(openai: StandIn, time: Time) -> None:
    openai.answers["usage/completions"] = lambda _: html(503)
    openai.answers["costs"] = lambda _: error(403, "Missing scopes: api.usage.read")
    openai.answers["projects"] = lambda _: error(401, "Incorrect API key provided", code="invalid_api_key")
    with pytest.raises(KeyRejected):
        await check(openai, time)


async def test_the_check_does_not_keep_a_person_waiting(openai: StandIn, time: Time) -> None:
    openai.answers["costs"] = lambda _: html(503)
    with pytest.raises(ProviderDown):
        await check(openai, time)
    assert sum(time.slept) < 1
    assert len(openai.queries("costs")) == 2


async def test_names_of_projects_people_and_keys_are_read_page_by_page(openai: StandIn, time: Time) -> None:
    def projects(request: web.Request) -> web.Response:
        if "after" in request.query:
            return answer({"data": [{"id": "proj_2", "name": "Old", "status": "archived"}], "has_more": False})
        return answer({"data": [{"id": "proj_1", "name": "Search"}], "has_more": True, "last_id": "proj_1"})

    def keys(request: web.Request) -> web.Response:
        account = {"type": "service_account", "service_account": {"id": "svc_1", "name": "ci"}}
        found = [
            {"id": "key_1", "name": "nightly", "owner": account, "redacted_value": "sk-...a1B2"},
            {"id": "key_2", "name": "", "redacted_value": "sk-...c3D4", "owner_project_access": "inactive"},
        ]
        return answer({"data": found, "has_more": False})

    openai.answers["projects"] = projects
    openai.answers["projects/proj_1/api_keys"] = keys
    openai.answers["projects/proj_2/api_keys"] = lambda _: error(404, "Project is archived")
    openai.answers["users"] = lambda _: answer(
        {
            "data": [
                {"id": "user_1", "name": "Ana", "email": "ana@example.com"},
                {"id": "user_2", "user": {"name": "Bo", "enabled": False}},
                {"id": "user_3", "name": "cy@example.com", "user": {"email": "cy@example.com"}},
            ],
            "has_more": False,
        }
    )
    openai.answers["admin_api_keys"] = lambda _: answer(
        {
            "data": [
                {"id": "key_9", "name": "Main", "expires_at": 1},
                {"id": "key_8", "name": "Robot", "owner": {"type": "service_account", "id": "sa_4", "name": "ops"}},
                {"id": "key_7", "name": "Hers", "owner": {"type": "user", "id": "user_9", "name": "Cy"}},
            ],
            "has_more": False,
        }
    )
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        names = await session.names()
    assert names.missing == ()
    states = {key.id: key.owner_state for key in names.keys}
    assert (states["key_8"], states["key_7"]) == (OwnerState.THERE, OwnerState.LEFT)
    assert set(names.known) == {
        Name(NameKind.PROJECT, "proj_1", "Search"),
        Name(NameKind.PROJECT, "proj_2", "Old", active=False),
        Name(NameKind.USER, "user_1", "Ana", email="ana@example.com"),
        Name(NameKind.USER, "user_2", "Bo", active=False),
        Name(NameKind.USER, "user_3", "", email="cy@example.com"),
        Name(NameKind.USER, "svc_1", "ci (service account)"),
        Name(NameKind.KEY, "key_1", "nightly"),
        Name(NameKind.KEY, "key_2", "key …c3D4"),
        Name(NameKind.KEY, "key_9", "Main"),
        Name(NameKind.USER, "sa_4", "ops (service account)"),
        Name(NameKind.KEY, "key_8", "Robot"),
        Name(NameKind.USER, "user_9", "Cy", active=False),
        Name(NameKind.KEY, "key_7", "Hers"),
    }
    assert set(names.whole) == set(NameKind)
    assert [("owner_project_access", "any"), ("limit", "100")] in openai.queries("projects/proj_1/api_keys")


async def test_names_that_may_not_be_read_are_missing_and_the_others_are_there(openai: StandIn, time: Time) -> None:
    openai.answers["projects"] = lambda _: answer({"data": [{"id": "proj_1", "name": "Search"}], "has_more": False})
    for path in ("users", "admin_api_keys", "projects/proj_1/api_keys"):
        openai.answers[path] = lambda _: error(403, "Missing scopes: api.management.read.")
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        names = await session.names()
    assert names.known == [Name(NameKind.PROJECT, "proj_1", "Search")]
    assert names.missing == ("api.management.read",)
    assert set(names.whole) == {NameKind.PROJECT}


async def test_keys_are_listed_by_an_openai_that_cannot_tell_whose_owner_has_left(openai: StandIn, time: Time) -> None:
    def keys(request: web.Request) -> web.Response:
        if "owner_project_access" in request.query:
            return error(400, "Unknown parameter: 'owner_project_access'.", code="unknown_parameter")
        return answer({"data": [{"id": "key_1", "name": "nightly"}], "has_more": False})

    openai.answers["projects"] = lambda _: answer({"data": [{"id": "proj_1", "name": "Search"}], "has_more": False})
    openai.answers["projects/proj_1/api_keys"] = keys
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        names = await session.names()
    assert Name(NameKind.KEY, "key_1", "nightly") in names.known
    assert NameKind.KEY in names.whole


async def test_keys_that_could_not_be_listed_today_are_not_taken_for_deleted(openai: StandIn, time: Time) -> None:
    openai.answers["projects"] = lambda _: answer({"data": [{"id": "proj_1", "name": "Search"}], "has_more": False})
    openai.answers["projects/proj_1/api_keys"] = lambda _: answer({"data": "none"})
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        names = await session.names()
    assert set(names.whole) == {NameKind.PROJECT, NameKind.USER}
    assert names.missing == ()


def spend_limit(cents: object, status: str = "inactive", **changes: object) -> web.Response:
    enforcement = {"status": status}
    return answer(
        {"threshold_amount": cents, "currency": "USD", "interval": "month", "enforcement": enforcement} | changes
    )


async def test_limits_are_read_in_cents_and_what_has_none_is_left_out(openai: StandIn, time: Time) -> None:
    openai.answers["spend_limit"] = lambda _: spend_limit(500_000, "enforcing")
    openai.answers["projects/proj_1/spend_limit"] = lambda _: spend_limit(1, "a new status", currency="EUR")
    openai.answers["projects/proj_2/spend_limit"] = lambda _: error(404, "No spend limit is set.")
    openai.answers["projects/proj_3/spend_limit"] = lambda _: spend_limit(9, interval="week")
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        limits = await session.spend_limits(["proj_1", "proj_2", "proj_3"])
    assert limits == [
        SpendLimit("", 5_000 * NANOS, "usd", is_blocking=True),
        SpendLimit("proj_1", NANOS // 100, "eur", is_blocking=False),
    ]


@pytest.mark.parametrize("cents", [-1, 0.5, 10**13, None, "many"])
async def test_a_limit_that_makes_no_sense_is_not_taken_for_none(openai: StandIn, time: Time, cents: object) -> None:
    openai.answers["spend_limit"] = lambda _: spend_limit(cents)
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        with pytest.raises(Nonsense):
            await session.spend_limits([])


async def test_alerts_are_read_without_whom_they_are_mailed_to(openai: StandIn, time: Time) -> None:
    alert = {"id": "a1", "threshold_amount": 400_000, "currency": "USD", "interval": "month"}
    mailed = {"notification_channel": {"type": "email", "recipients": ["ana@example.com"]}}
    openai.answers["spend_alerts"] = lambda _: answer({"data": [alert | mailed], "has_more": False})
    openai.answers["projects/proj_1/spend_alerts"] = lambda _: error(404, "Not found")
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        assert await session.spend_alerts(["proj_1"]) == [SpendAlert("a1", "", 4_000 * NANOS, "usd")]


async def test_a_project_id_cannot_lead_to_another_address(openai: StandIn, time: Time) -> None:
    openai.answers["projects"] = lambda _: answer({"data": [{"id": "../../chat?x="}], "has_more": False})
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        names = await session.names()
    assert [name.kind for name in names.known] == [NameKind.PROJECT]
    assert {request.path for request in openai.asked} == {
        "/v1/organization/projects",
        "/v1/organization/users",
        "/v1/organization/admin_api_keys",
    }


async def test_a_list_that_goes_in_a_circle_is_given_up(openai: StandIn, time: Time) -> None:
    openai.answers["users"] = lambda _: answer({"data": [], "has_more": True, "last_id": "user_1"})
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        with pytest.raises(Nonsense):
            await session.names()


async def test_everything_that_is_done_with_a_key_calls_only_these_addresses(openai: StandIn, time: Time) -> None:
    openai.answers["projects"] = lambda _: answer({"data": [{"id": "proj_1"}], "has_more": False})
    for path in ("spend_limit", "projects/proj_1/spend_limit"):
        openai.answers[path] = lambda _: spend_limit(1)
    async with provider(openai.url, time).session(Secret(KEY)) as session:
        await session.check()
        await session.names()
        await session.spend_limits(["proj_1"])
        await session.spend_alerts(["proj_1"])
        for report in REPORTS:
            await session.fetch(report.endpoint, WEEK, "1d")
    called = {request.path.removeprefix("/v1/").replace("proj_1", "{project}") for request in openai.asked}
    assert called == PATHS
    assert {request.method for request in openai.asked} == {"GET"}


async def test_no_more_requests_are_under_way_than_agreed(openai: StandIn, time: Time) -> None:
    under_way, most = 0, 0

    async def slow(request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return empty_page(request)

    openai.answers["costs"] = slow
    async with provider(openai.url, time, Rate(at_once=3)).session(Secret(KEY)) as session:
        await asyncio.gather(*(session.fetch(COSTS.endpoint, WEEK, "1d") for _ in range(12)))
    assert most == 3
