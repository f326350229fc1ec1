"""Digests: scheduled reports in a channel."""

from core.digests.digest import Digest, digest_of, sentence, spec_of
from core.digests.parse import Wanted, parse
from core.digests.schedule import Cadence, Occurrence, Schedule

__all__ = ["Cadence", "Digest", "Occurrence", "Schedule", "Wanted", "digest_of", "parse", "sentence", "spec_of"]
