"""The code keeps the shape that people can find their way in: small modules, said in words, with no back doors."""

from __future__ import annotations

import ast
import io
import re
import statistics
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pathways"
MIGRATIONS = PACKAGE / "migrations" / "versions"
LONGEST_MODULE, LONG_MODULE, MEDIAN_MODULE = 350, 200, 80
TEST_LINES_PER_LINE = 1.5
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "base",
    "misc",
    "core",
    "lib",
}
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|#.*\bfor now\b|not implemented yet", re.IGNORECASE
)
# Written in pieces, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(
        ("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "find" + "-links ?[=/]")
    )
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/-])/(" + "|".join(("work", "root", "home", "opt/" + "wheels")) + r")/\w"
)
UNSAFE_MARKUP = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the package but the migrations."""
    return tuple(path for path in sorted(PACKAGE.rglob("*.py")) if MIGRATIONS not in path.parents)


@cache
def tree_of(path: Path) -> ast.Module:
    """A module, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def files_of_tests() -> list[Path]:
    """Every file of the tests, support included."""
    return sorted((ROOT / "tests").rglob("*.py"))


@cache
def code_lines(path: Path) -> int:
    """How many lines of a file hold code: no blank lines, no comments, no docstrings."""
    source = path.read_text(encoding="utf-8")
    documented = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node)
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    held: set[int] = set()
    layout = (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in layout:
            held |= set(range(token.start[0], token.end[0] + 1))
    return len(held - documented)


def by_package() -> str:
    """The lines of code of each package beside those of its unit tests, and of the tests that span packages."""
    code: dict[str, int] = {}
    tests: dict[str, int] = {}
    for path in modules():
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        code[name] = code.get(name, 0) + code_lines(path)
    for path in files_of_tests():
        parts = path.relative_to(ROOT / "tests").parts
        name = (
            parts[1].removesuffix(".py").removeprefix("test_") if parts[0] == "unit" else f"tests/{parts[0]}"
        )
        tests[name] = tests.get(name, 0) + code_lines(path)
    names = sorted(code.keys() | tests.keys())
    return "\n".join(f"{name:24} {code.get(name, 0):6} {tests.get(name, 0):6}" for name in names)


def tracked_files() -> list[Path]:
    """The text files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.fail("git could not list the files of this checkout")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    paths = [
        ROOT / name
        for name in names
        if not name.endswith((".png", ".jpg", ".ico", ".npy", ".gz", ".zip", ".xlsx"))
    ]
    return [path for path in paths if path.is_file()]


def test_modules_are_short() -> None:
    lengths = {path: lines_of(path) for path in modules() if lines_of(path) > 1}
    too_long = {
        str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST_MODULE
    }
    assert not too_long
    ordered = sorted(lengths.values())
    assert statistics.median(ordered) <= MEDIAN_MODULE
    assert ordered[int(len(ordered) * 0.9)] <= LONG_MODULE


def test_tests_outweigh_the_code() -> None:
    code = sum(map(code_lines, modules()))
    tests = sum(map(code_lines, files_of_tests()))
    assert tests >= TEST_LINES_PER_LINE * code, f"{tests} lines of tests for {code} of code:\n" + by_package()


def test_no_module_is_a_drawer() -> None:
    named = {part for path in modules() for part in (*path.relative_to(PACKAGE).parent.parts, path.stem)}
    assert not named & DRAWERS


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.read_text() and not ast.get_docstring(tree_of(path))
    ]
    assert not silent


def test_everything_public_says_what_it_means() -> None:
    silent = []
    for path in modules():
        for node in public_definitions(tree_of(path)):
            if not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not silent


def test_every_function_is_annotated() -> None:
    bare = []
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_annotated(node):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not bare


def test_no_import_is_put_off() -> None:
    """An import inside a function hides a circle or a cost; both are mended where they are."""
    lazy = []
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lazy += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert not lazy


def test_no_imports_go_in_a_circle() -> None:
    graph = {module_name(path): imports_of(path) for path in modules()}
    assert not first_circle(graph)


def test_nothing_is_left_unfinished() -> None:
    found = []
    for folder, pattern in (
        ("pathways", "*.py"),
        ("tests", "*.py"),
        ("templates", "*.html"),
        ("static", "*.js"),
    ):
        for path in (ROOT / folder).rglob(pattern):
            if path == Path(__file__) or (ROOT / "static" / "build") in path.parents:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if UNFINISHED.search(line):
                    found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()}")
    assert not found


def test_no_test_is_skipped() -> None:
    marks = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and marks.search(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_nothing_committed_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path == Path(__file__):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if REGISTRIES.search(line) or MACHINE_PATHS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:120]}")
    assert not found


def test_no_template_switches_escaping_off() -> None:
    found = []
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file() and UNSAFE_MARKUP.search(path.read_text(encoding="utf-8")):
            found.append(str(path.relative_to(ROOT)))
    markup = [
        str(path.relative_to(ROOT))
        for path in modules()
        if "render_template_string" in path.read_text(encoding="utf-8")
    ]
    assert not found
    assert not markup


def test_the_lock_files_pin_everything_by_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][\w.\[\],-]*\s*==", text, re.MULTILINE | re.IGNORECASE)
        others = [
            line
            for line in text.splitlines()
            if line and not line.startswith((" ", "#")) and "==" not in line
        ]
        assert packages, path
        assert not others, f"{path.name}: {others}"
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks if not block.startswith("#")), path


def test_the_lock_file_of_the_browser_code_names_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def public_definitions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(
                        inner, ast.FunctionDef | ast.AsyncFunctionDef
                    ) and not inner.name.startswith("_"):
                        yield inner


def is_annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether every argument and the result carry a type."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    arguments += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
    named = [argument for argument in arguments if argument.arg not in ("self", "cls")]
    return node.returns is not None and all(argument.annotation for argument in named)


def module_name(path: Path) -> str:
    """`pathways.places.grid` for the file of that module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def module_names() -> frozenset[str]:
    """What the project's modules are imported as."""
    return frozenset(map(module_name, modules()))


def imports_of(path: Path) -> set[str]:
    """The project's modules that a module imports, inside functions too."""
    known = module_names()
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in known}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in known else node.module)
    return (found & known) - {module_name(path)}


def first_circle(graph: dict[str, set[str]]) -> list[str]:
    """One circle in a graph of imports, or nothing."""
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for other in sorted(graph.get(name, ())):
            circle = walk(other, [*trail, name])
            if circle:
                return circle
        done.add(name)
        return []

    for name in sorted(graph):
        circle = walk(name, [])
        if circle:
            return circle
    return []


def test_only_lines_of_code_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text(
        '"""What it is."""\n\n# why\ndef f() -> str:\n    """Docs\n    go on."""\n    return """two\n    lines"""\n'
    )
    assert code_lines(file) == 3


def test_the_search_for_circles_finds_one() -> None:
    assert first_circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c", "a"]
    assert first_circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_the_search_for_bare_functions_finds_one() -> None:
    bare, whole = ast.parse("def a(b, *c) -> int: ...\ndef d(self, e: int, **f: str) -> None: ...").body
    assert isinstance(bare, ast.FunctionDef) and not is_annotated(bare)
    assert isinstance(whole, ast.FunctionDef) and is_annotated(whole)


@pytest.mark.parametrize(
    "line", ["{{ text|safe }}", "{{ text | safe }}", "{% autoescape false %}", "{%- autoescape false %}"]
)
def test_the_search_for_unsafe_markup_finds_it(line: str) -> None:
    assert UNSAFE_MARKUP.search(line)
    assert not UNSAFE_MARKUP.search("{{ text|safer }} is it safe")
