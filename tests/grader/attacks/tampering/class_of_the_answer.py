"""Gives its function a __code__ of the scenario's and its module another class.

exercise: 20_process_child
points: 0
codes: W101, W105, C401
checks: makes_the_text, waits
runs: bench
"""

import sys
import types


class Module(types.ModuleType):
    def __getattribute__(self, name):
        if name.startswith("run"):
            return lambda *args: None
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = Module
