"""What people have asked to be told, and whom: digests, budgets and alert rules."""

from core.subscriptions.subscription import (
    FOREVER,
    NO_RIGHT,
    Kind,
    Recipient,
    Subscription,
    in_form,
    name_first,
    named,
    unmade,
)

__all__ = ["FOREVER", "NO_RIGHT", "Kind", "Recipient", "Subscription", "in_form", "name_first", "named", "unmade"]
