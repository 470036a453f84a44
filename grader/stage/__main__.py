"""A process inside the sandbox: as `nursery` it is forked for every stage, as `serve` it is one itself."""

import sys

from grader.stage.nursery import Nursery
from grader.stage.service import serve

if __name__ == "__main__":
    {"nursery": lambda fd: Nursery(fd).serve(), "serve": serve}[sys.argv[1]](int(sys.argv[2]))
