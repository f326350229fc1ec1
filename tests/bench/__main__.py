"""`make bench`: every benchmark, one after the other, or those named: `python -m tests.bench ack chart`."""

import importlib
import sys

BENCHES = (
    "ack",
    "slack",
    "backfill",
    "memory",
    "rounds",
    "crowd",
    "storage",
    "keeping",
    "chart",
    "start",
    "crypto",
    "estimates",
    "export",
    "alerts",
    "asking",
    "forecast",
    "budgets",
    "digests",
    "queue",
)


def main() -> None:
    for name in sys.argv[1:] or BENCHES:
        importlib.import_module(f"tests.bench.bench_{name}").main()
        print()


if __name__ == "__main__":
    main()
