"""The modules that a confined program may import, as it sees them: their public names, and no module inside them.

A module of the standard library holds others (`logging.sys`), and with them everything; so the program gets a module
of our own that holds what the real one is for. What could say any name, run any text or reach the process is left out
or asks first. They are made afresh for every execution: whatever a program changes in them is its own affair.
"""

import builtins
import dataclasses
import functools
import importlib
import inspect
import io
import os
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from grader.explore import blind
from grader.explore.border import MODULES, refused
from grader.explore.guards import Getter, Guard, Guards
from grader.explore.virtual import Modules

ONLY = {
    "io": "StringIO BytesIO UnsupportedOperation SEEK_SET SEEK_CUR SEEK_END",
    "os": "getpid cpu_count process_cpu_count sep linesep name curdir pardir pathsep",
    "os.path": "basename commonpath commonprefix dirname isabs join normpath sep split splitext",
    "sys": """byteorder exc_info exception exit flags float_info getdefaultencoding getrecursionlimit getrefcount
        getsizeof getswitchinterval hash_info int_info intern maxsize maxunicode platform setrecursionlimit
        setswitchinterval thread_info version version_info""",
    "traceback": "format_exc print_exc format_exception print_exception format_exception_only format_tb print_tb",
    "types": """BuiltinFunctionType BuiltinMethodType EllipsisType FunctionType GeneratorType GenericAlias LambdaType
        MappingProxyType MethodType ModuleType NoneType NotImplementedType SimpleNamespace UnionType""",
    "warnings": "warn simplefilter filterwarnings",
    "concurrent.futures.thread": "ThreadPoolExecutor BrokenThreadPool",
}
"""Of some modules, all that a program gets."""

OMITTED = {
    "contextlib": {"chdir", "redirect_stderr", "redirect_stdout"},
    "enum": {"global_enum", "global_enum_repr", "global_flag_repr", "global_str"},
    "functools": {"singledispatch", "singledispatchmethod"},
    "logging": {"FileHandler"},
    "string": {"Formatter"},
    "typing": {"ForwardRef", "evaluate_forward_ref", "get_type_hints", "no_type_check", "no_type_check_decorator"},
    "weakref": {"finalize", "getweakrefs"},
}
"""Of the others, what it does not get."""

HARMLESS = {
    name: value
    for name, value in vars(builtins).items()
    if name not in {"__loader__", "__spec__", "__import__", "copyright", "credits", "license", "exit", "quit"}
}
"""The built-in names that a program gets as they are, unless there is something else for it."""

PROCESSES = ("fork", "forkpty", "posix_spawn", "posix_spawnp", "popen", "system", "execv", "spawnv", "wait", "waitpid")


class Shown(dict[str, ModuleType]):
    """The modules of one execution by name, each made when it is first asked for."""

    def __init__(self, virtual: Modules, guards: Guards, given: dict[str, Any], unseen: Callable[[str], None]) -> None:
        super().__init__()
        self.virtual = virtual
        self.guards = guards
        self.given = given
        self.unseen = unseen

    def __missing__(self, name: str) -> ModuleType:
        """Make a module."""
        self[name] = module = ModuleType(name)
        space = vars(module)
        real = vars(self.virtual[name]) if name in self.virtual else vars(importlib.import_module(name))
        plan = layout(name)
        space.update({key: real[key] for key in plan.names})
        space.update(self.instead(name))
        space["__all__"] = [key for key in plan.public or space if key in space and not key.startswith("_")]
        space["__getattr__"] = Guard("__getattr__", functools.partial(self.lacking, name, plan.real))
        for inner in plan.inner:
            space[inner.rpartition(".")[2]] = self[inner]
        return module

    def lacking(self, module: str, real: frozenset[str], name: str) -> Any:
        """Say that a module has no such name, or that the program may not have it."""
        if module == "os" and name in PROCESSES:
            self.unseen(f"calls os.{name}: real processes")
        if name in real and not name.startswith("__"):
            self.guards.forbid(f"{module}.{name}")
        raise AttributeError(f"module {module!r} has no attribute {name!r}", name=name)

    def instead(self, name: str) -> dict[str, Any]:
        """Return what a program gets instead of what the real module holds."""
        guards, makers = self.guards, self.makers()
        if name == "builtins":
            return {key: value for key, value in self.given.items() if not key.startswith("_")}
        if name == "functools":
            return {
                "update_wrapper": Guard("update_wrapper", self.update_wrapper),
                "wraps": Guard("wraps", lambda wrapped: Guard("wraps", lambda w: self.update_wrapper(w, wrapped))),
                "total_ordering": Guard("total_ordering", lambda cls: functools.total_ordering(self.whose(cls))),
            }
        if name == "operator":
            return {
                "attrgetter": Guard("attrgetter", lambda *names: Getter("attrgetter", attributes(guards, names))),
                "methodcaller": Guard("methodcaller", lambda *a, **k: Getter("methodcaller", caller(guards, *a, **k))),
            }
        return makers[name]() if name in makers else {}

    def makers(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return how the names are made that depend on the execution or the process."""
        return {
            "copy": lambda: {name: getattr(copying(), name) for name in ("copy", "deepcopy", "error", "Error")},
            "dataclasses": lambda: {"dataclass": Guard("dataclass", self.dataclass)},
            "logging": lambda: {
                "basicConfig": Guard("basicConfig", self.basic_config),
                **blind.handlers(self.unseen),
            },
            "os": lambda: {"environ": dict(os.environ), "getenv": dict(os.environ).get},
            "sys": lambda: {
                "argv": ["main.py"], "stdin": io.StringIO(), "stdout": io.StringIO(), "stderr": io.StringIO()
            },
            "concurrent.futures": lambda: {
                "ProcessPoolExecutor": Guard("ProcessPoolExecutor", lambda *_, **__: self.unseen("makes processes"))
            },
        }  # fmt: skip

    def whose(self, thing: Any) -> Any:
        """Pass on what is about to be changed, if the program may."""
        return self.guards.changed(thing, "__name__")

    def update_wrapper(self, wrapper: Any, wrapped: Any) -> Any:
        """Do what `functools.update_wrapper` does with the usual attributes."""
        return functools.update_wrapper(self.whose(wrapper), wrapped)

    def dataclass(self, cls: Any = None, /, **options: Any) -> Any:
        """Do what `dataclasses.dataclass` does, for a class of the program's whose fields have names.

        What it makes is made of text, in which the names of the fields stand.
        """
        if cls is None:
            return Guard("dataclass", lambda decorated: self.dataclass(decorated, **options))
        safe_fields()
        for base in self.whose(cls).__mro__:
            space = type.__getattribute__(base, "__dict__")
            fields = space.get("__dataclass_fields__", {})
            names = [*space.get("__annotations__", {}), *(field.name for field in fields.values() if proper(field))]
            if len(fields) > sum(map(proper, fields.values())) or not all(map(is_name, names)):
                self.guards.forbid("__dataclass_fields__")
        return dataclasses.dataclass(cls, **options)

    def basic_config(self, **options: Any) -> None:
        """Do what `logging.basicConfig` does, but for files, and for what one execution would leave to the next."""
        if options.get("filename") is not None:
            self.guards.forbid("filename")
        if options.get("stream") is not None or options.get("handlers") is not None:
            self.unseen("hands a handler to logging, which nobody can look into")
        importlib.import_module("logging").basicConfig(**options)

    def clear(self) -> None:
        """Forget all of them."""
        super().clear()
        self.virtual.clear()
        self.given = {}
        self.unseen = over


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """Of the names in a real or virtual module: which are shown, which it calls public, and the modules inside it."""

    names: tuple[str, ...]
    public: tuple[str, ...]
    real: frozenset[str]
    inner: tuple[str, ...]


@functools.cache
def layout(name: str) -> Layout:
    """Return the layout of a module, which does not differ from one execution to the next."""
    virtual = Modules(0, importlib.import_module)
    real = vars(virtual[name] if name in virtual else importlib.import_module(name))
    public = tuple(real.get("__all__", ()))
    names = ONLY[name].split() if name in ONLY else [*public, *(key for key in real if not key.startswith("_"))]
    kept = (key for key in dict.fromkeys(names) if key not in OMITTED.get(name, ()))
    shown = tuple(key for key in kept if key in real and not isinstance(real[key], ModuleType))
    inner = tuple(one for one in sorted(MODULES) if one.rpartition(".")[0] == name)
    return Layout(shown, public, frozenset(real), inner)


def over(*_: object) -> None:
    """Stand where a hook was: a name that is missing would be told to whoever runs after the end."""
    raise RuntimeError("this program is over")


def attributes(guards: Guards, names: tuple[Any, ...]) -> Callable[[Callable[..., Any], Any], Any]:
    """Return what reads the attributes `names`."""

    def get(read: Callable[..., Any], thing: Any) -> Any:
        found = [functools.reduce(lambda part, name: guards.ask(part, name, read), name.split("."), thing)
                 for name in names]  # fmt: skip
        return found[0] if len(found) == 1 else tuple(found)

    return get


def caller(guards: Guards, name: str, /, *arguments: Any, **named: Any) -> Callable[[Callable[..., Any], Any], Any]:
    """Return what reads the method `name` and calls it."""
    return lambda read, thing: guards.ask(thing, name, read)(*arguments, **named)


def proper(field: object) -> bool:
    """Whether a field is one that `dataclasses` has made."""
    return type(field) is dataclasses.Field


def is_name(name: object) -> bool:
    """Whether this can stand in a text where a name must stand, and nothing else."""
    return type(name) is str and name.isidentifier()


@functools.cache
def safe_fields() -> None:
    """Let no field have a name that is none, from now on."""
    slot: Any = dataclasses.Field.__dict__["name"]

    def store(field: Any, name: Any) -> None:
        if name is not None and not is_name(name):
            raise TypeError("Field names must be identifiers")
        slot.__set__(field, name)

    dataclasses.Field.name = property(slot.__get__, store)  # type: ignore[assignment, misc]


@functools.cache
def copying() -> ModuleType:
    """Return the module `copy`, as CPython has it, but that it stores no attribute where a program may not."""
    module = ModuleType("copy")
    real = importlib.import_module("copy")
    vars(module)["setattr"] = stored
    exec(compile(inspect.getsource(real), "<copy>", "exec"), vars(module))  # noqa: S102  (CPython's own source)
    return module


def stored(thing: Any, name: str, value: Any) -> None:
    """Store an attribute of a copy."""
    if isinstance(thing, (type, FunctionType, ModuleType)) or refused(name):
        raise TypeError(f"cannot set {name!r} of a copy")
    setattr(thing, name, value)


def given(guards: Guards, shared: dict[str, Any]) -> dict[str, Any]:
    """Return the built-in names of a confined program: CPython's, but for those that could say anything."""
    return {**HARMLESS, **shared, "exit": sys.exit, "quit": sys.exit, **guards.builtins()}
