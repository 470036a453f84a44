"""Two threads see that there is nothing yet.

test_two_threads_get_the_same_object: R102
test_three_threads_get_the_same_object: R102
test_nobody_gets_it_before_it_is_finished: W101
"""

instance = None


def factory():
    return object()


def get_instance():
    global instance
    if instance is None:
        instance = factory()
    return instance
