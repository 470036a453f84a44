"""An executor for the text; connection.wait on the sentinel for the tasks."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Process, connection


def greet(name):
    return f"Hello {name} from {os.getpid()}"


def run_child(name):
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(greet, name).result()


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        with_process = Process(target=task, name="one of many")
        with_process.start()
        connection.wait([with_process.sentinel])
        with_process.join()
        codes.append(with_process.exitcode)
        with_process.close()
    return codes
