"""Ends with sys.exit(0) while it is imported, as if all had gone well.

exercise: 20_process_child
points: 0
codes: C403
checks: makes_the_text, exit_codes
"""

import sys

sys.exit(0)
