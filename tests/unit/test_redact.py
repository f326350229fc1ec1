"""No secret is written to the log, whichever way it gets into a record."""

import base64
import io
import json
import logging
from collections.abc import Callable
from urllib.parse import quote

import pytest
import structlog

from bot import log
from bot.redact import Redactor
from core.secret import Secret

KNOWN = "a-signing-secret-of-tests"
KEY = "sk-admin-" + "canary-" * 6
TOKEN = "xoxb-" + "canary-" * 4


@pytest.fixture(params=["console", "json"])
def written(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    log.configure("DEBUG", request.param, Redactor([Secret(KNOWN)]), stream)
    return stream


def fail_with(secret: str) -> None:
    held = secret  # a local variable: no traceback may show it
    raise ValueError(f"it was {held}")


@pytest.mark.parametrize("secret", [KNOWN, KEY, TOKEN, "Bearer " + "c" * 20])
def test_a_secret_is_removed_from_message_arguments_and_exceptions(written: io.StringIO, secret: str) -> None:
    ours = structlog.stdlib.get_logger("tokenmeter.test")
    theirs = logging.getLogger("some.library")
    ours.info("seen", value=secret)
    theirs.warning("seen %s", secret)
    theirs.warning(f"seen {secret}")
    try:
        fail_with(secret)
    except ValueError:
        ours.exception("failed")
        theirs.exception("failed %s", secret)
    text = written.getvalue()
    assert text.count("•••") >= 5
    assert secret not in text
    assert "canary" not in text
    assert "seen" in text
    assert "ValueError" in text


def test_what_is_no_secret_stays(written: io.StringIO) -> None:
    structlog.stdlib.get_logger("tokenmeter.test").info("collected", connection=7, days=180)
    assert "connection" in written.getvalue()
    assert "180" in written.getvalue()


def test_libraries_that_log_bodies_are_silent_below_warning_even_at_debug(written: io.StringIO) -> None:
    for name in ("slack_bolt.AsyncApp", "slack_sdk.web.async_client", "httpx", "hpack.hpack"):
        logging.getLogger(name).debug("a body")
        logging.getLogger(name).info("a body")
    assert "a body" not in written.getvalue()


def caused(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError("failed") from error


def in_context(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError:
        raise ValueError("failed")  # noqa: B904 - the exception that it leaves in the context is what is tried


def noted(secret: str) -> None:
    error = ValueError("failed")
    error.add_note(f"with {secret}")
    raise error


def grouped(secret: str) -> None:
    raise ExceptionGroup("failed", [ValueError(secret), KeyError(secret)])


def in_arguments(secret: str) -> None:
    raise ValueError("failed", {"key": secret}, [secret])


@pytest.mark.parametrize("secret", [KNOWN, KEY])
@pytest.mark.parametrize("fail", [caused, in_context, noted, grouped, in_arguments])
def test_a_secret_is_removed_from_whatever_hangs_on_an_exception(
    written: io.StringIO, fail: Callable[[str], None], secret: str
) -> None:
    for logger in (structlog.stdlib.get_logger("tokenmeter.test"), logging.getLogger("some.library")):
        try:
            fail(secret)
        except (ValueError, ExceptionGroup):
            logger.exception("failed")
    text = written.getvalue()
    assert text.count("•••") >= 2
    assert secret not in text
    assert "canary" not in text


def test_no_traceback_shows_local_variables(written: io.StringIO) -> None:
    """A secret that nobody knows and that looks like nothing in particular would stand there."""

    def fail(pasted: str) -> None:
        raise ValueError(f"{len(pasted)} characters")

    ours, pasted = structlog.stdlib.get_logger("tokenmeter.test"), "-".join(("what", "somebody", "pasted"))
    for logger in (ours, logging.getLogger("some.library")):
        try:
            fail(pasted)
        except ValueError:
            logger.exception("failed")
    ours.warning("where", stack_info=True)
    assert "20 characters" in written.getvalue()
    assert "what-somebody-pasted" not in written.getvalue()


def test_what_cannot_be_written_is_not_written_in_another_way(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """logging itself prints message and arguments of a record that it cannot format."""
    [handler] = [each for each in logging.getLogger().handlers if isinstance(each, log.QuietHandler)]
    handler.handle(logging.LogRecord("some.library", logging.WARNING, "", 1, "%d keys", (KEY,), None))
    assert "some.library could not be written" in written.getvalue()
    assert "canary" not in written.getvalue() + "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"key={KEY}", "key="),
        ("Incorrect API key provided: sk-admin-********************************cana", "provided"),
        (f"{{'Authorization': 'Bearer {KEY}'}}", "Authorization"),
        ("authorization: basic Y2FuYXJ5OmNhbmFyeQ==", "authorization"),
        (TOKEN, ""),
        ("xapp-1-canary-canary", ""),
        ("xoxe.xoxb-1-canary-canary", ""),
        ("postgresql://canary:canary@db.acme.example/tokenmeter", "db.acme.example"),
        ("postgresql://:canary@db.acme.example/tokenmeter", "db.acme.example"),
        ("host=db password=canary user=tokenmeter", "user=tokenmeter"),
        ("host=db password='canary canary' user=tokenmeter", "user=tokenmeter"),
        ("token ya29.canary-canary_canary", "token"),
        ("-----BEGIN PRIVATE KEY-----\ncanary\ncanary\n-----END PRIVATE KEY-----\nend", "end"),
        ("-----BEGIN RSA PRIVATE KEY-----\ncanary", ""),
        (f"line {base64.b64encode(b'canary' * 5 + b'ca').decode()} of the file", "of the file"),
    ],
)
def test_what_looks_like_a_secret_is_removed_and_what_stands_around_it_stays(text: str, kept: str) -> None:
    redacted = Redactor([])(text)
    assert "•••" in redacted
    assert kept in redacted
    assert "canary" not in redacted
    assert "Y2FuYXJ5" not in redacted


@pytest.mark.parametrize(
    "text",
    [
        "sk-",
        "the task sk-1",
        "https://platform.openai.com/settings/organization/admin-keys",
        "error 0a1b2c3d in connection 7: 180 days",
        "sha256 " + "0123456789abcdef" * 4,
        "2026-11-24T09:00:00.000000Z [info     ] collected [tokenmeter.collecting] windows=26",
    ],
)
def test_what_an_operator_needs_to_read_stays(text: str) -> None:
    assert Redactor([Secret(KNOWN)])(text) == text


def test_a_known_secret_is_found_in_every_form_it_is_written_in() -> None:
    value = 'pass"wörd\\ with/every thing'
    redact = Redactor([Secret(value)])
    in_json = (json.dumps(value), json.dumps(value, ensure_ascii=False))
    for written_as in (value, repr(value), quote(value, safe=""), str({"a": value}), *in_json):
        assert "thing" not in redact(written_as)
        assert "•••" in redact(written_as)


def test_of_two_secrets_the_longer_is_removed_whole() -> None:
    assert Redactor([Secret("abcdefgh"), Secret("abcdefgh-and-more")])("abcdefgh-and-more") == "•••"
