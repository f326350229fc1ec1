"""The sandbox's OpenAI, held against OpenAI's own client and types, and each of its faults."""

import json
from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

import openai
import pytest
from openai import AsyncOpenAI
from openai.types.admin.organization import (
    AdminAPIKey,
    OrganizationSpendAlert,
    OrganizationSpendLimit,
    OrganizationUser,
    Project,
    UsageAudioSpeechesResponse,
    UsageAudioTranscriptionsResponse,
    UsageCodeInterpreterSessionsResponse,
    UsageCompletionsResponse,
    UsageCostsResponse,
    UsageDecisionsResponse,
    UsageEmbeddingsResponse,
    UsageFileSearchCallsResponse,
    UsageImagesResponse,
    UsageModerationsResponse,
    UsageVectorStoresResponse,
    UsageWebSearchCallsResponse,
)
from openai.types.admin.organization.projects import (
    ProjectAPIKey,
    ProjectServiceAccount,
    ProjectSpendAlert,
    ProjectSpendLimit,
)
from pydantic import BaseModel

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from tests.integration.openai_sandbox import COST_GROUPS, DAY, GROUPS, NOW, TODAY, Asking, results, seconds, serve

ACCESS: Final[tuple[Literal["active", "inactive", "any"], ...]] = ("active", "inactive", "any")


@pytest.fixture(scope="module")
def world() -> World:
    return World(1, lambda: NOW)


@pytest.fixture
async def asking(world: World) -> AsyncIterator[Asking]:
    async with serve(world) as one:
        yield one


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's own."""
    async with AsyncOpenAI(
        api_key="not used", admin_api_key=DEFAULT_KEY, base_url=f"{asking.url}/v1", max_retries=0
    ) as one:
        yield one


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


@pytest.mark.parametrize("width", ["1m", "1h", "1d"])
@pytest.mark.parametrize(
    ("name", "kind", "result", "split"),
    [
        ("decisions", UsageDecisionsResponse, "decisions", GROUPS[3:]),
        ("moderations", UsageModerationsResponse, "moderations", ["model"]),
        ("images", UsageImagesResponse, "images", ["model", "size", "source"]),
        ("audio_speeches", UsageAudioSpeechesResponse, "audio_speeches", ["model"]),
        ("audio_transcriptions", UsageAudioTranscriptionsResponse, "audio_transcriptions", ["model"]),
        ("file_search_calls", UsageFileSearchCallsResponse, "file_searches", ["vector_store_id"]),
        ("web_search_calls", UsageWebSearchCallsResponse, "web_searches", ["model", "context_level", "api_source"]),
        ("vector_stores", UsageVectorStoresResponse, "vector_stores", None),
        ("code_interpreter_sessions", UsageCodeInterpreterSessionsResponse, "code_interpreter_sessions", None),
    ],
)
async def test_every_usage_endpoint_is_what_openais_own_types_say(
    asking: Asking, name: str, kind: type[BaseModel], result: str, split: list[str] | None, width: str
) -> None:
    group_by = ["project_id"] if split is None else ["project_id", "user_id", "api_key_id", *split]
    window: dict[str, Any] = {"start_time": seconds(date(2026, 11, 11)), "limit": 24, "bucket_width": width}
    whole = {"1m": 1440, "1h": 24, "1d": 1}[width]
    body = (await asking.get(f"usage/{name}", **(window | {"limit": whole}), group_by=group_by)).json()
    strictly(kind, body)
    found = results(body)
    assert {each["object"] for each in found} == {f"organization.usage.{result}.result"}
    assert all(each["project_id"] for each in found)
    assert all(each[dimension] is not None for each in found for dimension in group_by)
    refused = await asking.get(f"usage/{name}", **window, group_by=[*group_by, "line_item"])
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, f"group_by[{len(group_by)}]")


async def test_what_is_stored_is_not_added_up_over_a_day(asking: Asking, world: World) -> None:
    day = date(2026, 11, 11)
    window: dict[str, Any] = {"start_time": seconds(day), "end_time": seconds(day) + DAY}
    hours = results((await asking.get("usage/vector_stores", **window, bucket_width="1h")).json())
    (whole,) = results((await asking.get("usage/vector_stores", **window, bucket_width="1d")).json())
    assert len(hours) == 24
    assert whole["usage_bytes"] == max(hour["usage_bytes"] for hour in hours)
    there = sum(max(counted.hours.quantity) for counted in world.counted("vector_stores", day, NOW))
    assert whole["usage_bytes"] == there


async def test_an_endpoint_that_the_organization_does_not_have_is_an_invalid_address() -> None:
    async with serve(World(1, lambda: NOW, without=["decisions"], currency="eur")) as one:
        assert (await one.get("usage/decisions", start_time=seconds(TODAY))).status_code == 404
        assert (await one.usage()).status_code == 200
        found = results((await one.costs(group_by=["project_id"])).json())
        assert {result["amount"]["currency"] for result in found} == {"eur"}


async def test_costs_are_split_by_user_and_project_in_some_worlds() -> None:
    async with serve(World(4, lambda: NOW)) as one:
        found = results((await one.costs(group_by=["project_id", "user_id"])).json())
        assert any(result["user_id"] and result["project_id"] for result in found)


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


async def test_spend_limits_and_alerts_are_what_openais_own_types_say(asking: Asking, world: World) -> None:
    guards, labs = asking.sandbox.guards(world), world.organization.project("Data labs").id
    for owner, limit, alert in (
        ("", OrganizationSpendLimit, OrganizationSpendAlert),
        (f"projects/{labs}/", ProjectSpendLimit, ProjectSpendAlert),
    ):
        strictly(limit, (await asking.get(f"{owner}spend_limit")).json())
        alerts = (await asking.get(f"{owner}spend_alerts")).json()["data"]
        assert [strictly(alert, each) for each in alerts]
    billed = world.total_cost(NOW.date().replace(day=1), NOW.date() + timedelta(days=1), NOW)
    for cents, status in ((int(billed * 100), "enforcing"), (int(billed * 100) + 1, "inactive")):
        guards.limits[""] = cents
        found = (await asking.get("spend_limit")).json()
        assert (found["threshold_amount"], found["enforcement"]["status"]) == (cents, status)
    del guards.limits[""]
    assert (await asking.get("spend_limit")).status_code == 404
    assert (await asking.get("projects/proj_none/spend_limit")).status_code == 404


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
    there = {key.id for key in world.organization.keys if key.deleted is None}
    of_quentin = {world.organization.key("quentin-notebook").id}
    for access, expected in zip(ACCESS, (there - of_quentin, of_quentin, there), strict=True):
        listed = [
            {one.id async for one in admin.projects.api_keys.list(project.id, limit=2, owner_project_access=access)}
            for project in world.organization.projects
        ]
        assert set().union(*listed) == expected
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
    window = {"start_time": seconds(day), "end_time": seconds(day) + DAY}
    found = results((await asking.usage(**window, bucket_width=width, limit=limit, group_by=group_by)).json())
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
    async with serve(World(1, lambda: moment[0])) as one:

        async def billed() -> list[Any]:
            answer = await one.costs(start_time=seconds(TODAY), end_time=seconds(TODAY) + DAY, group_by=["line_item"])
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
    async with serve(World.empty(lambda: NOW)) as one:
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
