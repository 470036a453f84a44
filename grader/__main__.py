"""`python -m grader`: the command `grade`, whatever other package may own that name."""

from grader.cli import entry

if __name__ == "__main__":
    entry()
