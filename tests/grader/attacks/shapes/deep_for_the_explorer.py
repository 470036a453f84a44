"""A chain of operators that crashes whoever walks its tree, where the explorer rewrites it.

exercise: 60_lock_balance
points: 0
codes: S705, C402, C401, W101
checks: balance_survives, overlap
"""

def hand_in(file):
    file.write_text("def main():\n    return " + "-" * 3000 + "1\ny = 1" + " + 1" * 3000 + "\nz = y" + ".real" * 1000 + "\n")
