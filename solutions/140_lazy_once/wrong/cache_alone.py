"""functools.cache lets two threads compute the same result.

test_two_threads_get_the_same_object: R102
test_three_threads_get_the_same_object: R102
test_nobody_gets_it_before_it_is_finished: W101
"""

import functools



def factory():
    return object()


@functools.cache
def get_instance():
    return factory()
