"""A byte order mark before a honest solution of a part is no fault.

exercise: 20_process_child
points: 1
codes: C404, W101, W105
runs: bench
"""

def hand_in(file):
    file.write_bytes(b"\xef\xbb\xbf" + b"def run_one_by_one(tasks):\r\n    return [] if not tasks else None\r\n")
