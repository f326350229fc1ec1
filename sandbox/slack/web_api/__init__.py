"""Slack's Web API: the methods the bot calls, with their documented errors and limits."""
