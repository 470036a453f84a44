"""Everything a student controls is hostile text in every output."""

import re
import unicodedata

KEPT = "\n\t"
COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)  # what a GitHub runner obeys; so does it `##[` anywhere


def clean(text: str) -> str:
    """Return `text` with controls, bidi marks and lone surrogates as visible escapes."""
    return "".join(char if harmless(char) else char.encode("unicode_escape").decode() for char in text)


def one_line(text: str) -> str:
    """Return `text` without controls on one line: nobody's name must write a line of a list that is somebody else's."""
    return clean(text).replace("\n", "\\n").replace("\t", "\\t")


def inert(page: str) -> str:
    """Return a page of text in which no line is a workflow command: only now, because wrapping begins new lines."""
    return COMMAND.sub(r"\1\\x3a", page).replace("##[", r"#\x23[")


def short(text: str, most: int) -> str:
    """Return at most so many characters of `text`; of many lines the end, where a traceback says what went wrong."""
    if len(text) <= most:
        return text
    return "…" + text.rstrip("\n")[1 - most :] if "\n" in text else text[: most - 1] + "…"


def harmless(char: str) -> bool:
    """Whether a character does nothing but show itself (categories Cc, Cf, Cs, Co, Cn and line separators do more)."""
    return char in KEPT or (unicodedata.category(char)[0] != "C" and char not in "\u2028\u2029")
