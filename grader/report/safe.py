"""Everything a student controls is hostile text in every output."""

import unicodedata

KEPT = "\n\t"


def clean(text: str) -> str:
    """Return `text` with controls, bidi marks and lone surrogates as visible escapes."""
    return "".join(char if harmless(char) else char.encode("unicode_escape").decode() for char in text)


def harmless(char: str) -> bool:
    """Whether a character does nothing but show itself (categories Cc, Cf, Cs, Co, Cn and line separators do more)."""
    return char in KEPT or (unicodedata.category(char)[0] != "C" and char not in "\u2028\u2029")
