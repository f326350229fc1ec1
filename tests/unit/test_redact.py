"""No secret is written to the log, whichever way it gets into a record."""

import io
import logging

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
