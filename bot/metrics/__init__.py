"""What Prometheus is told: of the process, as it happens; of what is stored, when it asks."""
