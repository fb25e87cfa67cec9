"""The house itself: sizes of rooms, names that would break a page, and what only one room may touch."""

import ast
import importlib.metadata
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pages", "gateways", "compilations", "search", "printing", "desk")
SOURCES = [
    *(
        path
        for folder in (*PACKAGES, "tests", "benchmarks", "deploy")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations/versions" not in path.as_posix()
    ),
    ROOT / "app.py",
    ROOT / "manage.py",
]


def limit(path: Path) -> int:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "tests":
        return 400
    return 150 if parts[0] == "pages" and parts[1] != "components" else 250


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The modules that a file imports, in full."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_file_outgrows_its_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit(path)


def test_nothing_in_pages_bears_a_name_that_python_would_import() -> None:
    """Streamlit puts pages/ first on sys.path: `import search` would run pages/search.py, before the guard."""
    installed = {top.split(".")[0] for top in importlib.metadata.packages_distributions()}
    taken = set(sys.stdlib_module_names) | installed | set(PACKAGES) | {"app", "manage", "tests", "benchmarks", "data"}
    ours = {p.stem for p in (ROOT / "pages").iterdir() if p.suffix == ".py" or p.is_dir()} - {"__init__", "__pycache__"}
    assert ours & taken == set()


def test_addresses_of_pages_are_given_and_each_file_is_a_place() -> None:
    from pages.components.menu import PAGES

    files = {path.name for path in (ROOT / "pages").glob("*.py")} - {"__init__.py", "router.py"}
    assert {place.file for place in PAGES} == files
    assert len({place.url_path for place in PAGES}) == len(PAGES)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(ROOT).parts[0] == "pages"], ids=name)
def test_pages_import_their_components_by_the_full_name(path: Path) -> None:
    assert not {module for module in imported(path) if module.split(".")[0] == "components"}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_imports_what_stands_on_top(path: Path) -> None:
    above = {module for module in imported(path) if module.split(".")[0] in ("app", "manage")}
    assert not above or path.relative_to(ROOT).parts[0] == "tests"


def test_only_one_room_touches_the_session_state() -> None:
    touching = {name(p) for p in SOURCES if "session_state" in p.read_text(encoding="utf-8")}
    allowed = {"pages/components/state.py"}
    assert {path for path in touching if not path.startswith("tests/")} == allowed


def test_only_one_room_knows_the_embedded_engine() -> None:
    knowing = {name(p) for p in SOURCES if any(m.split(".")[0] == "whoosh" for m in imported(p))}
    assert {path for path in knowing if not path.startswith(("tests/", "benchmarks/"))} == {
        "search/whoosh_files.py",
    }


def test_verbs_never_commit() -> None:
    """The page, route or command owns the transaction."""
    committing = {
        name(p)
        for p in SOURCES
        if p.relative_to(ROOT).parts[0] in ("desk", "search", "compilations", "printing")
        and ".commit()" in p.read_text(encoding="utf-8")
    }
    assert committing <= {"desk/database.py", "search/whoosh_engine.py", "search/whoosh_files.py"}


def test_every_page_asks_who_is_there_first() -> None:
    """The guard stands in the router and again in the first statement of each page."""
    from pages.components.menu import PAGES

    for place in PAGES:
        tree = ast.parse((ROOT / "pages" / place.file).read_text(encoding="utf-8"))
        opening = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "opened"
        ]
        asked = {ast.literal_eval(call.args[0]) if call.args else None for call in opening}
        assert asked == {place.permission}, place.file
