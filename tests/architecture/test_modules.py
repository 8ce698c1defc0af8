"""Rules about the source that the linters can't say."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.architecture.sources import PACKAGES, ROOT, modules, name_of, tree_of

MOST_LINES = 350
MOST_LINES_OF_A_TEST = 600
MOST_LINES_OF_A_SCRIPT = 500
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "misc"}
DOOR = "moderation/text/clean.py"

SOURCE = modules(*PACKAGES)
TESTS = modules("tests")
SCRIPTS = [path for folder in PACKAGES for path in sorted((ROOT / folder).rglob("*.js"))]


def offenders(paths: Iterable[Path], lines_of: Callable[[ast.Module], list[int]]) -> list[str]:
    """Return "path:line" for each line that `lines_of` finds wrong in a module's tree."""
    return [f"{name_of(path)}:{line}" for path in paths for line in lines_of(tree_of(path))]


def test_every_module_can_be_read_in_one_go() -> None:
    limits = [(path, MOST_LINES) for path in SOURCE]
    limits += [(path, MOST_LINES_OF_A_TEST) for path in TESTS]
    limits += [(path, MOST_LINES_OF_A_SCRIPT) for path in SCRIPTS]
    sizes = [(path, len(path.read_text("utf-8").splitlines()), limit) for path, limit in limits]
    too_long = [f"{name_of(path)}: {lines} lines" for path, lines, limit in sizes if lines > limit]
    assert too_long == [], "give a part of it a module of its own"


def test_every_module_has_a_name_that_says_something() -> None:
    assert [name_of(path) for path in [*SOURCE, *TESTS] if path.stem in VAGUE_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in SOURCE
        if path.read_text("utf-8").strip() and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def imports_in_functions(tree: ast.Module) -> list[int]:
    """Return the lines of imports inside functions."""
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    ]
    inside = (node for function in functions for node in ast.walk(function))
    return sorted({n.lineno for n in inside if isinstance(n, ast.Import | ast.ImportFrom)})


def test_every_import_is_at_the_top_of_its_module() -> None:
    assert offenders(SOURCE, imports_in_functions) == [], "a cycle hides behind each of them"


def clean_text_made(tree: ast.Module) -> list[int]:
    """Return the lines that make a CleanText themselves."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if "CleanText" in ast.unparse(call.func)]


def test_clean_text_is_made_by_the_text_door_alone() -> None:
    others = [path for path in SOURCE if name_of(path) != DOOR]
    assert offenders(others, clean_text_made) == [], f"call clean() of {DOOR} instead"


def test_the_rules_find_what_they_forbid() -> None:
    bad = ast.parse("def late():\n    import json\n    return clean.CleanText('raw', '', (), 1)\n")
    assert imports_in_functions(bad) == [2]
    assert clean_text_made(bad) == [3]
    door = [path for path in SOURCE if name_of(path) == DOOR]
    assert offenders(door, clean_text_made), "the door moved: say where it is now"
