"""Alerts in Slack: judged, told, kept in hand."""
