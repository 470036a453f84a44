"""A text with surrogates written as bytes, which is no UTF-8.

exercise: 20_process_child
points: 0
codes: S704
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_bytes(b"x = '\xed\xa0\x80'\n")
