"""OpenAI as a provider: its organization's usage and costs, read with an admin key."""

from core.providers.openai.items import model_of
from core.providers.openai.keys import why_not_a_key
from core.providers.openai.provider import Manners, OpenAI
from core.providers.openai.wares import match

__all__ = ["Manners", "OpenAI", "match", "model_of", "why_not_a_key"]
