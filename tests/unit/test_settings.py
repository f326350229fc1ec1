"""The settings: all that is wrong is told at once, by name, and no value is ever repeated."""

import base64
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.settings import SECRETS, BadSettings, Settings, load
from core.secret import Secret

ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-" + "test-" * 4, "SLACK_APP_TOKEN": "xapp-" + "test-" * 4}
NAMES = sorted(str(field.alias) for field in Settings.model_fields.values())


def problems(environ: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        load(environ, folder)
    return caught.value.problems


def problems_or_none(environ: dict[str, str], folder: Path) -> list[str]:
    try:
        load(environ, folder)
    except BadSettings as bad:
        return bad.problems
    return []


def test_two_tokens_are_enough(tmp_path: Path) -> None:
    settings = load(dict(ENOUGH), tmp_path)
    assert settings.plan == "paid"
    assert settings.history_days_of(settings.plan) == 180
    assert settings.database.reveal().startswith("sqlite:///")


def test_the_example_names_every_setting_that_is_not_for_stand_ins() -> None:
    example = Path(".env.example").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"{name}=" not in example and not name.endswith("_EMULATOR_HOST")] == []


BY_OAUTH = {
    "SLACK_CLIENT_ID": "10.20",
    "SLACK_CLIENT_SECRET": "client-secret-for-tests",
    "TOKENMETER_PUBLIC_URL": "https://tokenmeter.acme.example/",
    "SLACK_SIGNING_SECRET": "signing-secret-for-tests",
}


def test_many_workspaces_take_what_oauth_needs_and_no_token(tmp_path: Path) -> None:
    settings = load(dict(BY_OAUTH), tmp_path)
    assert (settings.bot_token, settings.plan) == (None, "free")
    assert settings.public_url == "https://tokenmeter.acme.example"
    assert settings.client_secret in settings.secrets()
    assert load(BY_OAUTH | {"TOKENMETER_PLAN": "paid"}, tmp_path).plan == "paid"


@pytest.mark.parametrize("missing", ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKENMETER_PUBLIC_URL"])
def test_what_is_missing_for_oauth_is_named(missing: str, tmp_path: Path) -> None:
    told = problems({name: value for name, value in BY_OAUTH.items() if name != missing}, tmp_path)
    assert told == [f"{missing}: is missing, for installing by OAuth"]


def test_one_workspace_s_token_and_what_socket_mode_needs_do_not_go_with_oauth(tmp_path: Path) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        [told] = problems(BY_OAUTH | {name: ENOUGH[name]}, tmp_path)
        assert told.startswith(name)


def test_the_free_plan_imports_30_days(tmp_path: Path) -> None:
    settings = load(ENOUGH | {"TOKENMETER_BACKFILL_DAYS": "365"}, tmp_path)
    assert (settings.history_days_of("free"), settings.history_days_of("paid")) == (30, 365)


def test_everything_wrong_is_told_at_once_by_name_without_values(tmp_path: Path) -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "the-wrong-bot-token",
        "SLACK_APP_TOKEN": "the-wrong-app-token",
        "PORT": "99999999",
        "SLACK_API_URL": "http://the-wrong-host",
        "DATABASE_URL": "mysql://the-wrong-database",
        "TOKENMETER_PLAN": "the-wrong-plan",
        "TOKENMETER_MANAGERS": "the-wrong-person",
        "TOKENMETER_MASTER_KEY": "the-wrong-key",
        "TOKENMETER_VAULT": "the-wrong-vault",
        "SECRET_MANAGER_EMULATOR_HOST": "the-wrong-emulator:1",
    }
    told = problems(dict(wrong), tmp_path)
    assert sorted(line.split(":")[0] for line in told) == sorted(wrong)
    assert not any(value in line for line in told for value in wrong.values() if value.startswith("the-wrong"))
    assert not any("99999999" in line for line in told)


def test_missing_tokens_are_named(tmp_path: Path) -> None:
    [told] = problems({}, tmp_path)
    assert told.startswith("SLACK_BOT_TOKEN: is missing")
    assert "SLACK_SIGNING_SECRET" in problems({"SLACK_BOT_TOKEN": ENOUGH["SLACK_BOT_TOKEN"]}, tmp_path)[0]


def test_the_variables_leave_the_environment(tmp_path: Path) -> None:
    environ = ENOUGH | {"PATH": "/bin", "SLACK_SIGNING_SECRET": "signing-secret-for-tests"}
    load(environ, tmp_path)
    assert environ == {"PATH": "/bin"}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_and_its_file_together_are_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("value")
    told = problems(ENOUGH | {name: "value", f"{name}_FILE": str(tmp_path / "secret")}, tmp_path)
    assert any("give one of the two" in line for line in told)


def test_a_secret_is_read_from_its_file_without_the_trailing_newline(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(ENOUGH["SLACK_BOT_TOKEN"] + "\n")
    environ = {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_APP_TOKEN": ENOUGH["SLACK_APP_TOKEN"]}
    assert load(environ, tmp_path).bot_token == Secret(ENOUGH["SLACK_BOT_TOKEN"])


def test_a_file_that_is_not_there_is_named_by_its_variable(tmp_path: Path) -> None:
    told = problems(ENOUGH | {"SLACK_SIGNING_SECRET_FILE": str(tmp_path / "nowhere")}, tmp_path)
    assert told == ["SLACK_SIGNING_SECRET_FILE: the file cannot be read"]


def test_a_dot_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nTOKENMETER_SUPPORT=#help\n")
    settings = load(ENOUGH | {"PORT": "5000"}, tmp_path)
    assert (settings.port, settings.support) == (5000, "#help")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://localhost/v1", "https://eu.api.openai.com/v1/"])
def test_other_endpoints_are_https_or_on_this_machine(url: str, tmp_path: Path) -> None:
    assert load(ENOUGH | {"OPENAI_BASE_URL": url}, tmp_path).openai_base_url == url.rstrip("/")


def test_a_google_project_makes_secret_manager_the_vault(tmp_path: Path) -> None:
    assert load(ENOUGH | {"GOOGLE_CLOUD_PROJECT": "acme-prod"}, tmp_path).vault == "google"
    assert load(ENOUGH | {"GOOGLE_CLOUD_PROJECT": "acme-prod", "TOKENMETER_VAULT": "local"}, tmp_path).vault == "local"
    assert "GOOGLE_CLOUD_PROJECT" in problems(ENOUGH | {"TOKENMETER_VAULT": "google"}, tmp_path)[0]


def test_what_makes_google_s_client_talk_leaves_the_environment(tmp_path: Path) -> None:
    environ = ENOUGH | {"GRPC_TRACE": "all", "GRPC_VERBOSITY": "debug"}
    load(environ, tmp_path)
    assert environ == {}


def test_several_master_keys_are_taken(tmp_path: Path) -> None:
    keys = "\n".join(base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    settings = load(ENOUGH | {"TOKENMETER_MASTER_KEY": keys}, tmp_path)
    assert settings.master_key is not None
    assert all(key not in repr(settings) for key in keys.split())
    assert len(settings.secrets()) == 5


def test_the_password_of_the_database_is_among_the_secrets_as_it_is_and_as_it_is_written(tmp_path: Path) -> None:
    settings = load(ENOUGH | {"DATABASE_URL": "postgresql://tm:pass%2Fword@db.acme.example/tm"}, tmp_path)
    assert {"pass/word", "pass%2Fword"} <= {secret.reveal() for secret in settings.secrets()}


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.sampled_from(NAMES), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=13))
def test_whatever_a_variable_holds_the_answer_names_it_and_never_repeats_it(
    tmp_path: Path, name: str, value: str
) -> None:
    told = problems_or_none(ENOUGH | {name: value}, tmp_path)
    assert not told or any(name in line for line in told)
    assert not any(value in line for line in told)
