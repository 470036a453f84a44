"""The standard library's own modules, rewritten: the same calls give the same results and errors, on the same lines."""

import contextlib
import importlib
import importlib.util
import inspect
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.explore import Source
from grader.explore.addresses import ADDRESS
from grader.explore.loader import Loader
from grader.explore.prepare import prepare
from grader.explore.run import Run
from grader.explore.schedule import Replay
from grader.explore.thread import MainThread

SCRIPTS: dict[str, list[str]] = {
    "textwrap": [
        "m.wrap('The quick brown fox jumps over the lazy dog ' * 3, 20)", "m.fill('a-b-c d' * 9, 10)", "m.dedent('  a\\n   b')",
        "m.shorten('Hello  world and more', 12)", "m.indent('a\\n\\nb', '> ')", "m.wrap('x', 0)", "m.shorten('Hello', 1)",
    ],
    "heapq": [
        "m.nlargest(3, [5, 1, 9, 2], key=lambda n: -n)", "m.nsmallest(2, 'hello')", "list(m.merge([1, 4], [2, 3], reverse=False))",
        "m.heappop([])", "m.nlargest(1, [1, 'a'])", "list(m.merge('ace', 'bd', key=str.upper))",
    ],
    "bisect": ["m.bisect([1, 2, 2, 3], 2)", "m.bisect_left([1, 2, 2], 2, lo=-1)", "m.insort([1], 'a')"],
    "statistics": [
        "m.mean([1, 2, 4])", "m.median([3, 1, 2, 9])", "m.stdev([1.5, 2.5, 4])", "m.mode('aabb')", "m.mean([])", "m.quantiles(range(9))",
        "m.NormalDist(1, 2).cdf(3)", "m.multimode('aabb')", "m.variance([1])", "m.linear_regression([1, 2, 3], [2, 4, 7])", "m.harmonic_mean([1, -1])",
    ],
    "fractions": [
        "m.Fraction('3/7') + 1", "m.Fraction(1.5).limit_denominator(3)", "m.Fraction(1, 0)", "m.Fraction('x')", "repr(m.Fraction(-3, 6) ** 2)",
        "[m.Fraction(7, 2) // 2, m.Fraction(7, 2) % 2, m.Fraction(1, 3) < 0.5, hash(m.Fraction(5))]", "m.Fraction(1, 3) + 'a'",
    ],
    "difflib": [
        "list(m.unified_diff(['a', 'b'], ['a', 'c'], 'x', 'y'))", "m.get_close_matches('appel', ['ape', 'apple', 'peach'])",
        "m.SequenceMatcher(None, 'abcd', 'bcde').get_opcodes()", "list(m.ndiff(['one\\n'], ['ore\\n']))", "m.get_close_matches('a', [], n=0)",
        "m.HtmlDiff().make_table(['a'], ['b'])",
    ],
    "configparser": [
        "read(m, '[a]\\nx = 1\\ny = %(x)s2\\n')", "read(m, 'x = 1')", "read(m, '[a]\\n[a]\\n')", "m.ConfigParser().get('a', 'b')",
        "read(m, '[a]\\nx = %(z)s')", "m.RawConfigParser({'k': '1'}).defaults()",
    ],
    "string": [
        "m.Template('$a ${b} $$').substitute(a=1, b=2)", "m.Template('$a').substitute()", "m.Template('$').substitute()", "m.capwords(' a bc ')",
        "m.Formatter().format('{0!r:>5} {x[0]}', 'a', x=[3])", "m.Formatter().format('{}')",
    ],
    "colorsys": ["m.rgb_to_hls(.2, .4, .4)", "m.hsv_to_rgb(.5, .5, .4)", "m.yiq_to_rgb(.1, .2, .3)", "m.rgb_to_hsv('a', 1, 1)"],
    "argparse": [
        "parse(m, ['--n', '3', 'x', 'y'])", "parse(m, ['--n', 'three'])", "parse(m, [])", "parse(m, ['-h'])", "m.Namespace(a=1)",
        "m.ArgumentParser(prog='p').add_argument('a', nargs='x')", "m.ArgumentParser(prog='p').format_usage()",
    ],
    "dataclasses": [
        "data(m)", "m.fields(3)", "m.make_dataclass('C', [('x', int), ('y', int, 5)])(1).y", "m.make_dataclass('C', ['x', 'x'])",
        "m.asdict(m.make_dataclass('C', ['x'])([1, (2,)]))", "m.replace(3)",
    ],
    "ast": [
        "m.unparse(m.parse('def f(a, *b, c=1, **d): return [x for x in a if x] @ b'))", "m.dump(m.parse('x = 1', mode='exec'))",
        "m.literal_eval('[1, (2, {3: None})]')", "m.literal_eval('f()')", "m.get_docstring(m.parse('\"\"\"doc\"\"\"'))", "m.parse('x =')",
        "m.unparse(m.parse('match a:\\n case {\"k\": [1, *r]} if r: pass\\n case _: pass'))", "m.unparse(m.parse('f\"{a!r:>{w}} {b}\"'))",
    ],
    "shlex": ["m.split('a \"b c\" \\'d\\'')", "m.quote('a b')", "m.split('\"')", "m.join(['a', 'b c'])", "list(m.shlex('a=b;c', punctuation_chars=True))"],
    "json.decoder": [
        "m.JSONDecoder().decode('{\"a\": [1, 2.5, null, true, \"\\\\u0041\"]}')", "m.JSONDecoder().decode('[1,]')", "m.JSONDecoder().decode('')",
        "m.JSONDecoder(object_pairs_hook=list).decode('{\"a\": 1}')", "m.py_scanstring('a\\\\nb\"', 0)", "m.py_scanstring('abc', 0)",
    ],
    "json.encoder": [
        "m.JSONEncoder(indent=1, sort_keys=True).encode({'b': [1, {}], 'a': 'x\\n'})", "m.JSONEncoder().encode(object)",
        "m.JSONEncoder(allow_nan=False, indent=1).encode([float('nan')])", "''.join(m.JSONEncoder(indent=2).iterencode([1, [2]]))",
    ],
    "calendar": ["m.month(2024, 2)", "m.monthrange(2023, 13)", "m.TextCalendar(6).formatweekheader(3)", "m.HTMLCalendar().formatmonth(2024, 1)", "m.isleap(1900)"],
    "copy": ["m.deepcopy([1, {'a': (2, [3])}])", "m.copy({1: [2]})", "m.deepcopy(cycle())[0] is not None", "m.copy(n for n in [1])"],
    "pprint": ["m.pformat({'b': list(range(40)), 'a': 'x' * 90})", "m.pformat([[[1]]], depth=2)", "m.pformat({1, 2, 3}, width=1)", "m.PrettyPrinter(indent=-1)"],
    "csv": ["m.Sniffer().sniff('a;b\\n1;2\\n').delimiter", "list(m.DictReader(['a,b', '1,2', '3']))", "m.Sniffer().sniff('')", "m.Sniffer().has_header('n,x\\n1,2\\n3,4\\n')"],
    "graphlib": ["list(m.TopologicalSorter({1: [2], 2: [3]}).static_order())", "m.TopologicalSorter({1: [2], 2: [1]}).prepare()", "m.TopologicalSorter().done(1)"],
    "fnmatch": ["m.filter(['a.py', 'b.c'], '*.py')", "m.translate('[!a]?*')", "m.fnmatch('A', 'a')"],
    "reprlib": ["m.repr(list(range(100)))", "m.repr({'a' * 90: (1,) * 9})", "m.Repr().repr(frozenset('abcdefgh') and 1)"],
    "html.parser": ["parsed(m, '<a href=\"x&amp;y\">t<br/>&lt;<!-- c --></a>')", "parsed(m, '<a b=<')"],
    "quopri": ["m.encodestring(b'a=b \\xff')", "m.decodestring(b'a=3Db')", "m.unhex(b'zz')"],
    "enum": ["m.Enum('E', 'a b').b.value", "m.Enum('E', 'a a')", "m.IntFlag('F', 'x y')(3).name", "m.Enum('E', 'a')(9)", "enumerated(m)"],
    "contextlib": ["managed(m)", "m.ExitStack().__exit__(None, None, None)", "m.nullcontext(3).__enter__()", "m.closing(3).__exit__(None, None, None)"],
    "ipaddress": ["m.ip_address('192.168.0.1').is_private", "list(m.ip_network('10.0.0.0/30').hosts())", "m.ip_address('x')", "m.ip_network('10.0.0.1/30')", "m.ip_address('::1').exploded"],
    "_pydecimal": ["m.Decimal('1.1') + m.Decimal(2)", "m.Decimal(2).sqrt()", "m.Decimal(1) / 0", "m.Decimal('x')", "m.Decimal('3.14159').quantize(m.Decimal('0.01'))"],
}  # fmt: skip


def read(m: Any, text: str) -> Any:
    parser = m.ConfigParser()
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser}


def parse(m: Any, words: list[str]) -> Any:
    parser = m.ArgumentParser(prog="p", exit_on_error=False)
    parser.add_argument("--n", type=int)
    parser.add_argument("rest", nargs="+")
    return vars(parser.parse_args(words))


def data(m: Any) -> Any:
    @m.dataclass(frozen=True, order=True, slots=True)
    class Point:
        x: int
        y: list[int] = m.field(default_factory=list, compare=False)

    made: Any = Point
    return repr(made(1)), made(1) < made(2), m.asdict(made(3)), hash(made(1)) == hash(made(1))


def cycle() -> list[Any]:
    own: list[Any] = []
    own.append(own)
    return own


def parsed(m: Any, text: str) -> Any:
    seen: list[Any] = []

    class Parser(m.HTMLParser):  # type: ignore[misc]
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            seen.append((tag, attrs, self.getpos()))

        def handle_data(self, data: str) -> None:
            seen.append(data)

    Parser().feed(text)
    return seen


def enumerated(m: Any) -> Any:
    class Color(m.Flag):  # type: ignore[misc]
        RED = m.auto()
        BLUE = m.auto()

    return list(Color.__members__), repr(Color.RED | Color.BLUE), Color.RED in (Color.RED | Color.BLUE)


def managed(m: Any) -> Any:
    order = []

    @m.contextmanager  # type: ignore[untyped-decorator]
    def manager(name: str) -> Iterator[str]:
        order.append(name)
        try:
            yield name
        except ValueError:
            order.append("caught")

    with m.ExitStack() as stack:
        stack.callback(order.append, "last")
        stack.enter_context(manager("a"))
        raise ValueError
    return order


def source_of(name: str) -> tuple[str, str]:
    module = importlib.import_module(name)
    path = inspect.getsourcefile(module) or ""
    text = Path(path).read_text(encoding="utf-8")
    # _thread itself is refused; these modules want no more than its get_ident
    text = text.replace("import _thread\n", "import threading as _thread\n")
    return path, text.replace("from _thread import", "from threading import")


def plain(name: str) -> ModuleType:
    path, text = source_of(name)
    module = ModuleType(name)
    module.__file__ = path
    module.__package__ = name.rpartition(".")[0]
    exec(compile(text, path, "exec", dont_inherit=True), vars(module))
    return module


@contextlib.contextmanager
def rewritten(name: str) -> Iterator[Callable[[Callable[[ModuleType], Any]], Any]]:
    """Give a function that makes calls with the rewritten module, in the main thread of one execution."""
    path, text = source_of(name)
    results: list[Any] = []
    run = Run(Replay({}), 10**7)
    loader = Loader(prepare((Source(name=name, filename=path, text=text),)), run, 0)

    def calling(call: Callable[[ModuleType], Any]) -> Any:
        def body(task: Any) -> None:
            run.watching = True
            results.append(call(loader.load(name)))
            run.stopped = "over"

        run.drive(MainThread(), body)
        run.unwind()
        return results[-1]

    yield calling
    loader.dispose()


def told(module: ModuleType, path: str, call: str) -> Any:
    """Return what a call gives, as text: values, or the error and its lines inside the module."""
    try:
        return ADDRESS.sub("", repr(eval(call, {**globals(), "m": module})))
    except (Exception, SystemExit) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
        return type(error).__name__, ADDRESS.sub("", str(error)), lines


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_rewritten_library_module_behaves_like_the_original(name: str) -> None:
    path, _ = source_of(name)
    expected = [told(plain(name), path, call) for call in SCRIPTS[name]]

    with rewritten(name) as calling:
        found = calling(lambda module: [told(module, path, call) for call in SCRIPTS[name]])

    assert found == expected
