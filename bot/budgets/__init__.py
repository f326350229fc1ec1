"""Budgets in Slack: set, judged, told."""
