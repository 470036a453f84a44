"""`threading.local`: attributes that every thread has its own of."""

from typing import Any, Self

from grader.explore.task import here


class local:  # noqa: N801  (CPython's name)
    """Attributes that every thread has its own of."""

    __slots__ = ("__dict__", "made__")

    def __new__(cls, /, *args: Any, **kwargs: Any) -> Self:
        """Remember with what `__init__` is called again in every further thread."""
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "made__", (args, kwargs, {here(): object.__getattribute__(self, "__dict__")}))
        return self

    def __getattribute__(self, name: str) -> Any:
        own(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        own(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        own(self)
        object.__delattr__(self, name)

    def __reduce__(self) -> str:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")


local.__name__ = "_thread._local"  # as the errors about its attributes show


def own(self: local) -> None:
    """Put the running thread's attributes in place."""
    args, kwargs, made = object.__getattribute__(self, "made__")
    task = here()
    if task in made:
        object.__setattr__(self, "__dict__", made[task])
        return
    made[task] = {}
    object.__setattr__(self, "__dict__", made[task])
    type(self).__init__(self, *args, **kwargs)
