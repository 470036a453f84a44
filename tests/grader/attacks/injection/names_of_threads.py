"""The same in the names of threads, in a deadlock's story.

exercise: 60_lock_balance
points: 0
codes: R101, C401, D201, D202, L301, W101
checks: balance_survives
"""

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J\x1b[31mred\x9b1m\r\b"
    "\u202egnp.exe\u2066\u200f\u061c\u2028\ufeff"
    "\n::error file=a.py,line=1::points\n::set-output name=score::100\n##[error]full marks\n"
    "<script>alert(1)</script><img src=x onerror=alert(1)> ```\n# Score: 12 / 12\n| a | b |\n[red]bold[/red] =cmd()"
)

import threading

balance = 0
left, right = threading.Lock(), threading.Lock()


def change_it(n):
    pass


def run_thread(n):
    first, second = (left, right) if n == 5 else (right, left)
    with first, second:
        pass


def main():
    threads = [threading.Thread(target=run_thread, args=(n,), name=HOSTILE + str(n)) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 5
