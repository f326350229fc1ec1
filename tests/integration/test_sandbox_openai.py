"""The sandbox's OpenAI, held against OpenAI's own client and types, and each of its faults."""

import json
import time
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import openai
import pytest
from openai import AsyncOpenAI
from openai.types.admin.organization import (
    AdminAPIKey,
    OrganizationUser,
    Project,
    UsageCompletionsResponse,
    UsageCostsResponse,
    UsageEmbeddingsResponse,
)
from openai.types.admin.organization.projects import ProjectAPIKey, ProjectServiceAccount
from pydantic import BaseModel

from sandbox.openai.faults import KINDS, NONSENSE, Faults
from sandbox.openai.keys import DEFAULT_KEY, NAMES, USAGE, Keys
from sandbox.openai.server import build_app
from sandbox.openai.settling import midnight
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import Running, start

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = 86_400
GROUPS = ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"]
COST_GROUPS = ["project_id", "line_item", "api_key_id"]


def seconds(day: date) -> int:
    return int(midnight(day).timestamp())


class Asking:
    """A plain client of one sandbox: an answer is an answer, whatever its status."""

    def __init__(self, running: Running, http: httpx.AsyncClient) -> None:
        self.url = running.url
        self.sandbox: Sandbox = running.app[SANDBOX]
        self.http = http

    async def get(self, path: str, key: str | None = DEFAULT_KEY, **params: Any) -> httpx.Response:
        """`group_by` and other lists are sent with brackets."""
        query = [
            (f"{name}[]", one) if isinstance(value, list) else (name, value)
            for name, value in params.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        return await self.http.get(f"{self.url}/v1/organization/{path}", params=query, headers=headers)

    async def costs(self, **params: Any) -> httpx.Response:
        return await self.get("costs", **({"start_time": seconds(date(2026, 11, 10))} | params))

    async def usage(self, **params: Any) -> httpx.Response:
        return await self.get("usage/completions", **({"start_time": seconds(date(2026, 11, 10))} | params))


async def serve(world: World | None = None, keys: Keys | None = None) -> AsyncIterator[Asking]:
    running = await start(build_app(world, keys=keys))
    async with httpx.AsyncClient() as http:
        yield Asking(running, http)
    await running.close()


@pytest.fixture(scope="module")
def world() -> World:
    return World(1, lambda: NOW)


@pytest.fixture
async def asking(world: World) -> AsyncIterator[Asking]:
    async for one in serve(world):
        yield one


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's own."""
    async with AsyncOpenAI(
        api_key="not used", admin_api_key=DEFAULT_KEY, base_url=f"{asking.url}/v1", max_retries=0
    ) as one:
        yield one


def results(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [result for bucket in body["data"] for result in bucket["results"]]


def strictly(kind: type[BaseModel], found: Any) -> BaseModel:
    """`found` as `kind`, where each field has its type and no field is unknown. Amounts may be text."""
    plain = json.loads(json.dumps(found))
    for result in results(plain) if "data" in plain and kind is UsageCostsResponse else []:
        result["amount"]["value"] = float(result["amount"]["value"])
    model = kind.model_validate(plain, strict=True)
    assert not list(unknown_fields(model))
    return model


def unknown_fields(value: Any) -> Iterable[str]:
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from unknown_fields(one)


# The wire format


@pytest.mark.parametrize(("width", "limit"), [("1m", 1440), ("1h", 168), ("1d", 31)])
@pytest.mark.parametrize("group_by", [[], ["model"], GROUPS])
async def test_usage_is_what_openais_own_types_say(asking: Asking, width: str, limit: int, group_by: list[str]) -> None:
    body = (await asking.usage(bucket_width=width, limit=limit, group_by=group_by)).json()
    strictly(UsageCompletionsResponse, body)
    assert {result["object"] for result in results(body)} == {"organization.usage.completions.result"}
    assert all(result[name] is None for result in results(body) for name in GROUPS if name not in group_by)


@pytest.mark.parametrize("group_by", [[], ["project_id"], COST_GROUPS, ["user_id", "line_item", "api_source"]])
async def test_costs_are_what_openais_own_types_say(asking: Asking, group_by: list[str]) -> None:
    body = (await asking.costs(start_time=seconds(TODAY) - 180 * DAY, limit=180, group_by=group_by)).json()
    strictly(UsageCostsResponse, body)
    found = results(body)
    assert {result["object"] for result in found} == {"organization.costs.result"}
    assert all((result["quantity"] is None) or "line_item" in group_by for result in found)


async def test_embeddings_are_what_openais_own_types_say(asking: Asking) -> None:
    body = (await asking.get("usage/embeddings", start_time=seconds(TODAY) - DAY, group_by=GROUPS[:4])).json()
    strictly(UsageEmbeddingsResponse, body)
    assert {result["model"] for result in results(body)} == {"text-embedding-3-large", "text-embedding-3-small"}


async def test_names_are_what_openais_own_types_say(asking: Asking, world: World) -> None:
    answers: list[tuple[str, type[BaseModel]]] = [
        ("projects", Project),
        ("users", OrganizationUser),
        ("admin_api_keys", AdminAPIKey),
    ]
    for project in world.organization.projects:
        answers.append((f"projects/{project.id}/api_keys", ProjectAPIKey))
        answers.append((f"projects/{project.id}/service_accounts", ProjectServiceAccount))
    seen = 0
    for path, kind in answers:
        body = (await asking.get(path, limit=100)).json()
        assert body["object"] == "list"
        for item in body["data"]:
            strictly(kind, item)
            seen += 1
    assert seen > 60


async def test_openais_own_client_reads_every_page_of_costs(client: AsyncOpenAI, world: World) -> None:
    first, end = TODAY - timedelta(days=100), TODAY
    total, page, pages = Decimal(0), None, 0
    while pages == 0 or page:
        found = await client.admin.organization.usage.costs(
            start_time=seconds(first),
            end_time=seconds(end),
            group_by=["project_id", "line_item"],
            limit=30,
            page=page or openai.omit,
        )
        for bucket in found.data:
            for result in bucket.results:
                assert result.object == "organization.costs.result"
                assert result.amount
                total += Decimal(str(result.amount.value))
        page, pages = found.next_page, pages + 1
        assert found.has_more is (page is not None)
    assert pages == 4
    # The client reads amounts as floats: a cent in a hundred days is far more than they lose.
    assert abs(total - world.total_cost(first, end, NOW)) < Decimal("0.01")


async def test_openais_own_client_walks_the_lists(client: AsyncOpenAI, world: World) -> None:
    admin = client.admin.organization
    projects = [one.name async for one in admin.projects.list(include_archived=True, limit=3)]
    assert projects == [project.name for project in world.organization.projects]
    users = [one.name async for one in admin.users.list(limit=5)]
    assert len(users) == 17
    assert "Quentin Dubois" not in users
    keys = [one.id async for project in world.organization.projects for one in admin.projects.api_keys.list(project.id)]
    assert set(keys) == {key.id for key in world.organization.keys if key.deleted is None}
    assert [one.name async for one in admin.admin_api_keys.list()] == ["TokenMeter"]


# Figures


async def test_amounts_come_with_every_digit_and_now_and_then_as_text(asking: Asking, world: World) -> None:
    day = date(2026, 11, 11)
    start_time = seconds(day)
    text = (await asking.costs(start_time=start_time, end_time=start_time + DAY, group_by=COST_GROUPS)).text
    body = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    found = {
        (result["project_id"], result["line_item"], result["api_key_id"]): Decimal(result["amount"]["value"])
        for result in results(body)
    }
    assert found == world.costs(day, NOW)
    kinds = {type(result["amount"]["value"]) for result in results(body)}
    assert kinds == {Decimal, str}
    assert {result["amount"]["currency"] for result in results(body)} == {"usd"}


@pytest.mark.parametrize("group_by", [[], ["project_id"], ["line_item"], ["api_key_id"], ["user_id"], COST_GROUPS])
async def test_however_costs_are_grouped_they_add_up_to_the_same(
    asking: Asking, world: World, group_by: list[str]
) -> None:
    answer = await asking.costs(limit=180, group_by=group_by)
    body = json.loads(answer.text, parse_float=Decimal)
    total = sum((Decimal(result["amount"]["value"]) for result in results(body)), Decimal(0))
    assert total == world.total_cost(date(2026, 11, 10), TODAY + timedelta(days=1), NOW)


@pytest.mark.parametrize("width", ["1m", "1h", "1d"])
@pytest.mark.parametrize("group_by", [[], ["project_id"], GROUPS])
async def test_however_usage_is_sliced_a_day_adds_up_to_the_same(
    asking: Asking, world: World, width: str, group_by: list[str]
) -> None:
    day = date(2026, 11, 11)
    limit = {"1m": 1440, "1h": 24, "1d": 1}[width]
    found = results(
        (
            await asking.usage(
                start_time=seconds(day),
                end_time=seconds(day) + DAY,
                bucket_width=width,
                limit=limit,
                group_by=group_by,
            )
        ).json()
    )
    used = [one.hours for one in world.used("completions", day, NOW)]
    assert sum(result["num_model_requests"] for result in found) == sum(sum(hours.requests) for hours in used)
    assert sum(result["output_tokens"] for result in found) == sum(
        sum(hours.output) + sum(hours.audio_out) for hours in used
    )
    assert all(
        result["input_tokens"]
        == result["input_cached_tokens"] + result["input_uncached_tokens"] + result["input_cache_write_tokens"]
        for result in found
    )
    assert any(result["input_audio_tokens"] for result in found)


async def test_figures_can_be_filtered(asking: Asking, world: World) -> None:
    key = world.organization.key("voice-prod")
    body = (await asking.usage(group_by=["api_key_id", "model"], api_key_ids=[key.id])).json()
    assert {(one["api_key_id"], one["model"]) for one in results(body)} == {(key.id, "gpt-realtime-2025-08-28")}
    body = (await asking.usage(group_by=["batch"], batch="true")).json()
    assert {one["batch"] for one in results(body)} == {True}
    body = (await asking.costs(group_by=["line_item"], line_items=["vector storage"])).json()
    assert {one["line_item"] for one in results(body)} == {"vector storage"}


async def test_a_quiet_bucket_has_no_results_and_none_begins_in_the_future(asking: Asking, world: World) -> None:
    before = seconds(world.first_day) - DAY
    body = (await asking.usage(start_time=before, end_time=before + 2 * DAY, bucket_width="1d")).json()
    assert [bool(bucket["results"]) for bucket in body["data"]] == [False, True]
    body = (await asking.usage(start_time=seconds(TODAY), end_time=seconds(TODAY) + DAY, bucket_width="1h")).json()
    assert len(body["data"]) == 10
    assert body["data"][-1]["end_time"] == seconds(TODAY) + 10 * 3600
    assert (await asking.usage(start_time=seconds(TODAY) + 5 * DAY)).json()["data"] == []


async def test_a_day_is_billed_late_and_then_stands(asking: Asking) -> None:
    moment = [NOW]
    async for one in serve(World(1, lambda: moment[0])):

        async def billed(asked: Asking = one) -> list[Any]:
            answer = await asked.costs(start_time=seconds(TODAY), end_time=seconds(TODAY) + DAY, group_by=["line_item"])
            return results(answer.json())

        assert await billed() == []
        moment[0] += timedelta(hours=34)
        partly = await billed()
        moment[0] += timedelta(hours=29)
        settled = await billed()
        moment[0] += timedelta(days=3)
        assert await billed() == settled
        assert len(partly) > 3
        assert sum(float(result["amount"]["value"]) for result in partly) < sum(
            float(result["amount"]["value"]) for result in settled
        )


async def test_an_empty_organization_answers_with_quiet_buckets_and_its_default_project() -> None:
    async for one in serve(World.empty(lambda: NOW)):
        assert [bucket["results"] for bucket in (await one.costs(limit=5)).json()["data"]] == [[]] * 5
        assert results((await one.usage()).json()) == []
        assert [project["name"] for project in (await one.get("projects")).json()["data"]] == ["Default project"]
        project = (await one.get("projects")).json()["last_id"]
        assert (await one.get(f"projects/{project}/api_keys")).json() == {
            "object": "list",
            "data": [],
            "first_id": None,
            "last_id": None,
            "has_more": False,
        }


# Pages


async def pages(asking: Asking, path: str, **params: Any) -> list[dict[str, Any]]:
    found = [(await asking.get(path, **params)).json()]
    while found[-1]["has_more"]:
        found.append((await asking.get(path, **params, page=found[-1]["next_page"])).json())
    return found


@pytest.mark.parametrize(("width", "default", "most"), [("1m", 60, 1440), ("1h", 24, 168), ("1d", 7, 31)])
async def test_a_page_of_usage_has_openais_caps_and_defaults(
    asking: Asking, width: str, default: int, most: int
) -> None:
    start_time = seconds(TODAY) - 60 * DAY
    assert len((await asking.usage(start_time=start_time, bucket_width=width)).json()["data"]) == default
    assert len((await asking.usage(start_time=start_time, bucket_width=width, limit=most)).json()["data"]) == most
    refused = await asking.usage(start_time=start_time, bucket_width=width, limit=most + 1)
    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == "limit"
    assert set(refused.json()["error"]) == {"message", "type", "param", "code"}


async def test_a_page_of_costs_has_180_days_at_most(asking: Asking) -> None:
    start_time = seconds(TODAY) - 200 * DAY
    assert len((await asking.costs(start_time=start_time)).json()["data"]) == 7
    assert len((await asking.costs(start_time=start_time, limit=180)).json()["data"]) == 180
    assert (await asking.costs(start_time=start_time, limit=181)).status_code == 400


async def test_pages_follow_each_other_without_a_gap_to_the_end(asking: Asking) -> None:
    start_time = seconds(TODAY) - 9 * DAY
    params: dict[str, Any] = {"start_time": start_time, "end_time": start_time + 8 * DAY, "bucket_width": "1h"}
    one_by_one = await pages(asking, "usage/completions", **params)
    buckets = [bucket for page in one_by_one for bucket in page["data"]]
    assert len(one_by_one) == 8
    assert [bucket["start_time"] for bucket in buckets] == list(range(start_time, start_time + 8 * DAY, 3600))
    in_two = await pages(asking, "usage/completions", **params, limit=168)
    assert [bucket for page in in_two for bucket in page["data"]] == buckets
    assert in_two[-1]["next_page"] is None


async def test_a_cursor_is_good_for_its_own_parameters_only(asking: Asking) -> None:
    cursor = (await asking.costs()).json()["next_page"]
    assert (await asking.costs(page=cursor)).status_code == 200
    assert (await asking.costs(page=cursor, limit=8)).status_code == 400
    assert (await asking.costs(page=cursor, group_by=["line_item"])).status_code == 400
    for invented in ("page_", "page_%%%", "page_AAAA", "1", "ÿ"):
        assert (await asking.costs(page=invented)).status_code == 400


async def test_lists_have_a_cap_a_default_and_refuse_an_unknown_place(asking: Asking) -> None:
    assert len((await asking.get("users")).json()["data"]) == 17
    first = (await asking.get("users", limit=10)).json()
    rest = (await asking.get("users", limit=10, after=first["last_id"])).json()
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert len({user["id"] for user in first["data"] + rest["data"]}) == 17
    assert (await asking.get("users", limit=101)).status_code == 400
    assert (await asking.get("users", limit=0)).status_code == 400
    assert (await asking.get("users", after="user-unknown")).status_code == 400


async def test_an_archived_project_is_listed_when_asked_for(asking: Asking) -> None:
    active = (await asking.get("projects")).json()["data"]
    every = (await asking.get("projects", include_archived="true")).json()["data"]
    assert (len(active), len(every)) == (13, 14)
    assert {project["name"] for project in every if project["status"] == "archived"} == {"Legacy chatbot"}


# Refusals


@pytest.mark.parametrize(
    ("path", "params", "param"),
    [
        ("costs", {"group_by": ["model"]}, "group_by[0]"),
        ("usage/completions", {"group_by": ["model", "colour"]}, "group_by[1]"),
        ("costs", {"bucket_width": "1h"}, "bucket_width"),
        ("usage/completions", {"bucket_width": "1w"}, "bucket_width"),
        ("costs", {"limit": "0"}, "limit"),
        ("costs", {"limit": "many"}, "limit"),
        ("costs", {"end_time": "1000"}, "end_time"),
        ("costs", {"start_time": "yesterday"}, "start_time"),
        ("costs", {"colour": "red"}, "colour"),
        ("costs", {"batch": "true"}, "batch"),
        ("usage/completions", {"batch": "perhaps"}, "batch"),
        ("costs", {"group_by": "line_item"}, "group_by"),
    ],
)
async def test_what_openai_would_not_understand_is_refused_by_the_parameters_name(
    asking: Asking, path: str, params: dict[str, Any], param: str
) -> None:
    answer = await asking.get(path, **({"start_time": seconds(TODAY) - DAY} | params))
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == param
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_a_start_is_required(asking: Asking) -> None:
    assert (await asking.get("costs")).json()["error"]["code"] == "missing_required_parameter"


async def test_costs_by_user_and_project_at_once_are_refused_unless_the_organization_may(asking: Asking) -> None:
    both = ["project_id", "user_id"]
    assert (await asking.costs(group_by=both)).status_code == 400
    assert (await asking.costs(group_by=["user_id"])).status_code == 200
    async for one in serve(World(1, lambda: NOW, costs_by_user=True)):
        assert (await one.costs(group_by=both)).status_code == 200


async def test_an_unknown_path_is_answered_in_openais_shape(asking: Asking) -> None:
    answer = await asking.get("usage/dreams")
    assert answer.status_code == 404
    assert "Invalid URL" in answer.json()["error"]["message"]


async def test_a_wrong_key_is_refused_and_its_parts_repeated_as_openai_does(asking: Asking) -> None:
    answer = await asking.get("costs", key="sk-admin-" + "wrong-" * 5 + "wxyz", start_time=0)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"
    assert "sk-admin" in answer.json()["error"]["message"]
    assert "wxyz" in answer.json()["error"]["message"]
    assert (await asking.get("costs", key=None, start_time=0)).status_code == 401


async def test_a_project_key_may_not_read_the_organization(asking: Asking) -> None:
    answer = await asking.get("costs", key="sk-proj-" + "test-" * 8, start_time=0)
    assert answer.status_code == 403
    assert "api.usage.read" in answer.json()["error"]["message"]


async def test_keys_open_their_own_organization_until_revoked_or_expired_and_what_their_scopes_say() -> None:
    moment = [NOW]
    acme, other = World(1, lambda: moment[0]), World(2, lambda: moment[0])
    keys = Keys()
    one, two, three, four = ("sk-admin-" + f"test{n}-" * 6 for n in range(4))
    keys.issue(one, acme)
    keys.issue(two, other)
    keys.issue(three, acme, scopes=[USAGE])
    keys.issue(four, acme, scopes=[NAMES], expires=NOW + timedelta(hours=1), name="Short")
    async for asking in serve(keys=keys):

        async def status(path: str, key: str, asked: Asking = asking) -> int:
            params = {"start_time": seconds(TODAY)} if path == "costs" else {}
            return (await asked.get(path, key=key, **params)).status_code

        first, second = await asking.get("projects", key=one), await asking.get("projects", key=two)
        assert first.headers["openai-organization"] != second.headers["openai-organization"]
        assert first.json() != second.json()
        assert [await status(path, three) for path in ("costs", "projects")] == [200, 403]
        assert [await status(path, four) for path in ("costs", "projects")] == [403, 200]
        listed = (await asking.get("admin_api_keys", key=one, order="asc")).json()["data"]
        assert [key["expires_at"] for key in listed] == [None, None, int(NOW.timestamp()) + 3600]
        assert not {one, three, four} & {key["redacted_value"] for key in listed}
        moment[0] += timedelta(hours=1)
        assert await status("projects", four) == 401
        keys.revoke(one)
        assert await status("costs", one) == 401
        assert await status("costs", two) == 200


async def test_every_answer_carries_openais_headers(asking: Asking) -> None:
    for answer in (await asking.costs(), await asking.get("costs", key="wrong")):
        assert answer.headers["x-request-id"].startswith("req_")
        assert answer.headers["x-ratelimit-limit-requests"] == "10000"
    assert (await asking.costs()).headers["openai-organization"]


# Faults


async def test_a_rate_limit_says_how_long_to_wait(asking: Asking) -> None:
    asking.sandbox.faults.add("rate_limited", count=1, retry_after=3, retry_after_ms=2500)
    answer = await asking.costs()
    assert answer.status_code == 429
    assert (answer.headers["Retry-After"], answer.headers["retry-after-ms"]) == ("3", "2500")
    assert answer.headers["x-ratelimit-remaining-requests"] == "0"
    assert answer.json()["error"]["code"] == "rate_limit_exceeded"
    assert (await asking.costs()).status_code == 200


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_a_page_of_html(asking: Asking, status: int) -> None:
    asking.sandbox.faults.add("server_error", status=status)
    answer = await asking.costs()
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<html>" in answer.text


async def test_an_answer_may_be_cut_off(asking: Asking) -> None:
    asking.sandbox.faults.add("cut_off", count=1)
    answer = await asking.costs()
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_a_connection_may_end_before_or_within_the_answer(asking: Asking) -> None:
    asking.sandbox.faults.add("reset", count=1)
    with pytest.raises(httpx.TransportError):
        await asking.costs()
    asking.sandbox.faults.add("cut_connection", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await asking.costs()
    assert (await asking.costs()).status_code == 200
    assert [request.status for request in asking.sandbox.requests] == [0, 200, 200]


async def test_an_answer_may_be_slow(asking: Asking) -> None:
    asking.sandbox.faults.add("slow", ms=120)
    asking.sandbox.faults.add("rate_limited", count=1)
    before = time.perf_counter()
    assert (await asking.costs()).status_code == 429
    assert (await asking.costs()).status_code == 200
    assert time.perf_counter() - before > 0.24


async def test_a_key_may_be_revoked_or_lack_a_scope_on_one_path_only(asking: Asking) -> None:
    asking.sandbox.faults.add("scope_missing", path="/costs", scope="api.costs.read", status=401)
    answer = await asking.costs()
    assert answer.status_code == 401
    assert "api.costs.read" in answer.json()["error"]["message"]
    assert (await asking.usage()).status_code == 200
    asking.sandbox.faults.clear()
    asking.sandbox.faults.add("key_revoked")
    assert (await asking.usage()).json()["error"]["code"] == "invalid_api_key"


async def test_grouping_costs_by_key_may_be_refused(asking: Asking) -> None:
    asking.sandbox.faults.add("key_grouping_refused")
    assert (await asking.costs(group_by=COST_GROUPS)).status_code == 400
    assert (await asking.costs(group_by=["line_item"])).status_code == 200
    assert (await asking.usage(group_by=["api_key_id"])).status_code == 200


@pytest.mark.parametrize("path", ["costs", "usage/completions"])
async def test_pages_may_go_round_in_circles(asking: Asking, path: str) -> None:
    asking.sandbox.faults.add("circular")
    params = {"start_time": seconds(TODAY) - DAY}
    first = (await asking.get(path, **params)).json()
    second = (await asking.get(path, **params, page=first["next_page"])).json()
    assert first["has_more"] is second["has_more"] is True
    assert first["next_page"] == second["next_page"]
    assert (await asking.get("projects")).json()["has_more"] is True


@pytest.mark.parametrize("what", NONSENSE)
async def test_every_kind_of_nonsense_changes_the_answer(asking: Asking, what: str) -> None:
    honest = await asking.costs(group_by=["line_item"])
    asking.sandbox.faults.add("nonsense", what=what)
    answer = await asking.costs(group_by=["line_item"])
    assert answer.status_code == 200
    assert answer.content != honest.content


async def test_numbers_of_usage_can_be_nonsense_too(asking: Asking) -> None:
    for what, text in (("nan", "NaN"), ("huge", "1e999999"), ("negative", "-7"), ("text", '"many"')):
        asking.sandbox.faults.clear()
        asking.sandbox.faults.add("nonsense", what=what)
        assert f'"input_tokens":{text},' in (await asking.usage()).text


async def test_a_fault_has_a_chance_that_is_the_same_for_the_same_seed() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add("server_error", probability=0.3)
        return [bool(faults.draw("/v1/organization/costs")) for _ in range(200)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 40 < sum(drawn(1)) < 80


async def test_faults_are_switched_over_http_without_a_key(asking: Asking) -> None:
    url = f"{asking.url}/sandbox/faults"
    for kind in KINDS:
        options = {"what": "nan"} if kind == "nonsense" else {}
        answer = await asking.http.post(url, json={"kind": kind, "count": 2, "path": "costs", **options})
        assert answer.status_code == 200
    assert [fault["kind"] for fault in (await asking.http.get(url)).json()] == list(KINDS)
    assert (await asking.http.delete(url)).json() == []
    assert (await asking.costs()).status_code == 200


@pytest.mark.parametrize(
    "body", ["{", "[]", "{}", '{"kind":"flood"}', '{"kind":"slow","colour":1}', '{"kind":"nonsense"}', '{"kind":"reset","probability":2}']
)  # fmt: skip
async def test_a_fault_that_makes_no_sense_is_refused(asking: Asking, body: str) -> None:
    answer = await asking.http.post(f"{asking.url}/sandbox/faults", content=body)
    assert answer.status_code == 400
    assert asking.sandbox.faults.active == []


async def test_requests_are_logged_with_what_they_asked_and_never_with_the_key(asking: Asking) -> None:
    await asking.costs(group_by=["line_item"], limit=3)
    await asking.get("projects", key="sk-admin-" + "canary-" * 6)
    text = (await asking.http.get(f"{asking.url}/sandbox/requests")).text
    logged = json.loads(text)
    assert [(request["path"], request["status"]) for request in logged] == [
        ("/v1/organization/costs", 200),
        ("/v1/organization/projects", 401),
    ]
    assert ["group_by[]", "line_item"] in logged[0]["params"]
    assert "canary" not in text
    assert DEFAULT_KEY not in text
    assert (await asking.http.delete(f"{asking.url}/sandbox/requests")).json() == []


# The server


async def test_it_listens_on_loopback_only(world: World) -> None:
    with pytest.raises(ValueError, match="loopback"):
        await start(build_app(world), host="0.0.0.0")  # noqa: S104  # refused


async def test_a_port_that_is_taken_is_an_error(asking: Asking, world: World) -> None:
    with pytest.raises(OSError, match="address"):
        await start(build_app(world), port=int(asking.url.rsplit(":", 1)[1]))


def test_a_sandbox_needs_an_organization() -> None:
    with pytest.raises(ValueError, match="needs a world"):
        build_app()


async def test_half_a_year_by_the_hour_is_served_fast_enough_not_to_be_what_a_benchmark_measures() -> None:
    async for asking in serve(World(1, lambda: NOW, series_an_hour=40)):
        starts = [seconds(TODAY) - weeks * 7 * DAY for weeks in range(1, 27)]

        async def everything(asked: Asking = asking, starts: list[int] = starts) -> int:
            params: dict[str, Any] = {"bucket_width": "1h", "limit": 168, "group_by": GROUPS}
            answers = [
                await asked.usage(start_time=start_time, end_time=start_time + 7 * DAY, **params)
                for start_time in starts
            ]
            return sum(answer.content.count(b'"num_model_requests"') for answer in answers)

        assert await everything() == 26 * 168 * 40
        before = time.process_time()
        await everything()
        assert time.process_time() - before < 1.5
