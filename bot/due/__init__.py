"""What is due by the clock, and who does it."""
