"""The object is made when the module is loaded.

test_the_object_of_the_factory_comes_back: W101
test_nobody_makes_it_before_it_is_needed: W101
test_two_threads_get_the_same_object: W101
test_three_threads_get_the_same_object: W101
test_an_object_that_counts_as_false_is_an_object: W101
test_nobody_gets_it_before_it_is_finished: W101
"""


def factory():
    return object()


instance = factory()


def get_instance():
    return instance
