"""Estimates: what is used and not billed yet, priced as the organization was billed before."""
