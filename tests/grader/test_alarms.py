"""Timers, as they are read from the memory of the process that sets them: here, our own."""

import ctypes
import os

import pytest

from grader import watch
from grader.judge.alarms import ABSOLUTE, REAL, TIMES, Alarms

pytestmark = pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")

ME = os.getpid()
VIRTUAL = 1  # ITIMER_VIRTUAL
SOON, FAR, EVER = 10.0, 1000, 1e9


def stored(*times: int) -> ctypes.Array[ctypes.c_char]:
    """Return a struct of times in our memory: interval, its part, value, its part."""
    return ctypes.create_string_buffer(TIMES.pack(*times), TIMES.size)


def after_setitimer(which: int, *times: int) -> Alarms:
    """Return what is known after a call of setitimer()."""
    alarms, memory = Alarms(), stored(*times)
    alarms.set(ME, "setitimer", (which, ctypes.addressof(memory), 0))
    return alarms


def test_nobody_is_woken_who_has_set_nothing() -> None:
    assert not Alarms().wakes(ME, EVER)


def test_an_alarm_wakes_only_whom_it_belongs_to_and_only_if_it_is_near() -> None:
    alarms = Alarms()
    alarms.set(ME, "alarm", (FAR,))
    assert alarms.wakes(ME, EVER)
    assert not alarms.wakes(ME, SOON)
    assert not alarms.wakes(os.getppid(), EVER)


def test_an_alarm_of_zero_takes_back_the_one_before() -> None:
    alarms = Alarms()
    alarms.set(ME, "alarm", (FAR,))
    alarms.set(ME, "alarm", (0,))
    assert not alarms.wakes(ME, EVER)


@pytest.mark.parametrize(
    ("which", "times", "soon", "ever"),
    [
        (REAL, (0, 0, FAR, 0), False, True),
        (REAL, (0, 0, 0, 0), False, False),
        (REAL, (FAR, 0, FAR, 0), True, True),  # again and again: it can never be ruled out
        (VIRTUAL, (0, 0, FAR, 0), False, False),
    ],
)
def test_an_interval_timer(which: int, times: tuple[int, ...], soon: bool, ever: bool) -> None:  # noqa: FBT001
    alarms = after_setitimer(which, *times)
    assert (alarms.wakes(ME, SOON), alarms.wakes(ME, EVER)) == (soon, ever)


def test_timers_of_one_process_are_told_apart() -> None:
    alarms, far, off = Alarms(), stored(0, 0, FAR, 0), stored(0, 0, 0, 0)
    alarms.set(ME, "timer_settime", (1, 0, ctypes.addressof(far), 0))
    alarms.set(ME, "timer_settime", (2, 0, ctypes.addressof(off), 0))
    assert alarms.wakes(ME, EVER)
    alarms.set(ME, "timer_settime", (1, 0, ctypes.addressof(off), 0))
    assert not alarms.wakes(ME, EVER)


def test_an_absolute_time_can_never_be_ruled_out() -> None:
    alarms, far = Alarms(), stored(0, 0, FAR, 0)
    alarms.set(ME, "timer_settime", (1, ABSOLUTE, ctypes.addressof(far), 0))
    assert alarms.wakes(ME, SOON)


def test_an_address_that_nothing_stands_at_sets_nothing() -> None:
    alarms = Alarms()
    alarms.set(ME, "setitimer", (REAL, 0, 0))
    assert not alarms.wakes(ME, EVER)
