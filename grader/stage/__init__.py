"""What runs inside the sandbox, beside the student's code; a scenario imports `gate` and `note` from here."""

from grader.stage.gates import gate, note

__all__ = ["gate", "note"]
