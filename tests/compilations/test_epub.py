"""The EPUB, judged by epubcheck."""

import subprocess
import zipfile
from pathlib import Path

from compilations import epub, landmarks
from compilations.blocks import Block, ListItem, Run
from compilations.epub_blocks import xhtml
from compilations.volume import Volume, VolumeSection
from tests.compilations.volumes import text_entry, volume

EPUBCHECK = ("java", "-jar", "/usr/bin/epubcheck")


def built(made: Volume, folder: Path) -> Path:
    path = folder / "volume.epub"
    epub.render(made, path)
    return path


def file(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"book/{name}").decode()


def complaints(path: Path) -> str:
    """What epubcheck says of a book, warnings included; nothing of a sound one."""
    done = subprocess.run([*EPUBCHECK, "--failonwarnings", path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    hostile = text_entry("<标题> & “引号”", 'a < b & c > d "e"', source="《<源>》&", citation="[1] <&>")
    path = built(volume(*volume().sections, VolumeSection("<节>&", (hostile,)), is_sample=True), tmp_path)
    assert complaints(path) == ""


def test_the_navigation_has_the_lines_of_the_contents(tmp_path: Path) -> None:
    made = volume()
    nav = file(built(made, tmp_path), "nav.xhtml")
    places = [nav.index(f'<a href="{mark.anchor}.xhtml">{mark.title}</a>') for mark in landmarks.contents(made)]
    assert places == sorted(places)


def test_the_mongolian_title_goes_down_the_cover(tmp_path: Path) -> None:
    path = built(volume(), tmp_path)
    cover, style = file(path, "cover.xhtml"), file(path, "style.css")
    assert '<div class="mongolian"><span lang="mn-Mong" xml:lang="mn-Mong">ᠲᠠᠯ᠎ᠠ</span>' in cover
    assert "writing-mode: vertical-lr" in style


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    first = built(volume(), tmp_path).read_bytes()
    assert built(volume(), tmp_path).read_bytes() == first


def item(words: str, depth: int = 0, number: int | None = None) -> Block:
    return ListItem((Run(words),), depth, number)


def test_lists_nest_as_they_were_written() -> None:
    blocks = (item("甲"), item("乙", 1, 3), item("丙", 1, 4), item("丁"), item("戊", 0, 1))
    assert xhtml(blocks) == (
        '<ul><li>甲<ol><li value="3">乙</li><li value="4">丙</li></ol></li><li>丁</li></ul>\n'
        '<ol><li value="1">戊</li></ol>'
    )


def test_a_list_that_begins_too_deep_is_still_a_list() -> None:
    assert xhtml((item("甲", 2), item("乙"))) == "<ul><li>甲</li><li>乙</li></ul>"
