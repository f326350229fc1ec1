"""What the sandbox's OpenAI refuses, whom it lets in, and each of its faults."""

import json
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sandbox.openai.faults import KINDS, NONSENSE, Faults
from sandbox.openai.keys import DEFAULT_KEY, NAMES, USAGE, Keys
from sandbox.openai.server import build_app
from sandbox.openai.world import World
from sandbox.serve import start
from tests.integration.openai_sandbox import COST_GROUPS, DAY, GROUPS, NOW, TODAY, Asking, seconds, serve


@pytest.fixture(scope="module")
def world() -> World:
    return World(1, lambda: NOW)


@pytest.fixture
async def asking(world: World) -> AsyncIterator[Asking]:
    async with serve(world) as one:
        yield one


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
    async with serve(World(1, lambda: NOW, costs_by_user=True)) as one:
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
    async with serve(keys=keys) as asking:

        async def status(path: str, key: str) -> int:
            answer = await (asking.costs(key=key) if path == "costs" else asking.get(path, key=key))
            return answer.status_code

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
    params: dict[str, Any] = {"start_time": seconds(TODAY) - DAY}
    first = (await asking.get(path, **params)).json()
    second = (await asking.get(path, **params, page=first["next_page"])).json()
    assert first["has_more"] is second["has_more"] is True
    assert first["next_page"] == second["next_page"]
    assert (await asking.get("projects")).json()["has_more"] is True


@pytest.mark.parametrize("what", NONSENSE)
async def test_every_kind_of_nonsense_changes_the_answer(asking: Asking, what: str) -> None:
    async def asked() -> httpx.Response:
        # Bills come by no tier.
        of_usage = what == "unknown_tier"
        return await (asking.usage(group_by=["service_tier"]) if of_usage else asking.costs(group_by=["line_item"]))

    honest = await asked()
    asking.sandbox.faults.add("nonsense", what=what)
    answer = await asked()
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
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"kind":"flood"}',
        '{"kind":"slow","colour":1}',
        '{"kind":"nonsense"}',
        '{"kind":"reset","probability":2}',
    ],
)
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
    async with serve(World(1, lambda: NOW, series_an_hour=40)) as asking:
        starts = [seconds(TODAY) - weeks * 7 * DAY for weeks in range(1, 27)]

        async def everything() -> int:
            params: dict[str, Any] = {"bucket_width": "1h", "limit": 168, "group_by": GROUPS}
            answers = [
                await asking.usage(start_time=start_time, end_time=start_time + 7 * DAY, **params)
                for start_time in starts
            ]
            return sum(answer.content.count(b'"num_model_requests"') for answer in answers)

        assert await everything() == 26 * 168 * 40
        before = time.process_time()
        await everything()
        assert time.process_time() - before < 1.5
