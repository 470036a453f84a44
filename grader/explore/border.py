"""What a confined program may say: names, and modules.

A program of a stranger runs in the process that explores it. It is confined by being rewritten: whatever it says is
looked at, so it cannot name what leads out of the program (frames, code, globals, the real builtins) nor what is ours.
Two rules are enough to keep ours apart: no name that ends in two underscores but those that every Python program
uses, and no name with an underscore in front at an object that is not the program's own.
"""

import ast
import importlib.util
from collections.abc import Collection, Iterator

OPEN = frozenset(
    {
        "__abs__", "__add__", "__aenter__", "__aexit__", "__aiter__", "__all__", "__and__", "__anext__",
        "__annotations__", "__args__", "__author__", "__await__", "__bool__", "__bytes__", "__call__",
        "__cause__", "__ceil__", "__class__", "__class_getitem__", "__complex__", "__contains__", "__context__",
        "__copy__", "__dataclass_fields__", "__date__", "__debug__", "__deepcopy__", "__del__", "__delattr__",
        "__delete__", "__delitem__", "__dict__", "__dir__", "__divmod__", "__doc__", "__enter__", "__eq__",
        "__exit__", "__file__", "__float__", "__floor__", "__floordiv__", "__format__", "__ge__", "__getattr__",
        "__getattribute__", "__getitem__", "__gt__", "__hash__", "__iadd__", "__iand__", "__ifloordiv__",
        "__ilshift__", "__imatmul__", "__imod__", "__imul__", "__index__", "__init__", "__init_subclass__",
        "__instancecheck__", "__int__", "__invert__", "__ior__", "__ipow__", "__irshift__", "__isub__",
        "__iter__", "__itruediv__", "__ixor__", "__le__", "__len__", "__length_hint__", "__license__",
        "__lshift__", "__lt__", "__matmul__", "__members__", "__missing__", "__mod__", "__module__", "__mro__",
        "__mul__", "__name__", "__ne__", "__neg__", "__new__", "__next__", "__notes__", "__or__", "__origin__",
        "__package__", "__pos__", "__post_init__", "__pow__", "__prepare__", "__qualname__", "__radd__",
        "__rand__", "__rdivmod__", "__repr__", "__reversed__", "__rfloordiv__", "__rlshift__", "__rmatmul__",
        "__rmod__", "__rmul__", "__ror__", "__round__", "__rpow__", "__rrshift__", "__rshift__", "__rsub__",
        "__rtruediv__", "__rxor__", "__set_name__", "__setattr__", "__setitem__", "__sizeof__", "__slots__",
        "__str__", "__sub__", "__subclasscheck__", "__subclasshook__", "__suppress_context__", "__traceback__",
        "__truediv__", "__trunc__", "__type_params__", "__version__", "__weakref__", "__xor__",
    }
)  # fmt: skip
"""Names with two underscores at both ends that say nothing about what is behind the program."""

DEFINED = frozenset({"__get__", "__set__", "__match_args__"})
"""What a class of the program may define besides; the interpreter asks for it, the program does not."""

CLOSED = frozenset(
    {
        "ag_await", "ag_code", "ag_frame", "cell_contents", "co_code", "co_consts", "co_names", "cr_await",
        "cr_code", "cr_frame", "cr_origin", "exec_module", "f_back", "f_builtins", "f_code", "f_globals",
        "f_locals", "f_trace", "find_spec", "get_data", "gi_code", "gi_frame", "gi_yieldfrom", "gr_frame",
        "load_module", "tb_frame",
    }
)  # fmt: skip
"""Names without them that do."""

KNOWN = frozenset(
    {
        "_args", "_asdict", "_block", "_cond", "_condition", "_count", "_daemonic", "_exception",
        "_field_defaults", "_fields", "_flag", "_initial_value", "_initialized", "_is_owned", "_kwargs",
        "_lock", "_make", "_max_workers", "_missing_", "_name", "_name_", "_owner", "_parties", "_replace",
        "_result", "_state", "_target", "_threads", "_value", "_value_", "_waiters", "_work_queue",
    }
)  # fmt: skip
"""What begins with one underscore in the library, and programs look at all the same."""

SPECIAL = frozenset({"__dict__", "__setattr__", "__delattr__", "__getattribute__", "format", "format_map"})
"""Attributes that can say any name, so that what they give is given in a guarded form."""

MODULES = frozenset(
    {
        "__future__", "abc", "array", "base64", "bisect", "builtins", "calendar", "cmath", "collections",
        "collections.abc", "concurrent", "concurrent.futures", "concurrent.futures.thread", "contextlib",
        "contextvars", "copy", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
        "graphlib", "hashlib", "heapq", "html", "io", "itertools", "json", "keyword", "logging", "math",
        "numbers", "operator", "os", "os.path", "pprint", "queue", "random", "re", "reprlib", "statistics",
        "string", "struct", "sys", "textwrap", "threading", "time", "traceback", "types", "typing",
        "unicodedata", "uuid", "warnings", "weakref", "zlib",
    }
)  # fmt: skip
"""What a thread exercise may import: of each, what `shown` gives."""

UNSEEN = frozenset(
    {
        "_queue", "_thread", "_threading_local", "asyncio", "greenlet", "multiprocessing", "selectors",
        "signal", "socket", "subprocess",
    }
)  # fmt: skip
"""What is no look behind the program, but cannot be explored."""

BESIDE = frozenset(
    {
        "atexit", "errno", "fcntl", "mmap", "pathlib", "pickle", "select", "shutil", "sqlite3", "tempfile",
    }
)  # fmt: skip
"""What functions for processes need beside it: a confined program may name it as well, and get hold of nothing real."""


def refused(name: str) -> bool:
    """Whether a confined program may not say this attribute, whatever it is an attribute of."""
    return name in CLOSED or (name.endswith("__") and name not in OPEN)


def private(name: str) -> bool:
    """Whether this attribute may be said only of the program's own objects."""
    return name.startswith("_") and not name.endswith("__") and name not in KNOWN


def findings(tree: ast.AST, beside: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Give what a program says that it may not, by line; `beside` names modules of its own."""
    own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from ((node.lineno, name.name) for name in node.names if not importable(name.name, beside))
            case ast.ImportFrom(module=str(module), level=0):
                if not importable(module, beside):
                    yield node.lineno, module
                yield from ((node.lineno, name.name) for name in node.names if refused(name.name))
            case ast.Attribute() if refused(node.attr):
                yield node.lineno, node.attr
            case ast.Name(id=name, ctx=ast.Load()) if refused(name) and (name not in own or ours(name)):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if refused(name) and name not in DEFINED:
                yield node.lineno, name
            case ast.MatchClass(kwd_attrs=names):
                yield from ((node.cls.lineno, name) for name in names if refused(name) or private(name))


def ours(name: str) -> bool:
    """Whether this is no name that programs define for themselves."""
    return name.startswith("__tl_") or name in (
        "__builtins__",
        "__import__",
        "__build_class__",
        "__loader__",
        "__spec__",
    )


def importable(module: str, beside: Collection[str]) -> bool:
    """Whether a program may import this module, or finds out when it runs why it cannot be explored."""
    top = module.partition(".")[0]
    return module in MODULES or module in beside or top in UNSEEN | BESIDE or importlib.util.find_spec(top) is None
