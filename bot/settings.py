"""The settings: the contract's variables, read once, checked all at once, and taken out of the environment.

Nothing else reads the environment. A bad value is reported by its variable's name, never by its value.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from core.secret import Secret
from storage.postgres import CONNECTIONS, parameters

SECRETS: Final = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_SECRET",
    "TOKENMETER_MASTER_KEY",
    "DATABASE_URL",
)
"""Each can be given as X or, in a file, as X_FILE. DATABASE_URL is among them: it may hold a password."""

TALKATIVE: Final = ("GRPC_TRACE", "GRPC_VERBOSITY", "GOOGLE_SDK_PYTHON_LOGGING_SCOPE")
"""What makes Google's client write down requests, access tokens among them: not in this process."""

LONGEST_HISTORY: Final = 3650
"""Days: ten years."""

BY_OAUTH: Final = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKENMETER_PUBLIC_URL")
"""What many workspaces take, in the place of SLACK_BOT_TOKEN."""


class BadSettings(Exception):
    """One or more settings are wrong or missing. `problems` names each in one line, without its value."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _secret(prefix: str = "") -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and not value.startswith(prefix):
            raise ValueError(f"does not start with {prefix}")
        return Secret(value) if isinstance(value, str) else value

    return BeforeValidator(check)


def _endpoint(value: str) -> str:
    parts = urlsplit(value)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise ValueError("must be an https address, or http on this machine only")
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("must be a plain address without user, query or fragment")
    return value.rstrip("/")


def _database(value: object) -> object:
    if isinstance(value, str):
        if not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        if value.startswith("postgresql://"):
            parameters(Secret(value), "")
        return Secret(value)
    return value


def _master_key(value: object) -> object:
    if not isinstance(value, str):
        return value
    for line in value.split():
        try:
            size = len(base64.b64decode(line, validate=True))
        except binascii.Error:
            size = 0
        if size != 32:
            raise ValueError("must be keys of 32 bytes in base64, one a line, newest first")
    return Secret(value)


def _loopback(value: str) -> str:
    host, _, port = value.rpartition(":")
    if host.strip("[]") not in ("127.0.0.1", "localhost", "::1") or not port.isdecimal():
        raise ValueError("must be host:port of a stand-in on this machine")
    return value


def _people(value: object) -> object:
    if isinstance(value, str):
        people = tuple(value.replace(",", " ").split())
        if not all(person[:1] in ("U", "W") and person.isalnum() for person in people):
            raise ValueError("must be Slack user ids (U…), separated by commas")
        return people
    return value


Endpoint = Annotated[str, AfterValidator(_endpoint)]
Emulator = Annotated[str, AfterValidator(_loopback)]
Text = Annotated[Secret | None, _secret()]


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """The Slack app that many workspaces install by OAuth."""

    client_id: str
    client_secret: Secret
    public_url: str
    """Where browsers reach this installation."""


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True, extra="ignore")

    bot_token: Annotated[Secret | None, _secret("xoxb-")] = Field(None, alias="SLACK_BOT_TOKEN")
    client_id: str = Field("", alias="SLACK_CLIENT_ID")
    client_secret: Text = Field(None, alias="SLACK_CLIENT_SECRET")
    public_url: Endpoint | Literal[""] = Field("", alias="TOKENMETER_PUBLIC_URL")
    app_token: Annotated[Secret | None, _secret("xapp-")] = Field(None, alias="SLACK_APP_TOKEN")
    signing_secret: Text = Field(None, alias="SLACK_SIGNING_SECRET")
    managers: Annotated[tuple[str, ...], BeforeValidator(_people)] = Field((), alias="TOKENMETER_MANAGERS")
    home: Path = Field(Path("~/.tokenmeter"), alias="TOKENMETER_HOME")
    database_url: Annotated[Secret | None, BeforeValidator(_database)] = Field(None, alias="DATABASE_URL")
    database_connections: int = Field(CONNECTIONS, alias="TOKENMETER_DATABASE_CONNECTIONS", ge=2, le=200)
    vault: Literal["google", "local"] = Field("local", alias="TOKENMETER_VAULT")
    google_project: str = Field("", alias="GOOGLE_CLOUD_PROJECT")
    secret_manager_emulator: Emulator = Field("", alias="SECRET_MANAGER_EMULATOR_HOST")
    kms_key: str = Field("", alias="TOKENMETER_KMS_KEY")
    kms_emulator: Emulator = Field("", alias="KMS_EMULATOR_HOST")
    master_key: Annotated[Secret | None, BeforeValidator(_master_key)] = Field(None, alias="TOKENMETER_MASTER_KEY")
    plan: Literal["free", "paid"] = Field("paid", alias="TOKENMETER_PLAN")
    backfill_days: int = Field(180, alias="TOKENMETER_BACKFILL_DAYS", ge=1, le=LONGEST_HISTORY)
    hourly_days: int = Field(400, alias="TOKENMETER_HOURLY_DAYS", ge=35, le=3650)
    support: str = Field("", alias="TOKENMETER_SUPPORT", max_length=200)
    openai_base_url: Endpoint = Field("https://api.openai.com/v1", alias="OPENAI_BASE_URL")
    slack_api_url: Endpoint = Field("https://slack.com/api", alias="SLACK_API_URL")
    host: str = Field("127.0.0.1", alias="HOST")
    port: int = Field(3000, alias="PORT", ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="TOKENMETER_LOG_LEVEL")
    log_format: Literal["console", "json"] = Field("console", alias="TOKENMETER_LOG_FORMAT")

    @model_validator(mode="after")
    def _one_workspace_or_many(self) -> "Settings":
        given = (self.client_id, self.client_secret, self.public_url)
        missing = [name for name, value in zip(BY_OAUTH, given, strict=True) if not value]
        if self.bot_token is None and len(missing) == len(BY_OAUTH):
            raise ValueError("SLACK_BOT_TOKEN: is missing; for many workspaces, by OAuth, SLACK_CLIENT_ID instead")
        if self.bot_token is not None and self.client_id:
            raise ValueError(
                "SLACK_BOT_TOKEN (one workspace) and SLACK_CLIENT_ID (many, by OAuth): give one of the two"
            )
        if self.bot_token is None and missing:
            raise ValueError(f"{', '.join(missing)}: is missing, for installing by OAuth")
        if self.client_id and self.app_token is not None:
            raise ValueError(
                "SLACK_APP_TOKEN: Socket Mode has no page to install from: give SLACK_SIGNING_SECRET in its place"
            )
        return self

    @model_validator(mode="after")
    def _some_way_in(self) -> "Settings":
        if self.app_token is None and self.signing_secret is None:
            raise ValueError("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): one of the two is needed")
        if self.vault == "google" and not self.google_project:
            raise ValueError("GOOGLE_CLOUD_PROJECT: is missing, and the vault is Google Secret Manager")
        if self.kms_key and self.master_key is not None:
            raise ValueError("TOKENMETER_KMS_KEY and TOKENMETER_MASTER_KEY: give one of the two")
        return self

    @property
    def bot(self) -> Secret | OAuthApp:
        """The token of the bot in one workspace, or the app that any number of workspaces install."""
        if self.bot_token is not None:
            return self.bot_token
        return OAuthApp(self.client_id, self.client_secret or Secret(""), self.public_url)

    @property
    def home_folder(self) -> Path:
        return self.home.expanduser()

    @property
    def database(self) -> Secret:
        return self.database_url or Secret(f"sqlite:///{self.home_folder / 'tokenmeter.db'}")

    @property
    def is_sqlite(self) -> bool:
        return self.database.reveal().startswith("sqlite:")

    def history_days_of(self, plan: str) -> int:
        """How far back is imported: a workspace's plan limits this and nothing else."""
        return 30 if plan == "free" else self.backfill_days

    def secrets(self) -> tuple[Secret, ...]:
        """All secrets the settings hold, for the log's redaction."""
        given = (self.bot_token, self.app_token, self.signing_secret, self.client_secret, self.master_key)
        keys = tuple(Secret(line) for line in self.master_key.reveal().split()) if self.master_key else ()
        return (*(secret for secret in given if secret is not None), *keys, *_passwords(self.database.reveal()))


def _passwords(url: str) -> Iterator[Secret]:
    """Those in a database's URL, as they stand there and as they are meant."""
    parts = urlsplit(url)
    named = (each.partition("=") for each in parts.query.split("&"))
    for password in (parts.password, *(value for name, _, value in named if name in ("password", "sslpassword"))):
        if password:
            yield from (Secret(password), Secret(unquote(password)))


def load(environ: MutableMapping[str, str], folder: Path) -> Settings:
    """Read the settings from `environ` and from `.env` in `folder`, and remove them from `environ`.

    Raises BadSettings, with all that is wrong.
    """
    values = {name: value for name, value in dotenv_values(folder / ".env").items() if value}
    values |= {name: value for name, value in environ.items() if value}
    names = {str(field.alias) for field in Settings.model_fields.values()}
    for name in (*names, *(f"{secret}_FILE" for secret in SECRETS), *TALKATIVE):
        environ.pop(name, None)
    given, problems = _with_files(values)
    given.setdefault("TOKENMETER_VAULT", "google" if given.get("GOOGLE_CLOUD_PROJECT") else "local")
    given.setdefault("TOKENMETER_PLAN", "free" if given.get("SLACK_CLIENT_ID") else "paid")
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        problems += [_line(problem) for problem in error.errors(include_input=False, include_url=False)]
    if problems:
        raise BadSettings(sorted(problems))
    return settings


def _with_files(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values with each X_FILE read in the place of X, and what was wrong with that."""
    given, problems = dict(values), []
    for name in SECRETS:
        path = given.pop(f"{name}_FILE", None)
        if path is None:
            continue
        if name in given:
            problems.append(f"{name} and {name}_FILE: give one of the two")
            continue
        try:
            given[name] = Path(path).read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, UnicodeDecodeError):
            problems.append(f"{name}_FILE: the file cannot be read")
    return given, problems


def _line(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    what = "is missing" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what
