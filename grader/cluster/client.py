"""Our end of a cluster: jobs go to a Dask scheduler, and whoever asked waits for the judge's reports."""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from grader.cluster import order, worker
from grader.errors import ClusterError, UsageError
from grader.model import Job, Raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import Client

CONNECT = 10.0  # seconds to reach the scheduler
LEAST = 32
"""Submissions under way at once, if the cluster is small: a scheduler that sees a queue may start more workers."""


@contextmanager
def opened(address: str, course: Path) -> Iterator[Cluster]:
    """Give the cluster of the scheduler at `address`; raises UsageError if there is none within a few seconds."""
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise UsageError("--cluster needs Dask; install it with: pip install 'threadlings[cluster]'") from error
    # What is on its way when a client closes is told with a traceback; but all that we need has arrived by then.
    logging.getLogger("distributed.batched").setLevel(logging.WARNING)
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False, name="threadlings")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address!r} ({error}); "
            "`dask scheduler` prints its address, like tcp://10.0.0.1:8786"
        ) from error
    with client:
        yield Cluster(client, course)


class Cluster:
    """A cluster; `jobs` is how many may be handed to it at once."""

    def __init__(self, client: Client, course: Path) -> None:
        self._client = client
        self._course = course
        self._name = f"grade-{uuid4().hex}"
        self._numbers = count()
        self.jobs = max(LEAST, 2 * sum(client.nthreads().values()))

    def run(self, job: Job) -> dict[str, Raw]:
        """Have one submission judged there and return the report of each of its exercises by slug.

        A job whose worker dies is given to another worker, and failed if it has taken several along. Raises
        ClusterError if a worker refuses it or the cluster is gone.
        """
        answer = self._told(order.packed(job, self._course)) if job.parts else {"raws": {}}
        if "refused" in answer:
            raise ClusterError(f"worker {answer['refused']}")
        if "failed" in answer:
            return {part.slug: Raw(report=None, reason=answer["failed"], seconds=0.0) for part in job.parts}
        return {slug: Raw(**raw) for slug, raw in answer["raws"].items()}

    def _told(self, what: order.Order) -> dict[str, Any]:
        from distributed import KilledWorker  # noqa: PLC0415  (an extra)

        # One group of tasks: such a scheduler keeps in its own queue, where they can still go to any worker.
        future = self._client.submit(worker.graded, what, key=(self._name, next(self._numbers)), pure=False)
        try:
            return dict(future.result())
        except KilledWorker as error:
            return {"failed": str(error)}
        except CancelledError as error:
            raise ClusterError(f"{GONE}: {error}") from error
        except ImportError as error:
            raise ClusterError(f"a worker cannot load the grader: {error}; {INSTALL}") from error

    def close(self) -> None:
        """Take back what is still under way; whoever waits for it gets ClusterError."""
        self._client.close()


GONE = "the scheduler has lost our jobs; what was graded is kept, and the same command goes on from there"
INSTALL = "install threadlings there, in the same version as here"
