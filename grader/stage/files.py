"""The files of a box on their way into it: packed by the judge, unpacked by the stage into its own folder."""

import base64
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO


def pack(files: Mapping[str, bytes]) -> IO[bytes]:
    """Return an open temporary file that holds `files`, name -> content; the caller closes it."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115  (handed on)
    packed.write(json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()}).encode())
    packed.flush()
    return packed


def unpack(fd: int, folder: Path) -> None:
    """Write the files that the open file `fd` holds to `folder`, and close it."""
    with os.fdopen(fd, "rb") as packed:
        packed.seek(0)
        for name, data in json.loads(packed.read()).items():
            (folder / name).write_bytes(base64.b64decode(data))
