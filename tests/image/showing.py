"""How the image's steps print: one line each, with what it took or came to."""


def step(text: str, seconds: float) -> None:
    print(f"  {_short(text):<100} {seconds:>6.1f} s", flush=True)


def found(text: str, value: str) -> None:
    print(f"√ {_short(text):<76} {value:>30}", flush=True)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 76 else f"{line[:75]}…"
