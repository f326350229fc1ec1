"""What becomes of a connection: its lights, its key, its end."""
