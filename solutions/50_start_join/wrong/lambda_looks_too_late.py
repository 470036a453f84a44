"""The lambda looks `place` and `job` up when it runs: by then the loop is over, and all threads run the last job.

test_results_come_in_the_order_of_the_jobs: W101
test_each_job_has_a_thread_and_all_work_at_once: W101
test_the_caller_waits_for_the_last_job: W105
test_no_jobs_and_empty_results_are_fine: W101
test_forty_jobs_can_be_at_work_at_once: W103
"""

import threading


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place, job):
        results[place] = job()

    threads = []
    for place, job in enumerate(jobs):
        threads.append(threading.Thread(target=lambda: work(place, job)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def names_seen(names):
    seen = [None] * len(names)

    def work(place):
        seen[place] = threading.current_thread().name

    threads = [threading.Thread(target=work, args=(place,), name=name) for place, name in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
