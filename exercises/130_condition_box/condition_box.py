"""A box with a single place, for any number of threads: see README.md."""


class Box:
    """Holds one thing at most."""

    def __init__(self):
        # TODO: what does a box need to know, and what do its users wait for?
        pass

    def put(self, x):
        """Lay x into the box; wait while the place is taken."""
        # TODO
        raise NotImplementedError

    def get(self):
        """Take out what lies in the box and return it; wait while the box is empty."""
        # TODO
        raise NotImplementedError
