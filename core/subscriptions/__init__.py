"""What people have asked to be told, and whom: digests, budgets and alert rules."""

from core.subscriptions.subscription import FOREVER, Kind, Recipient, Subscription, in_form, name_first, named, unmade

__all__ = ["FOREVER", "Kind", "Recipient", "Subscription", "in_form", "name_first", "named", "unmade"]
