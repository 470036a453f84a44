"""The same in the message, the name and the notes of an exception.

exercise: 20_process_child
points: 0
codes: C401
checks: makes_the_text, exit_codes
"""

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J\x1b[31mred\x9b1m\r\b"
    "\u202egnp.exe\u2066\u200f\u061c\u2028\ufeff"
    "\n::error file=a.py,line=1::points\n::set-output name=score::100\n##[error]full marks\n"
    "<script>alert(1)</script><img src=x onerror=alert(1)> ```\n# Score: 12 / 12\n| a | b |\n[red]bold[/red] =cmd()"
)


Hostile = type(HOSTILE, (Exception,), {})


def run_child(name):
    error = Hostile(HOSTILE)
    error.add_note(HOSTILE)
    raise error


def run_one_by_one(tasks):
    raise Hostile
