"""The documents agree with the source: settings, links, decisions, locked dependencies."""

import ast
import re
import tomllib

from tests.architecture.sources import ROOT, modules, name_of, tree_of

SETTINGS = ROOT / "forum/config/settings.py"
READERS = {"str", "list", "email", "bool", "int", "_choice", "_flag", "_number"}
SETTING_ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \| ([^|]*) \|", re.MULTILINE)
OURS = re.compile(r"environ\.get\(\s*\"([A-Z_]+)\"")  # what a test reads of the environment
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def settings_read() -> set[str]:
    """Return the environment variables that settings.py reads."""
    calls = (node for node in ast.walk(tree_of(SETTINGS)) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func).split(".")[-1] in READERS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_setting_is_documented_and_no_other() -> None:
    rows = SETTING_ROW.findall((ROOT / "docs/settings.md").read_text("utf-8"))
    documented = [name for name, _ in rows]
    assert len(documented) == len(set(documented)), "a setting has two rows"
    assert set(documented) == settings_read()


def test_numbers_and_choices_are_documented_with_their_defaults() -> None:
    rows = dict(SETTING_ROW.findall((ROOT / "docs/settings.md").read_text("utf-8")))
    for call in ast.walk(tree_of(SETTINGS)):
        if not (isinstance(call, ast.Call) and ast.unparse(call.func) in ("_choice", "_number")):
            continue
        name, default = call.args[0], call.args[1]
        if isinstance(name, ast.Constant) and isinstance(default, ast.Constant):
            assert f"`{default.value!s}`" in rows[str(name.value)], name.value


def test_every_variable_that_the_tests_listen_to_is_documented() -> None:
    sources = [path.read_text("utf-8") for path in modules("tests")]
    read = {name for text in sources for name in OURS.findall(text)}
    assert "SOUND_ADVICE_REQUIRE_ALL" in read
    documented = (ROOT / "docs/settings.md").read_text("utf-8")
    assert {name for name in read if f"`{name}`" not in documented} == set()


def test_containers_get_every_setting_as_it_stands_in_the_file() -> None:
    site = (ROOT / "compose.yaml").read_text("utf-8").partition("\nservices:")[0]
    assert re.search(r"^  env_file: \.env$", site, re.MULTILINE)
    # What is named here wins over the file: it may only ask for a value, never bring its own.
    own = re.findall(r"^    ([A-Z][A-Z0-9_]*): (?!\$\{\1:\?)", site, re.MULTILINE)
    assert own == ["DATABASE_URL"]


def documents() -> list[str]:
    """Return the project's documents."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(name_of(path) for path in found)


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for name in documents():
        for link in LINK.findall((ROOT / name).read_text("utf-8")):
            target = link.partition("#")[0]
            if "://" not in link and target and not (ROOT / name).parent.joinpath(target).exists():
                broken.append(f"{name}: {link}")
    assert broken == []


def test_the_map_of_the_text_filters_names_every_module() -> None:
    folder = ROOT / "moderation/text"
    drawn = set(re.findall(r"\b[a-z_]+\b", (folder / "__init__.py").read_text("utf-8")))
    assert {path.stem for path in folder.glob("[a-z]*.py")} - drawn == set()


def test_decisions_are_numbered_listed_and_complete() -> None:
    folder = ROOT / "docs/decisions"
    records = sorted(folder.glob("[0-9]*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(1, len(numbers) + 1))
    index = (folder / "README.md").read_text("utf-8")
    for path in records:
        text = path.read_text("utf-8")
        assert f"({path.name})" in index, f"{path.name} is not in the list"
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in text, f"{path.name} has no {heading!r}"


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return dict(line.split(";")[0].split(" ")[0].split("==") for line in lines if "==" in line[:60])


def plain(requirement: str) -> str:
    """Return a requirement's name as the lock files spell it."""
    found = NAME.match(requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_lock_files_hold_every_dependency_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    missing = {plain(name) for name in project["project"]["dependencies"]} - runtime.keys()
    missing |= {plain(name) for name in project["dependency-groups"]["dev"]} - dev.keys()
    assert missing == set(), "run make lock"
    assert {name: pin for name, pin in runtime.items() if dev.get(name) != pin} == {}


def test_lock_files_check_every_download_and_name_no_host() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "://" not in text
        entries = re.split(r"\n(?=[a-z])", text.strip())
        assert [entry[:40] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    wanted = [line for line in lines if re.match(r'\s+"[A-Za-z].*[>=]=\d.*",', line)]
    assert len(wanted) > 20
    assert [line for line in wanted if not re.search(r'",\s+# \w', line)] == []
