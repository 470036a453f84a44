"""The task runs in a thread of the caller's own process.

test_the_task_runs_in_another_process_while_the_caller_waits: W104
test_an_exit_is_told_by_its_code: C403
test_a_crash_is_told_by_its_signal: C402
test_a_huge_or_strange_answer_does_no_harm: W101
test_the_variables_of_the_caller_stay_as_they_are: W101
"""

import threading


def run_isolated(task):
    box = [("died", 1)]

    def work():
        try:
            box[0] = "returned", task()
        except Exception as error:
            box[0] = "raised", f"{type(error).__name__}: {error}"

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return box[0]
