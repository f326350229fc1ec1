"""Collecting what connections used and cost."""
