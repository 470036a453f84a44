"""The address of a socket in a folder, however long the path of the folder is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 107  # bytes; unix(7): sun_path has 108, and ends with a zero


@contextmanager
def address(path: str) -> Iterator[str]:
    """Give a name for `path` that fits into the address of a socket: TMPDIR may be long, as on clusters it often is."""
    if len(os.fsencode(path)) <= LONGEST:
        yield path
        return
    folder = os.open(os.path.dirname(path), os.O_PATH | os.O_DIRECTORY)  # noqa: PTH120  (spawned children load no pathlib)
    try:
        yield f"/proc/self/fd/{folder}/{os.path.basename(path)}"  # noqa: PTH119  (likewise)
    finally:
        os.close(folder)
