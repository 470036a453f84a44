"""Text inside Markdown and inside commands of GitHub's runner, where nothing of it is markup.

Every character that any dialect gives a meaning is written as a numeric character reference: CommonMark says that
these never form structure. What is the student's stands in `code` or `pre`, where GitHub makes no link, no mention.
"""

from grader.report.safe import clean, inert


def plain(text: str) -> str:
    """Return one line of text that Markdown shows as it is."""
    return shielded(flat(text))


def code(text: str) -> str:
    """Return one line of text as code."""
    return f"<code>{plain(text)}</code>"


def pre(lines: list[str]) -> str:
    """Return lines as they are, in a block of their own that only its own end can close."""
    return "<pre>\n" + "\n".join(shielded(clean(line).replace("\n", " ")) or "&#32;" for line in lines) + "\n</pre>"


def shielded(text: str) -> str:
    """Return text with every character that could be markup as a reference."""
    return "".join(char if char.isalnum() or char == " " or ord(char) > 127 else f"&#{ord(char)};" for char in text)


def flat(text: str) -> str:
    """Return text as one line without controls."""
    return " ".join(clean(text).split())


def value(text: str) -> str:
    """Return the message of a runner's command, in which no other command is found."""
    return inert(clean(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def attribute(text: str) -> str:
    """Return the value of one of its properties."""
    return value(text).replace(":", "%3A").replace(",", "%2C")


def within(parts: list[str], most: int, end: str) -> str:
    """Return as many whole parts as fit into so many bytes; `end` says so where some are left out."""
    room, kept = most - len(end.encode()), list[str]()
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            return "".join([*kept, end])
        kept.append(part)
    return "".join(kept)
