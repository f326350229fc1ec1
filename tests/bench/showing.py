"""How benchmarks print: one line a way of doing it, with its ratio and what we aim for."""


def title(text: str) -> None:
    print(text)


def line(name: str, value: str, ratio: str = "", aim: str = "") -> None:
    wanted = f"(aim: {aim})" if aim else ""
    print(f"  {name:<66} {value:>10}  {ratio:<22} {wanted}".rstrip())


def times(value: float, other: float, of: str) -> str:
    """How many times `other`, which is called `of`, `value` is."""
    return f"{value / other:.1f}× {of}"
