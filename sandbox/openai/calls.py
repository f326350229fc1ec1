"""The invented organization's calls: which key calls which model, how often, how long, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.openai.people import DEFAULT_PROJECT

RUNAWAY_AGE: Final = 6
"""The runaway night is this many days before the organization's newest day."""


@dataclass(frozen=True, slots=True)
class Profile:
    """When a call is busy: the 24 UTC hours' parts of a day, and what is left at weekends and on holidays."""

    hours: tuple[int, ...]
    """Parts of 10,000."""
    weekend: int
    """Per mille of a weekday."""
    holiday: int
    """Per mille of what the day would be otherwise."""


def _profile(weekend: int, holiday: int, hours: Sequence[int]) -> Profile:
    whole = sum(hours)
    return Profile(tuple(hour * 10_000 // whole for hour in hours), weekend, holiday)


# fmt: off
PROFILES: Final = {
    "office": _profile(70, 150, (
        0, 0, 0, 0, 0, 0, 2, 8, 30, 44, 48, 40, 30, 44, 48, 46, 36, 22, 12, 6, 4, 2, 1, 0)),
    "product": _profile(820, 700, (
        9, 7, 6, 5, 6, 8, 12, 18, 25, 30, 33, 35, 36, 35, 36, 38, 40, 43, 46, 48, 45, 36, 24, 14)),
    "support": _profile(430, 450, (
        4, 3, 3, 3, 4, 8, 18, 32, 46, 52, 50, 46, 40, 46, 50, 48, 42, 34, 26, 20, 15, 11, 8, 5)),
    "steady": _profile(940, 900, (1,) * 24),
    "nightly": _profile(0, 1000, (0, 20, 45, 25, 10) + (0,) * 19),
    "batch": _profile(300, 600, (0, 0, 0, 30, 40, 20, 10) + (0,) * 13 + (10, 20, 10, 0)),
    "asia": _profile(520, 1000, (
        30, 40, 46, 48, 40, 46, 48, 44, 36, 28, 22, 16, 10, 6, 3, 1, 0, 0, 0, 1, 2, 5, 10, 20)),
    "stored": _profile(1000, 1000, (1,) * 24),
    "runaway": _profile(1000, 1000, (0, 3, 14, 22, 26, 27, 21, 4) + (0,) * 16),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call, as it is on a weekday of the organization's newest time. Sizes are tokens a request."""

    key: str
    """The key's name; "" for the playground, which uses none."""
    model: str
    requests: int
    """A weekday's."""
    fresh: int = 0
    """Text that goes in and is neither read from nor written to the cache."""
    cached: int = 0
    output: int = 0
    profile: str = "office"
    written: int = 0
    audio_in: int = 0
    audio_out: int = 0
    since: int | None = None
    """First day, in days before the newest; None: the organization's first day."""
    until: int | None = None
    """Last day; None: goes on."""
    batch: bool = False
    tier: str = "default"
    source: str = "unlabeled"
    endpoint: str = "completions"
    user: str = ""
    """Who uses the playground."""
    project: str = ""
    """The playground's, or whose by itself."""
    units: int = 0
    """What is not counted in tokens: units a request, and a request's tokens are none."""
    is_level: bool = False
    """Whether `units` is what there is at any time, without a request."""
    size: str = ""
    made_for: str = ""
    store: str = ""
    context: str = ""

    @property
    def apart(self) -> tuple[str, ...]:
        """What tells it from other calls of its key, beyond model, profile and tier."""
        return (self.endpoint, self.project, self.size, self.made_for) if self.units else ()


_4O = "gpt-4o-2024-08-06"
_4O_MINI = "gpt-4o-mini-2024-07-18"
_41 = "gpt-4.1-2025-04-14"
_41_MINI = "gpt-4.1-mini-2025-04-14"
_O3 = "o3-2025-04-16"
_O4_MINI = "o4-mini-2025-04-16"
_5 = "gpt-5-2025-08-07"
_5_MINI = "gpt-5-mini-2025-08-07"
_5_NANO = "gpt-5-nano-2025-08-07"
_51 = "gpt-5.1-2025-11-13"
_ASTRA = "gpt-6-astra"
_VOICE = "gpt-realtime-2025-08-28"
_LARGE = "text-embedding-3-large"
_SMALL = "text-embedding-3-small"
_MODERATION = "omni-moderation-latest"
_IMAGE = "gpt-image-1"
_IMAGE_MINI = "gpt-image-1-mini"

_GIB = 2**30

CALLS: Final = (
    Call("ranker-prod", _41_MINI, 175_000, 810, 990, 120, "product", until=251),
    Call("ranker-prod", _5_MINI, 240_000, 810, 990, 130, "product", since=260),
    Call("ranker-prod", _LARGE, 208_000, 420, profile="product", endpoint="embeddings"),
    Call("query-rewrite", _4O_MINI, 209_000, 380, 0, 38, "product", until=221),
    Call("query-rewrite", _5_NANO, 403_000, 380, 0, 44, "product", since=230),
    Call("ranker-canary", _ASTRA, 3_400, 1_500, 1_200, 430, written=300, since=24),
    Call("copilot-prod", _4O, 9_900, 1_700, 1_700, 420, "support", until=287),
    Call("copilot-prod", _41, 10_100, 1_500, 2_000, 440, "support", since=295, until=141),
    Call("copilot-prod", _5, 11_200, 1_400, 2_100, 520, "support", since=149, until=58),
    Call("copilot-prod", _51, 12_000, 1_400, 2_300, 480, "support", since=66),
    Call("copilot-priority", _5, 910, 1_600, 2_000, 520, "support", tier="priority", since=190, until=58),
    Call("copilot-priority", _51, 1_100, 1_600, 2_200, 480, "support", tier="priority", since=66),
    Call("copilot-staging", _41_MINI, 1_710, 2_600, 500, 400, until=231),
    Call("copilot-staging", _5_MINI, 1_820, 2_600, 500, 400, since=240),
    Call("legacy-web", _4O_MINI, 27_000, 900, 300, 260, "product", until=143),
    Call("billing-prod", _41_MINI, 9_900, 1_900, 700, 210, "support", until=211),
    Call("billing-prod", _5_MINI, 11_700, 1_900, 900, 260, "support", since=220),
    Call("invoice-batch", _41_MINI, 28_000, 2_500, 0, 310, "batch", batch=True, until=181),
    Call("invoice-batch", _5_MINI, 34_000, 2_500, 0, 330, "batch", batch=True, since=190),
    Call("ingest-batch", _41_MINI, 31_000, 3_900, 0, 290, "batch", batch=True),
    Call("ingest-live", _5_NANO, 18_200, 3_100, 0, 180, "steady", since=228),
    Call("ingest-live", _SMALL, 78_000, 700, profile="steady", endpoint="embeddings"),
    Call("nightly-eval", _O4_MINI, 2_500, 4_800, 0, 1_500, "nightly", until=204),
    Call("nightly-eval", _O3, 1_070, 5_200, 0, 1_900, "nightly", since=212),
    Call("nightly-eval", _51, 780, 4_900, 0, 900, "nightly", batch=True, since=61),
    Call("nightly-eval", _O3, 17_200, 6_100, 0, 2_250, "runaway", since=RUNAWAY_AGE, until=RUNAWAY_AGE),
    Call("eval-adhoc", _41, 650, 3_600, 0, 700, until=122),
    Call("lab-hiro", _O3, 250, 4_200, 600, 1_700),
    Call("lab-hiro", _51, 340, 3_400, 900, 1_100, since=88),
    Call("lab-noor", _5, 550, 2_900, 700, 1_200, since=232),
    Call("lab-noor", _ASTRA, 120, 2_900, 400, 900, written=200, since=19),
    Call("lab-quentin", _41, 460, 3_800, 0, 800, until=93),
    Call("drafts", _4O, 990, 900, 0, 900, until=201),
    Call("drafts", _5, 830, 1_100, 0, 1_200, since=209),
    Call("mobile-ios", _41_MINI, 27_000, 900, 400, 230, "product", since=299, until=236),
    Call("mobile-ios", _5_MINI, 40_000, 950, 500, 240, "product", since=244),
    Call("mobile-android", _41_MINI, 17_100, 900, 400, 230, "product", since=299, until=236),
    Call("mobile-android", _5_MINI, 31_000, 950, 500, 240, "product", since=244),
    Call("reviewer-old", _41, 570, 9_000, 0, 900, since=261, until=241),
    Call("reviewer", _5, 1_690, 7_000, 5_000, 950, source="agents_api", since=250, until=71),
    Call("reviewer", _51, 2_200, 6_500, 6_000, 900, source="agents_api", since=79),
    Call("sales-agent", _5, 2_100, 6_000, 3_000, 1_300, tier="flex", since=213),
    Call("voice-prod", _VOICE, 990, 350, 500, 120, "support", audio_in=620, audio_out=290, since=170),
    Call("cs-asia", _5_MINI, 9_800, 1_300, 500, 320, "asia", since=117),
    Call("old-script", _4O, 270, 2_000, 0, 300, "steady", until=179),
    Call("copilot-prod", _MODERATION, 12_000, 460, profile="support", endpoint="moderations"),
    Call("cs-asia", _MODERATION, 9_100, 390, profile="asia", since=110, endpoint="moderations"),
    Call("reviewer", _51, 640, 2_100, 900, 12, source="agents_api", since=41, endpoint="decisions"),
    Call("", _51, 52, 1_400, 0, 700, since=100, user="Mei Chen", project=DEFAULT_PROJECT),
    Call("", _41, 32, 1_100, 0, 500, user="Ben Okafor", project=DEFAULT_PROJECT),
)

COUNTED: Final = (
    Call("drafts", _IMAGE, 64, 0, endpoint="images", units=1, size="1024x1024", made_for="image.generation", since=240),
    Call("drafts", _IMAGE, 21, 0, endpoint="images", units=2, size="1536x1024", made_for="image.edit", since=150),
    Call(
        "mobile-ios",
        _IMAGE_MINI,
        190,
        0,
        profile="product",
        endpoint="images",
        units=1,
        size="1024x1024",
        made_for="image.generation",
        since=77,
    ),
    Call("voice-prod", "tts-1", 510, 0, profile="support", endpoint="audio_speeches", units=640, since=170),
    Call("voice-prod", "whisper-1", 430, 0, profile="support", endpoint="audio_transcriptions", units=125, since=170),
    Call(
        "",
        "",
        0,
        0,
        profile="stored",
        endpoint="vector_stores",
        units=129 * _GIB,
        is_level=True,
        project="Doc ingestion",
    ),
    Call(
        "",
        "",
        0,
        0,
        profile="stored",
        endpoint="vector_stores",
        units=30 * _GIB,
        is_level=True,
        project="Support copilot",
    ),
    Call("", "", 130, 0, endpoint="code_interpreter_sessions", units=1, project="Code review bot", since=262),
    Call("", "", 45, 0, endpoint="code_interpreter_sessions", units=1, project="Data labs"),
    Call("copilot-prod", "", 640, 0, profile="support", endpoint="file_search_calls", units=1, store="help-centre"),
    Call("ingest-live", "", 210, 0, profile="steady", endpoint="file_search_calls", units=1, store="contracts"),
    Call("sales-agent", _5, 1_450, 0, endpoint="web_search_calls", units=1, context="high", since=213),
    Call("copilot-prod", _51, 310, 0, profile="support", endpoint="web_search_calls", units=1, context="low"),
    Call("reviewer", _51, 90, 0, endpoint="web_search_calls", units=1, context="medium", source="agents_api", since=79),
)
"""What is not counted in tokens."""
