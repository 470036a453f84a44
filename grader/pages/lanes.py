"""A story as swim lanes: one lane for each thread, in the order in which they appear; time runs down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.model import Language
from grader.pages.words import WORDS
from grader.report.safe import clean, short
from grader.report.story import NAME, TEXT, fact

MOST = 6  # lanes; further threads share the last one, and every step names its thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step of one thread: where, what the line says, what was done, and `say`, all of it as one sentence."""

    lane: int
    thread: str
    line: int | None
    source: str
    fact: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """A whole story; `names` has one name for each lane."""

    names: tuple[str, ...]
    moves: tuple[Move, ...]


def lanes(story: Sequence[Mapping[str, Any]], lang: Language) -> Lanes:
    """Return the lanes of a story."""
    threads = tuple(dict.fromkeys(step["thread"] for step in story))
    names = [clean(short(one, NAME)) for one in threads]
    if len(names) > MOST:
        names[MOST - 1 :] = ["…"]
    return Lanes(names=tuple(names), moves=tuple(moves(story, threads, lang)))


def moves(story: Sequence[Mapping[str, Any]], threads: Sequence[str], lang: Language) -> Iterator[Move]:
    """Give every step, and what the variables are after it."""
    say, now = WORDS[lang], dict[str, str]()
    for n, step in enumerate(story, 1):
        name, value = step["name"] or "", step["value"]
        if name and value is not None:
            now[name] = value
        did, thread, source = fact(step, lang), clean(short(step["thread"], NAME)), text(step["source"] or "")
        count = f"第 {n}/{len(story)} 步" if lang == "zh" else f"Step {n} of {len(story)}"
        state = ", ".join(f"{key} = {now[key]}" for key in list(now)[-4:])
        tail = f" · {say['then']}: {text(state)}" if state else ""
        yield Move(
            lane=min(threads.index(step["thread"]), MOST - 1),
            thread=thread,
            line=step["line"],
            source=source,
            fact=did,
            say=f"{count} · {thread}: {did}{tail}",
        )


def text(said: str) -> str:
    """Return a text shortened and made harmless."""
    return clean(short(said.strip(), TEXT))
