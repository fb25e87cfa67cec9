"""The manual is a test: a setting, a command, a page or a room that the docs do not name fails here."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from desk.settings import Settings
from manage import cli

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_operating_manual(field: str) -> None:
    assert f"`DESK_{field.upper()}`" in text("docs/operating.md")


def test_the_operating_manual_names_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"`DESK_([A-Z_]+)`", text("docs/operating.md")))
    assert named <= {field.upper() for field in Settings.model_fields} | {"TEST_DATA"}


def test_every_command_is_in_the_operating_manual() -> None:
    commands = get_command(cli).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        for full in [f"{name} {sub}" for sub in getattr(command, "commands", {})] or [name]:
            assert f"`{full}" in text("docs/operating.md"), full


def test_every_room_is_on_the_map() -> None:
    plan = text("docs/map.md")
    rooms = [
        path.relative_to(ROOT).as_posix()
        for folder in ("desk", "search", "compilations", "printing", "gateways", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py" and "versions" not in path.parts
    ]
    assert [room for room in rooms if f"`{room}`" not in plan] == []


def test_the_map_shows_no_room_that_is_gone() -> None:
    shown = re.findall(r"`((?:desk|search|compilations|printing|gateways|pages)/[\w/]+\.py)`", text("docs/map.md"))
    assert [room for room in shown if not (ROOT / room).exists()] == []


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
