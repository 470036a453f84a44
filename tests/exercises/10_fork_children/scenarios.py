"""What is done with the student's forks."""

import os


def introduced(student):
    """Let the student introduce a child."""
    numbers = student.introduce()
    return {"numbers": numbers, "caller": os.getpid()}


def spawned(student, numbers):
    """Let the student fork so many children, for each of the numbers."""
    return {"codes": [student.spawn(n) for n in numbers]}


def struck(student, n, code):
    """Let the student fork children that all end at once, with a code of ours."""
    os.register_at_fork(after_in_child=lambda: os._exit(code))
    return {"codes": student.spawn(n)}


def failing(student):
    """Make the questions that a child asks fail, as anything can fail in a child."""
    caller, getpid, getppid = os.getpid(), os.getpid, os.getppid

    def fails(ask):
        def asked():
            if getpid() != caller:
                raise OSError("this child is made to fail")
            return ask()

        return asked

    os.getpid, os.getppid = fails(getpid), fails(getppid)
    try:
        student.introduce()
    except NotImplementedError:
        raise
    except Exception:
        pass  # what the parent makes of a child that failed is its own affair
    os.getpid, os.getppid = getpid, getppid
    return {}
