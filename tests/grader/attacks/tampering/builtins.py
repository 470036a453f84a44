"""Replaces len, sorted, type, isinstance and print in the builtins of its process.

exercise: 10_fork_children
points: 0
codes: W101, W102, C403
checks: numbers_agree, every_child_ends, order_is_kept
"""

import builtins

builtins.len = lambda _: 3
builtins.sorted = lambda *_, **__: []
builtins.print = lambda *_, **__: None
builtins.abs = lambda _: 0
builtins.all = builtins.any = lambda _: True


def introduce():
    return [1, 2]


def spawn(n):
    return [None] * 9
