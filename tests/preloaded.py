"""What the processes of tests.forked have in common. What is imported here lives in all of them and is no garbage."""

import gc

import bot.app
import bot.cli
import tests.storm.collecting_process

__all__ = ["bot", "tests"]

gc.collect()
gc.freeze()
