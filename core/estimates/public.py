"""The public price list, as the library brings it along: nothing is fetched."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from core.estimates.rows import Price, Ware
from core.money import nanos_from

_SAMPLE: Final = 1000
"""Tokens that a price is worked out from: few enough not to be charged as a long context."""
_WEIGHT: Final = 2
"""Units that a token of the usual tier counts as (see the wares of the provider)."""
_USAGE: Final = {
    "input": ("input_tokens",),
    "cached input": ("input_tokens", "cache_read_tokens"),
    "cache write": ("input_tokens", "cache_write_tokens"),
    "audio input": ("input_tokens", "input_audio_tokens"),
    "image input": ("input_tokens", "input_image_tokens"),
    "output": ("output_tokens",),
    "audio output": ("output_tokens", "output_audio_tokens"),
    "image output": ("output_tokens", "output_image_tokens"),
}


@lru_cache(maxsize=4096)
def list_price(ware: Ware, day: date) -> Price | None:
    """What OpenAI asks everybody for a ware on a day; None for what the list does not have, or has no price for.

    The first call loads the list: half a second, and 70 MB that stay.
    """
    # Here, because most organizations' own bills know all they use, and then the list is never loaded.
    from genai_prices import Usage, calc_price

    names = _USAGE.get(ware.kind)
    if names is None:
        return None
    usage = Usage(**dict.fromkeys(names, _SAMPLE))
    noon = datetime.combine(day, time(12), UTC)
    try:
        dollars = calc_price(usage, ware.name, provider_id="openai", genai_request_timestamp=noon).total_price
    except LookupError:
        return None
    nanos = nanos_from(dollars)
    return Price(nanos, _SAMPLE * _WEIGHT, "usd", listed=True) if nanos else None
