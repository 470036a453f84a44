"""What can go wrong that is not the student's doing; each says what, where and what to do next."""


class GraderError(Exception):
    """A message for the person at the prompt; ends the command with exit code 2, or as a kind of it says."""

    exit_code = 2


class UsageError(GraderError):
    """The command was asked for something that is not there or makes no sense."""


class ExerciseError(GraderError):
    """An exercise is not what the authoring contract says; its author can mend it."""


class StoreError(GraderError):
    """The file that keeps a class's results cannot be used as it is."""


class ClusterError(GraderError):
    """Jobs could not be graded on other machines: by other rules they must not be, or nobody is there any more."""

    exit_code = 3
