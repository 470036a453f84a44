"""The stage's end of the line to the judge: JSON, one message a line, one answer per request."""

import json
import socket
from typing import Any

LIMIT = 1 << 20  # bytes of one answer


class Channel:
    """Speak with the judge over the socket `fd`."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._reader = self._socket.makefile("rb")

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; what is over the limit becomes a failure of kind `large`."""
        data = json.dumps(message, allow_nan=False).encode()
        if len(data) > LIMIT:
            small = {
                "id": message.get("id"),
                "error": {"kind": "large", "type": "", "message": "", "line": None},
            }
            data = json.dumps(small).encode()
        self._socket.sendall(data + b"\n")

    def receive(self) -> dict[str, Any] | None:
        """Wait for the judge's next message; None when the judge has hung up."""
        data = self._reader.readline()
        return dict(json.loads(data)) if data else None
