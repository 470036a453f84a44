import threading
from typing import Any

import pytest

UNSEEN = {
    "a real thread": "import multiprocessing.dummy\ndef main(): multiprocessing.dummy.Pool(1)",
    "a process": "import multiprocessing\ndef main(): multiprocessing.Process(target=int).start()",
    "a fork": "import os\ndef main():\n    if not os.fork(): os._exit(0)",
    "a command": "import subprocess\ndef main(): subprocess.run(['true'])",
    "a pool of processes": (
        "from concurrent.futures import ProcessPoolExecutor\ndef main(): ProcessPoolExecutor(1).submit(int).result()"
    ),
    "_thread": "import _thread\ndef main(): _thread.start_new_thread(int, ())",
    "asyncio": "import asyncio\nasync def a(): pass\ndef main(): asyncio.run(a())",
    "a value of processes": "import multiprocessing\ndef main(): multiprocessing.Value('i', 0).value += 1",
    "a lock of processes": "from multiprocessing import Lock\ndef main():\n    with Lock(): pass",
    "a signal": "import signal\ndef main(): signal.pause()",
    "a socket": "import socket\ndef main(): socket.socketpair()",
    "a queue in C": "from _queue import SimpleQueue\ndef main(): SimpleQueue().put(1)",
    "a handler of logs": "import logging\nclass H(logging.Handler): pass\ndef main(): logging.getLogger('x').addHandler(H())",
    "a swallowed signal": "import os\ndef main():\n    try: os.fork()\n    except BaseException: return 'fine'",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_can_see_is_never_a_silent_pass(explored: Any, name: Any) -> None:
    before = threading.active_count()

    table = explored(UNSEEN[name].replace("\n", "\n        ").join(["        ", ""]))

    (outcome,) = table.outcomes
    assert (outcome.kind, outcome.error.type, table.complete) == ("unseen", "Unseen", False)
    assert threading.active_count() == before


def test_importing_multiprocessing_is_no_offence(explored: Any, values: Any) -> None:
    table = explored(
        """
        import multiprocessing, subprocess
        def work(): multiprocessing.Process(target=work).start()
        def main(): return issubclass(multiprocessing.Process, object)
        """
    )

    assert values(table) == [True]


def test_real_threads_work_again_after_an_exploration(explored: Any) -> None:
    explored("def main(): pass")

    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

    assert not thread.is_alive()
