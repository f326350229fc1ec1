"""What is worth an alert: runaways, days far over what is usual, limits, and what is new."""
