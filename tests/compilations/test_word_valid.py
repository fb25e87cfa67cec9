"""The Word file, judged by the Open XML SDK: nothing of it may be other than the standard and Word have it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from compilations import word
from compilations.blocks import Paragraph, Run
from compilations.pictures import Pictures
from compilations.volume import VolumeEntry, VolumeSection
from tests.compilations.open_xml import VERSIONS, complaints
from tests.compilations.rich import rich_volume
from tests.compilations.test_word import part
from tests.compilations.volumes import volume
from tests.compilations.word_files import repacked

pytestmark = pytest.mark.xdist_group("open_xml")
KINDS: dict[str, dict[str, Any]] = {
    "foot": {},
    "end": {"notes_at": "end", "design": "ornament", "ecopy_url": ""},
    "official": {"page_format": "a4", "design": "official", "notes_at": "end"},
    "large": {"type_size": "large", "design": "plain"},
}
SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a style in the wrong place": lambda xml: xml.replace(b"<w:pPr><w:pStyle", b"<w:pPr><w:jc/><w:pStyle", 1),
    "a note that is not there": lambda xml: xml.replace(b'footnoteReference w:id="1"', b'footnoteReference w:id="999"'),
    "a word that Word does not have": lambda xml: xml.replace(b'w:fmt="decimal"', b'w:fmt="decimals"'),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """The complaints about each kind of volume and about each spoilt one, by name."""
    folder = tmp_path_factory.mktemp("valid")
    pictures = Pictures(folder / "pictures")
    paths = {name: folder / f"{name}.docx" for name in (*KINDS, "small", *SPOILT)}
    for name, more in KINDS.items():
        word.render(rich_volume(pictures, **more), paths[name], pictures=pictures)
    short = VolumeSection("节", (VolumeEntry("条", (Paragraph((Run("文", note=(Run("注"),)),)),)),))
    word.render(volume(short, title_mn="", preface=()), paths["small"])
    for name, spoil in SPOILT.items():
        paths[name].write_bytes(spoilt(paths["small"].read_bytes(), spoil))
    told = complaints(list(paths.values()))
    return {name: told[path] for name, path in paths.items()}


def spoilt(content: bytes, spoil: Callable[[bytes], bytes]) -> bytes:
    return repacked(content, lambda name, part: spoil(part) if name == "word/document.xml" else part)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", [*KINDS, "small"])
def test_the_sdk_has_no_complaint(found: dict[str, dict[str, list[str]]], name: str, version: str) -> None:
    assert found[name][version] == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", SPOILT)
def test_the_sdk_complains_of_a_spoilt_file(found: dict[str, dict[str, list[str]]], name: str, version: str) -> None:
    assert found[name][version] != []


def test_bookmarks_are_named_and_numbered_once(tmp_path: Path) -> None:
    """Word drops the second of two; the SDK does not look at it."""
    pictures = Pictures(tmp_path / "pictures")
    word.render(rich_volume(pictures), tmp_path / "a.docx", pictures=pictures)
    marks = list(part(tmp_path / "a.docx", "word/document.xml").iter(qn("w:bookmarkStart")))
    for key in ("name", "id"):
        found = [mark.get(qn(f"w:{key}")) for mark in marks]
        assert len(found) == len(set(found))
    assert {"entry_7", "e12b0", "_Toc_s1s1e2", "_Toc_index"} <= {mark.get(qn("w:name")) for mark in marks}
