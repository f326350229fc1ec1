"""How the bot hears Slack and speaks to it."""
