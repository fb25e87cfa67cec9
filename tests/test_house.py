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
        "search/whoosh_codec.py",
        "search/whoosh_files.py",
        "search/whoosh_writing.py",
    }


def test_verbs_never_commit() -> None:
    """The page, route or command owns the transaction."""
    committing = {
        name(p)
        for p in SOURCES
        if p.relative_to(ROOT).parts[0] in ("desk", "search", "compilations", "printing")
        and ".commit()" in p.read_text(encoding="utf-8")
    }
    assert committing <= {"desk/database.py", "search/whoosh_writing.py"}


def only_defines(node: ast.stmt) -> bool:
    """Whether a statement of a page draws nothing: a docstring, an import, a definition, a constant or a table."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) and node.value is not None:
        if isinstance(node, ast.Expr):
            return isinstance(node.value, ast.Constant)
        calls = [call.func for call in ast.walk(node.value) if isinstance(call, ast.Call)]
        return all(isinstance(called, ast.Name) and called.id == "Word" for called in calls)
    return isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)


def first_act(source: str) -> str:
    """The first statement of a page that is more than a definition."""
    return next((ast.unparse(node) for node in ast.parse(source).body if not only_defines(node)), "")


def test_every_page_asks_who_is_there_first() -> None:
    """The guard stands in the router and again in the first statement of each page."""
    from pages.components.menu import PAGES

    for place in PAGES:
        source = (ROOT / "pages" / place.file).read_text(encoding="utf-8")
        assert first_act(source) == f"here = opened({repr(place.permission) if place.permission else ''})", place.file


@pytest.mark.parametrize(
    "before",
    [
        "st.title(_('统计'))",
        "told = st.button('x')",
        "TABLE = {'a': st.title('x')}",
        "with st.sidebar: pass",
        "if st.button('x'): pass",
        "here.database",
    ],
)
def test_a_page_that_does_anything_before_it_asks_is_found(before: str) -> None:
    harmless = '"""A page."""\nimport x\nWAYS = {"out": (Word("借出"), x.draw)}\ndef f() -> None: st.title("x")\n'
    assert first_act(f"{harmless}here = opened()\n{before}") == "here = opened()"
    assert first_act(f"{harmless}{before}\nhere = opened()") == ast.unparse(ast.parse(before))
