"""The same in what it prints, with bytes that are no text, before a wrong answer.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
"""

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J\x1b[31mred\x9b1m\r\b"
    "\u202egnp.exe\u2066\u200f\u061c\u2028\ufeff"
    "\n::error file=a.py,line=1::points\n::set-output name=score::100\n##[error]full marks\n"
    "<script>alert(1)</script><img src=x onerror=alert(1)> ```\n# Score: 12 / 12\n| a | b |\n[red]bold[/red] =cmd()"
)

import os

print(HOSTILE)
os.write(1, b"\xff\xfe\x00\xed\xa0\x80\x1b[31m")


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
