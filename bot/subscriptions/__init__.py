"""What digests, budgets and alert rules have in common: whom they tell, and that they tell once."""
