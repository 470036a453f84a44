"""The files of a box on their way into it: packed by the judge, unpacked by the stage into its own folder."""

import os
import tempfile
from collections.abc import Mapping
from io import FileIO
from typing import IO


def pack(files: Mapping[str, bytes]) -> IO[bytes]:
    """Return an open file without a name that holds the contents one after another; the caller closes it."""
    in_memory = hasattr(os, "memfd_create")
    packed = os.fdopen(os.memfd_create("box"), "w+b") if in_memory else tempfile.TemporaryFile()  # noqa: SIM115  (handed on)
    packed.writelines(files.values())
    packed.flush()
    return packed


def unpack(fd: int, sizes: Mapping[str, int], folder: str) -> None:
    """Write what the open file `fd` holds to the files in `folder` that `sizes` names, in order, and close it."""
    with FileIO(fd) as packed:
        packed.seek(0)
        for name, size in sizes.items():
            with FileIO(f"{folder}/{name}", "wb") as file:
                file.write(packed.read(size))
