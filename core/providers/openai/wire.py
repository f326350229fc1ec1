"""OpenAI's answers as they come over the wire: what we read of them. What is not named here is left unread."""

from decimal import Decimal
from typing import Annotated, Final, Generic, TypeVar

from msgspec import Meta, Struct

LARGEST_COUNT: Final = 10**15
"""More than this in one bucket of one series is taken for nonsense; sums of many still fit a database integer."""

LARGEST_QUANTITY: Final = 2**53
"""Bytes are counted in larger numbers."""

Count = Annotated[int, Meta(ge=0, le=LARGEST_COUNT)] | None


class TokensResult(Struct, gc=False):
    """Uncached and text tokens are left unread, for they follow: text is what is neither audio nor image, and uncached
    what was neither read from the cache nor written to it."""

    project_id: str | None = None
    user_id: str | None = None
    api_key_id: str | None = None
    model: str | None = None
    batch: bool | None = None
    service_tier: str | None = None
    api_source: str | None = None
    num_model_requests: Count = None
    input_tokens: Count = None
    output_tokens: Count = None
    input_cached_tokens: Count = None
    input_cache_write_tokens: Count = None
    input_cache_write_30m_tokens: Count = None
    input_cache_write_12h_tokens: Count = None
    input_audio_tokens: Count = None
    input_image_tokens: Count = None
    input_cached_audio_tokens: Count = None
    input_cached_image_tokens: Count = None
    output_audio_tokens: Count = None
    output_image_tokens: Count = None


class CountedResult(Struct, gc=False):
    """What is counted in something else than tokens. Each endpoint has some of these."""

    project_id: str | None = None
    user_id: str | None = None
    api_key_id: str | None = None
    model: str | None = None
    size: str | None = None
    source: str | None = None
    vector_store_id: str | None = None
    context_level: str | None = None
    api_source: str | None = None
    num_model_requests: Count = None
    num_requests: Count = None
    images: Count = None
    characters: Count = None
    seconds: Count = None
    usage_bytes: Annotated[int, Meta(ge=0, le=LARGEST_QUANTITY)] | None = None
    num_sessions: Count = None


class Amount(Struct, gc=False):
    value: Decimal | None = None
    currency: str | None = None


class CostResult(Struct, gc=False):
    project_id: str | None = None
    user_id: str | None = None
    line_item: str | None = None
    api_key_id: str | None = None
    api_source: str | None = None
    amount: Amount | None = None
    quantity: float | None = None
    quantity_unit: str | None = None


ResultT = TypeVar("ResultT")


class Bucket(Struct, Generic[ResultT]):
    start_time: int
    end_time: int
    results: list[ResultT]


class Page(Struct, Generic[ResultT]):
    data: list[Bucket[ResultT]]
    has_more: bool = False
    next_page: str | None = None


class Project(Struct):
    id: str
    name: str | None = None
    created_at: float | None = None
    status: str | None = None
    archived_at: float | None = None


class Person(Struct):
    """What stands inside a user: newer answers have the name there."""

    id: str | None = None
    name: str | None = None
    email: str | None = None
    enabled: bool | None = None
    banned: bool | None = None


class User(Struct):
    id: str
    name: str | None = None
    email: str | None = None
    user: Person | None = None


class Account(Struct):
    id: str | None = None
    name: str | None = None


class KeyOwner(Struct):
    """Of a project's key one of the two; an admin key's owner has its id and name itself."""

    type: str | None = None
    user: Account | None = None
    service_account: Account | None = None
    id: str | None = None
    name: str | None = None


class ApiKey(Struct):
    id: str
    name: str | None = None
    redacted_value: str | None = None
    created_at: float | None = None
    last_used_at: float | None = None
    expires_at: float | None = None
    owner_project_access: str | None = None
    owner: KeyOwner | None = None


Cents = Annotated[int, Meta(ge=0, le=9 * 10**11)]
"""As many as money can be (core/money.py)."""


class Enforcement(Struct):
    status: str | None = None


class SpendLimit(Struct):
    threshold_amount: Cents
    currency: str
    interval: str
    enforcement: Enforcement


class SpendAlert(Struct):
    """To whom it is mailed is left unread."""

    id: str
    threshold_amount: Cents
    currency: str
    interval: str


ItemT = TypeVar("ItemT")


class Listing(Struct, Generic[ItemT]):
    data: list[ItemT]
    has_more: bool = False
    last_id: str | None = None


class ErrorDetail(Struct):
    message: str | None = None
    type: str | None = None
    param: str | None = None
    code: str | None = None


class ErrorBody(Struct):
    error: ErrorDetail
