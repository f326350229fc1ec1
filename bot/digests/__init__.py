"""Digests in Slack: set, put together, posted."""
