"""An AttributeError made by hand, whose missing name is a terminal escape and a command.

exercise: 20_process_child
points: 0
codes: C404
checks: makes_the_text, exit_codes
"""

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J\x1b[31mred\x9b1m\r\b"
    "\u202egnp.exe\u2066\u200f\u061c\u2028\ufeff"
    "\n::error file=a.py,line=1::points\n::set-output name=score::100\n##[error]full marks\n"
    "<script>alert(1)</script><img src=x onerror=alert(1)> ```\n# Score: 12 / 12\n| a | b |\n[red]bold[/red] =cmd()"
)

import sys


def run_child(name):
    raise AttributeError("no", name=HOSTILE, obj=sys.modules[__name__])


def run_one_by_one(tasks):
    raise AttributeError("no", name=HOSTILE, obj=sys.modules[__name__])
