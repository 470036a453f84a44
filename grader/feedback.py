"""What a student is told about an outcome: sentences chosen by code and evidence, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from grader.model import Check, Exercise, Language, Outcome, Result, Score, Text

WAITS = {
    "child": Text(en="a child process to end", zh="子进程结束"),
    "data": Text(en="data from a pipe or a queue", zh="管道或队列里的数据"),
    "room": Text(en="room in a full pipe or queue", zh="已满的管道或队列腾出空间"),
    "lock": Text(en="a lock, a thread or a queue", zh="锁、线程或队列"),
    "get": Text(en="a value from an empty queue", zh="空队列里的值"),
    "put": Text(en="a place in a full queue", zh="已满的队列腾出位置"),
    "taken": Text(en="what it has put into a queue to be taken out", zh="它放进队列的内容被取走"),
    "thread": Text(en="a thread to end", zh="线程结束"),
    "result": Text(en="a result of a pool", zh="进程池的结果"),
    "time": Text(en="its own sleep to end", zh="自己的睡眠结束"),
    "something": Text(en="something", zh="某件事"),
}
PROMISES = {
    "L1": Text(en="the code writes nowhere else and reads none of your files", zh="代码不能写入别处，也读不到你的文件"),
    "L0": Text(en="for code that you trust", zh="只适合自己的代码"),
    "L3": Text(
        en="the code reaches nothing else on this machine, and its memory is counted in all",
        zh="代码接触不到这台电脑上的其他东西，占用的内存合计有上限",
    ),
    "L2": Text(en="the code reaches nothing else on this machine", zh="代码接触不到这台电脑上的其他东西"),
}
"""What a level of the sandbox promises."""
NEXT = Text(en="Next step: ", zh="下一步：")
FULL = {
    False: Text(en="Every check passes.", zh="全部通过。"),
    True: Text(
        en="The visible checks pass (hidden ones run when you submit).",
        zh="可见的检查都通过了（提交后还会运行隐藏的检查）。",
    ),
}
"""What is said when nothing is left to do, by whether there are hidden checks elsewhere."""
UNNAMED = {
    "lock": Text(en="a lock", zh="一把锁"),
    "end": Text(en="a thread", zh="一个线程"),
    "change": Text(en="a change", zh="某个变量的变化"),
}
WHO = {"caller": Text(en="the caller", zh="调用者"), "child": Text(en="a child process", zh="子进程")}
LEFT = {
    "threads": Text(en="threads", zh="线程"),
    "children": Text(en="child processes", zh="子进程"),
    "zombies": Text(en="zombies", zh="僵尸进程"),
    "strays": Text(en="child processes that came back", zh="从函数里返回的子进程"),
}
LABELS = {
    "got": Text(en="got", zh="得到"),
    "expected": Text(en="expected", zh="期望"),
    "error": Text(en="error", zh="错误"),
    "line": Text(en="line", zh="行号"),
    "thread": Text(en="thread", zh="线程"),
    "missing": Text(en="missing", zh="缺少"),
    "signal": Text(en="signal", zh="信号"),
    "status": Text(en="exit status", zh="退出状态"),
    "start method": Text(en="start method", zh="启动方式"),
    "seconds": Text(en="limit in seconds", zh="时限（秒）"),
    "after": Text(en="a shorter limit than usual, after", zh="时限比平时短，因为之前出现过"),
    "reason": Text(en="reason", zh="原因"),
    "printed": Text(en="your code printed", zh="你的代码打印了"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means, and the next step where that does not depend on the check."""

    means: Text
    do: Text | None


@cache
def codes() -> Mapping[str, Code]:
    """Return every code that a student can meet."""
    data = tomllib.loads(resources.files("grader").joinpath("codes.toml").read_text(encoding="utf-8"))
    return {code: Code(Text(en=said["en"], zh=said["zh"]), step(said)) for code, said in data.items()}


def step(said: Mapping[str, Any]) -> Text | None:
    """Return the next step of a code's entry, if it has one."""
    return Text(**said["do"]) if "do" in said else None


def explained(code: str) -> Text:
    """Return the sentence for a code; one that we do not know is shown as it is."""
    return codes()[code].means if code in codes() else Text(en=code, zh=code)


def next_step(exercise: Exercise, check: Check, outcome: Outcome, lang: Language) -> str:
    """Return what to do about a failed check: the code's own step, else the first hint, else the title."""
    code = codes().get(outcome.code or "")
    do = code.do if code else None
    facts = {key: outcome.evidence.get(key) for key in ("line", "missing")}
    hint = (check.hints[0] if check.hints else check.title).within(lang)
    if do is None or any(f"{{{key}}}" in do.en and value is None for key, value in facts.items()):
        return f"{exercise.slug}: {hint}"
    file = f"{exercise.slug}/{exercise.module}.py"
    return do.within(lang).format(file=file, code=outcome.code, hint=hint, **facts)


def first_step(score: Score, lang: Language) -> str:
    """Return what to do next in an exercise: about its first check that did not pass; nothing if all did."""
    for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
        if outcome.code:
            return next_step(score.exercise, check, outcome, lang)
    return ""


def total(result: Result, hidden: int, lang: Language) -> str:
    """Say how many points there are; in a student's kit also that they are those of the visible checks."""
    points = f"{result.points} / {result.max_points}"
    if not hidden:
        return f"总分：{points}" if lang == "zh" else f"Score: {points}"
    if lang == "zh":
        return f"可见的检查：{points} 分（另有 {hidden} 分由隐藏的检查给出）"
    return f"Visible checks: {points} points (hidden checks give {hidden} more)"


def details(outcome: Outcome, lang: Language) -> list[tuple[str, str]]:
    """Return the evidence of a failed outcome as rows of label and text, the most telling first."""
    found = differing(outcome.evidence)
    rows = [(label.within(lang), text(found[key], lang)) for key, label in LABELS.items() if key in found]
    return rows + [("", line) for line in [*waits(found.get("waits", ()), lang), *circle(found.get("cycle"), lang)]]


def differing(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the evidence without those entries of a got and an expected dict that agree or were not asked for."""
    got, expected = found.get("got"), found.get("expected")
    if not (isinstance(got, dict) and isinstance(expected, dict)):
        return found
    kept = [key for key in expected if key in got and repr(got[key]) != repr(expected[key])]
    if not kept or expected.keys() - got.keys():
        return found
    return {**found, "got": {key: got[key] for key in kept}, "expected": {key: expected[key] for key in kept}}


def text(value: Any, lang: Language) -> str:
    """Return a value of the evidence as a student would write it in Python."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and value.keys() == {"type", "text"}:
        return f"{value['text']} ({value['type']})"
    if isinstance(value, dict) and value and value.keys() <= LEFT.keys():
        colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
        return comma.join(f"{LEFT[key].within(lang)}{colon}{count}" for key, count in value.items())
    return repr(value)


def waits(found: Any, lang: Language) -> list[str]:
    """Return a line for every thread or process of a deadlock: who it is and what it waits for."""
    return [of_thread(wait, lang) if "thread" in wait else of_process(wait, lang) for wait in found]


def of_process(wait: Mapping[str, Any], lang: Language) -> str:
    """Say what one process of a stuck live run waits for, who could end that, and at which line it stands."""
    who = numbered(wait["number"], lang) if "number" in wait else WHO[wait["process"]].within(lang)
    if wait["for"] == ["cpu"]:
        return (f"{who}正在计算" if lang == "zh" else f"{who} is computing") + at_line(wait.get("line"), lang)
    what = " + ".join(dict.fromkeys(WAITS[word].within(lang) for word in wait["for"]))
    others = [numbered(number, lang) for number in wait.get("whom", ())]
    if lang == "zh":
        what = f"{others[0]}结束" if others and wait["for"] == ["child"] else what
        hope = f"，只有{'、'.join(others)}能做到" if others and wait["for"] != ["child"] else ""
        return f"{who}在等：{what}{hope}" + at_line(wait.get("line"), lang)
    what = f"{others[0]} to end" if others and wait["for"] == ["child"] else what
    hope = f", which is up to {' or '.join(others)}" if others and wait["for"] != ["child"] else ""
    return f"{who} waits for {what}{hope}" + at_line(wait.get("line"), lang)


def at_line(line: int | None, lang: Language) -> str:
    """Say at which line that is, if it is known."""
    if not line:
        return ""
    return f"（第 {line} 行）" if lang == "zh" else f" (line {line})"


def numbered(number: int, lang: Language) -> str:
    """Name a process of a live run: children are counted in the order of their birth."""
    if not number:
        return WHO["caller"].within(lang)
    return f"子进程 {number} " if lang == "zh" else f"child {number}"


def circle(found: Any, lang: Language) -> list[str]:
    """Draw the circle of a deadlock between processes, if there is one."""
    if not found:
        return []
    drawn = " → ".join(numbered(number, lang).strip() for number in found)
    return [f"绕成了一圈：{drawn}" if lang == "zh" else f"in a circle: {drawn}"]


def of_thread(wait: Mapping[str, Any], lang: Language) -> str:
    """Say what one thread of an explored deadlock waits for, who has it, and what it holds itself."""
    holds = ", ".join(lock or UNNAMED["lock"].within(lang) for lock in wait["holds"])
    wants = wait["wants"] or UNNAMED[wait["awaits"]].within(lang)
    if lang == "zh":
        line = f"（第 {wait['line']} 行）" if wait["line"] else " "
        wants = f"{wants} 结束" if wait["awaits"] == "end" else wants
        owner = f"，它在 {wait['held_by']} 手里" if wait["held_by"] else ""
        return f"{wait['thread']}{line}在等 {wants}{owner}" + (f"；自己持有 {holds}" if holds else "")
    line = f" (line {wait['line']})" if wait["line"] else ""
    wants = f"the end of {wants}" if wait["awaits"] == "end" else wants
    owner = f", held by {wait['held_by']}" if wait["held_by"] else ""
    return f"{wait['thread']}{line} waits for {wants}{owner}" + (f"; itself holds {holds}" if holds else "")
