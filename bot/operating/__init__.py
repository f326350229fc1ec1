"""What the command line does for who runs TokenMeter."""
