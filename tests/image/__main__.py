"""`make image-steps`: the image's steps without a container engine, one by one, and then the image as it runs.

Root on Linux, in a mount namespace of its own (the Makefile starts it so). The base image is this machine's system.
"""

import asyncio
import subprocess

from tests.image.build import build
from tests.image.composed import try_composed
from tests.image.container import Container
from tests.image.dockerfile import HOUSE, stages_of
from tests.image.roots import Root, close, working_folder
from tests.image.sbom import look_at_sbom
from tests.image.trial import try_out


def main() -> None:
    try:
        build_and_try_out()
    except subprocess.CalledProcessError as failed:
        print(failed.stdout, failed.stderr, sep="\n")
        raise


def build_and_try_out() -> None:
    stages = stages_of((HOUSE / "Dockerfile").read_text(encoding="utf-8"))
    folder = working_folder()
    built: dict[str, Root] = {}
    for number, stage in enumerate(stages):
        print(f"FROM {stage.base} (here: this machine's system)")
        built[stage.name] = build(stage, built, folder / str(number))
    image = stages[-1]
    close(built[image.name], [HOUSE], image.last("VOLUME").value)
    container = Container(built[image.name], image)
    asyncio.run(try_out(container, folder))
    asyncio.run(try_composed(container, folder))
    look_at_sbom()


if __name__ == "__main__":
    main()
