"""The task runs in the caller, inside try.

test_the_task_runs_in_another_process_while_the_caller_waits: W104
test_an_exit_is_told_by_its_code: C403
test_a_crash_is_told_by_its_signal: C402
test_a_huge_or_strange_answer_does_no_harm: W101
test_the_variables_of_the_caller_stay_as_they_are: W101
"""


def run_isolated(task):
    try:
        return "returned", task()
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}"
