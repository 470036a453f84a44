"""The student's file as text, read where it can do no harm."""

import ast
from pathlib import Path


def read(path: Path) -> str:
    """Return the text of `path`; raises UnicodeDecodeError if it is not UTF-8 (a byte order mark is fine)."""
    return path.read_bytes().decode("utf-8-sig")


def parse(text: str, filename: str) -> ast.Module:
    """Return the syntax tree; what cannot be parsed at all is a SyntaxError."""
    try:
        return ast.parse(text, filename)
    except (
        ValueError,
        RecursionError,
        MemoryError,
    ) as error:  # null bytes, or nested too deeply for the parser
        raise SyntaxError(f"this file cannot be parsed: {error}", (filename, 1, 0, "")) from error
