"""A scope of a program: what it binds, and whose variables the names are that it uses."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

OWNERS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(eq=False)
class Scope:
    """One scope: what it binds how often, what it borrows, and who uses its names from inside.

    Names are `captured` by any inner scope and `outlived` by inner functions. A function `houses` shared variables when
    its rewritten code names its activation.
    """

    node: ast.AST
    parent: "Scope | None"
    began: int
    bound: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    captured: set[str] = field(default_factory=set)
    outlived: set[str] = field(default_factory=set)
    houses: bool = False
    used: set[str] = field(default_factory=set)

    def around(self) -> Iterator["Scope"]:
        """Give this scope and those around it, without the module's."""
        if self.parent is not None:
            yield self
            yield from self.parent.around()

    @property
    def closes(self) -> bool:
        """Return whether inner functions can see this scope's names."""
        return not isinstance(self.node, (ast.ClassDef, ast.Module))

    def owner(self, name: str) -> "Scope | None":
        """Return the scope whose variable `name` is, as seen from here; None: a global or a builtin."""
        if name in self.globals or isinstance(self.node, ast.Module):
            return None
        if self.owns(name):
            return self
        above = self.parent
        while above is not None and not (above.closes and (name in above.globals or above.owns(name))):
            above = above.parent
        return None if above is None or name in above.globals else above

    def owns(self, name: str) -> bool:
        """Return whether this scope binds `name` for itself."""
        return name in self.bound and name not in self.nonlocals

    def capture(self, name: str, inner: "Scope") -> None:
        """Take note that `inner` uses `name`, a variable of this scope; bound after that began, it changes."""
        self.captured.add(name)
        between = list(takewhile(lambda scope: scope is not self, inner.around()))
        if self.last.get(name, 0) > between[-1].began:
            self.bound[name] += 2
        if any(isinstance(scope.node, (*OWNERS, ast.Lambda)) for scope in between):
            self.outlived.add(name)

    def home(self) -> "Scope | None":
        """Return the function that executes this, whose activation owns its shared variables; None: the module does."""
        return next((scope for scope in self.around() if isinstance(scope.node, OWNERS)), None)

    def shared(self, name: str) -> bool:
        """Return whether `name`, a variable of this scope, is captured and changes."""
        captured = self.captured if isinstance(self.node, OWNERS) else self.outlived
        return name in captured and self.bound[name] > 1
