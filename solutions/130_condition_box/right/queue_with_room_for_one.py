"""The library has such a box."""

import queue


class Box(queue.Queue):
    def __init__(self):
        super().__init__(maxsize=1)
