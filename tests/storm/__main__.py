"""`make storm`: every storm, one after the other, or those named: `python -m tests.storm kills`.

What takes long goes on where it stopped, and leaves its result beside its code.
"""

import importlib
import sys

STORMS = ("repeats", "hostile", "deaths", "rough", "kills", "key_kills", "zones", "year", "faults")


def main() -> None:
    for name in sys.argv[1:] or STORMS:
        importlib.import_module(f"tests.storm.storm_{name}").main()
        print()


if __name__ == "__main__":
    main()
