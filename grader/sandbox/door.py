"""A socket through which those in a sandbox can speak to the judge."""

import socket
from pathlib import Path

from grader.stage.address import address


def door(path: Path, waiting: int) -> socket.socket:
    """Return a socket that listens at `path`, to whoever may be in there; so many may wait to be heard."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with address(str(path)) as short:
        made.bind(short)
    path.chmod(0o777)  # whoever is in the sandbox may be somebody else
    made.listen(waiting)
    made.setblocking(False)  # noqa: FBT003  (the socket's own signature)
    return made
