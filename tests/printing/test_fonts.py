"""Which font sets which character, and what the fonts of a file say of their text."""

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics

from desk.errors import NotFound
from printing import fonts
from printing.embedding import to_unicode
from printing.fonts import Faces, faces, missing_characters, register, split_by_font


@pytest.mark.parametrize(
    ("text", "face", "pieces"),
    [
        ("图书馆", "song", [("song", "图书馆")]),
        ("图书馆 Library", "hei", [("hei", "图书馆 Library")]),
        ("蒙古文ᠨᠣᠮ书", "song", [("song", "蒙古文"), ("mongolian", "ᠨᠣᠮ"), ("song", "书")]),
        ("ᠨᠣᠮ\u202fᠤᠨ", "kai", [("mongolian", "ᠨᠣᠮ\u202fᠤᠨ")]),  # NNBSP belongs to the word
        ("Монгол ном", "song", [("song", "Монгол ном")]),
        ("Өвөр Монгол", "song", [("kai", "Өвөр"), ("song", " "), ("kai", "Монгол")]),  # all the Cyrillic in one face
        ("𠮷野", "hei", [("kai", "𠮷"), ("hei", "野")]),
        ("葛\U000e0100城", "song", [("song", "葛\U000e0100城")]),  # a variation selector changes no font
        ("😀", "song", [("song", "😀")]),
        ("", "song", []),
    ],
)
def test_no_character_is_lost_for_want_of_a_glyph(text: str, face: str, pieces: list[tuple[str, str]]) -> None:
    assert split_by_font(text, face) == pieces


def test_characters_that_no_font_has_are_named_once() -> None:
    assert missing_characters("图😀书\u200b\u202f馆😀\ue263 ᠨᠣᠮ\u180e") == ["😀", "\ue263"]


def test_all_that_a_title_may_bring_is_covered() -> None:
    assert missing_characters("〇々①②③㈠Ⅳ℃№《》【】〔〕“”‘’—…·～％‰×÷±≤≥→αβγАБВөүӨҮñéü①") == []


@pytest.mark.parametrize(
    ("face", "bold", "name"),
    [
        ("song", True, "song-bold"),
        ("hei-bold", True, "hei-bold"),
        ("kai", True, "kai"),
        ("fangsong", False, "song"),
        ("fangsong", True, "song-bold"),
        ("mongolian", True, "mongolian"),
    ],
)
def test_a_face_that_is_not_there_has_a_stand_in(face: str, bold: bool, name: str) -> None:
    desk_only = Faces({each: font for each, font in faces().fonts.items() if each in fonts.NAMES})
    assert desk_only.name_of(face, bold) == name


def test_an_unknown_face_is_refused() -> None:
    with pytest.raises(NotFound, match="小标宋"):
        faces().name_of("小标宋")


def test_the_operators_licensed_font_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "fangsong.ttf").symlink_to(fonts.FONTS_FOLDER / "kai.ttf")
    (tmp_path / "song.ttf").symlink_to(fonts.FONTS_FOLDER / "hei.ttf")
    known = register.__wrapped__(tmp_path)
    try:
        assert known.fonts["song"].path.parent == tmp_path
        assert known.name_of("fangsong") == "fangsong"
    finally:  # registered names outlive the test
        for name in ("fangsong", "song"):
            pdfmetrics._fonts.pop(name, None)
            pdfmetrics._dynFaceNames.pop(name, None)
        for name, font in faces().fonts.items():
            pdfmetrics._fonts[name] = font


def test_fonts_that_were_never_brought_are_refused_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FONTS_FOLDER", tmp_path)
    with pytest.raises(NotFound, match=r"song\.ttf.*make fonts"):
        register.__wrapped__(None)


def test_text_beyond_the_first_plane_is_written_as_surrogate_pairs() -> None:
    cmap = to_unicode(["中", "\U00020164", "——", ""]).decode()
    assert "<0001> <4E2D>" in cmap
    assert "<0002> <D840DD64>" in cmap
    assert "<0003> <20142014>" in cmap
    assert "<0004>" not in cmap
    assert "3 beginbfchar" in cmap


def test_no_section_of_a_cmap_is_longer_than_a_viewer_must_take() -> None:
    cmap = to_unicode([chr(0x4E00 + each) for each in range(250)]).decode()
    assert [int(line.split()[0]) for line in cmap.splitlines() if "beginbfchar" in line] == [100, 100, 50]


def test_widths_are_those_of_the_font() -> None:
    song = faces().fonts["song"]
    assert song.stringWidth("中国", 10) == 20.0
    assert song.stringWidth("", 10) == 0.0
    assert pdfmetrics.stringWidth("中国", "song", 10) == 20.0
