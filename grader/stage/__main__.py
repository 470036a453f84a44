"""A process inside the sandbox: what the first argument says, for the socket that the second one says."""

import sys

from grader.stage.loaded import Loaded
from grader.stage.nursery import Nursery
from grader.stage.service import serve


def main(what: str, fd: int, *more: str) -> None:
    """Be a `nursery`, which is forked for every stage, a `greenhouse` of nurseries, or a stage by itself (`serve`)."""
    if what == "greenhouse":
        from grader.stage.greenhouse import Greenhouse  # noqa: PLC0415  (it needs Linux)

        Greenhouse(fd, *more).serve()
    elif what == "nursery":
        Nursery(fd, Loaded()).serve()
    else:
        serve(fd)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
