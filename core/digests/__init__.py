"""Digests: scheduled reports in a channel."""
