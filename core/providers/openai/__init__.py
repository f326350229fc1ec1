"""OpenAI as a provider: its organization's usage and costs, read with an admin key."""

from core.providers.openai.items import model_of
from core.providers.openai.keys import clean, why_not_a_key
from core.providers.openai.provider import OpenAI

__all__ = ["OpenAI", "clean", "model_of", "why_not_a_key"]
