"""users.* methods."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.world import Json


def _payload(call: Call, user: Json) -> Json:
    """The person as this app may see them: the address only with its scope."""
    offset = datetime.fromtimestamp(call.state.now(), ZoneInfo(user["tz"])).utcoffset()
    hidden = set() if "users:read.email" in call.state.settings.scopes() else {"email"}
    profile = {name: part for name, part in user["profile"].items() if name not in hidden}
    return user | {"profile": profile, "tz_offset": int(offset.total_seconds()) if offset else 0}


def info(call: Call) -> Json:
    user = call.state.users.get(call.needed("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _payload(call, user)}


def list_all(call: Call) -> Json:
    members = [_payload(call, user) for user in call.state.users.values()]
    return {"members": members, "cache_ts": int(call.state.now()), "response_metadata": {"next_cursor": ""}}


def lookup_by_email(call: Call) -> Json:
    wanted = call.needed("email")
    for user in call.state.users.values():
        if user["profile"]["email"] == wanted:
            return {"user": _payload(call, user)}
    raise Refused("users_not_found")
