"""The styles of a volume in Word: named as Word names them, set as the PDF is set, in fonts that readers have."""

from dataclasses import replace
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from compilations.pdf_layout import GREY, Layout
from compilations.pdf_notes import note_style
from compilations.word_notes import END_NOTE_TEXT, NOTE_TEXT
from printing.text_style import TextStyle
from printing.word import Look, set_look

FRONT_TITLE = "前后附页标题"  # a page before or after the body: in the contents, beside the sections
CONTENTS_TITLE = "目录标题"
QUOTE = "Quote"
LIST = "列表段落"
SOURCE = "出处"
CELL = "表格文字"
TABLE_SPACE = "表格间隔"  # paragraphs that hold a table apart, no part of the text
CITATION = "参考文献条目"
INDEX_LETTER, INDEX_LINE = "index heading", "index 1"
PICTURE = "图"
CAPTION = "图题"
COVER = "封面文字"
CONTENTS_LINE = {1: "toc 1", 2: "toc 2", 3: "toc 3"}  # Word's own names: it sets these when it makes the contents anew
_BUILT_IN = {*CONTENTS_LINE.values(), NOTE_TEXT, END_NOTE_TEXT, INDEX_LETTER, INDEX_LINE}
DEEPEST = 6  # heading styles that are set: section, entry (or section within and entry), and the levels inside
FACES = {"song": "宋体", "hei": "黑体", "kai": "楷体", "fangsong": "仿宋"}
_ALIGNMENTS = {"justify": "both", "left": "left", "center": "center", "right": "right"}


def lay_styles(document: WordDocument, measures: Layout, entry_level: int) -> None:
    """Set the styles that a volume uses; those that Word does not have are made.

    Titles of entries stand at heading 2 to `entry_level` (3 where sections have sections within), their own headings
    below.
    """
    for name, look in _looks(measures, entry_level).items():
        set_look(_style(document, name), look)
    for name in ("Header", "Footer"):  # the template's stops are for another page
        properties = _style(document, name).element.get_or_add_pPr()
        for tabs in properties.findall(qn("w:tabs")):
            properties.remove(tabs)
    _outline(_style(document, FRONT_TITLE), 0)
    for level, left in ((1, 0.0), (2, 1.5), (3, 3.0)):
        contents = _style(document, CONTENTS_LINE[level])
        line = replace(measures.plain, face="hei", space_before=measures.leading / 2) if level == 1 else measures.plain
        set_look(contents, look_of(replace(line, left_indent_em=left)))
        _dotted_tab(contents, measures.measure)


def look_of(style: TextStyle) -> Look:
    """How Word sets what is printed in `style`."""
    return Look(
        chinese=FACES[style.face],
        size=style.size,
        line=style.leading,
        bold=style.bold,
        color=style.color.removeprefix("#"),
        alignment=_ALIGNMENTS[style.alignment],
        first_chars=style.first_indent_em,
        left_chars=style.left_indent_em,
        right_chars=style.right_indent_em,
        before=style.space_before,
        after=style.space_after,
        keep_next=style.keep_with_next,
    )


def section_look(measures: Layout) -> Look:
    """The title of a section within a section."""
    return look_of(replace(measures.title(1.8), space_after=measures.leading * 1.5, color=measures.accent))


def _looks(measures: Layout, entry_level: int) -> dict[str, Look]:
    line = measures.leading
    body, title, small = look_of(measures.body), measures.title(1.5), look_of(measures.small)
    entry = look_of(replace(title, space_after=line * 0.75))
    front = look_of(replace(title, space_after=line))
    part = measures.title(2.2)
    looks = {
        "Normal": replace(body, first_chars=0),
        "Body Text": body,
        "Heading 1": replace(look_of(part), line=part.size * 1.55, before=measures.depth * 0.3),
        FRONT_TITLE: front,
        CONTENTS_TITLE: front,
        QUOTE: look_of(measures.quote),
        LIST: body,
        SOURCE: replace(small, before=line / 2),
        TABLE_SPACE: replace(body, first_chars=0, line=1),  # a line that is not seen
        CITATION: replace(small, alignment="left", after=3),
        INDEX_LETTER: replace(small, chinese="黑体", before=line / 2, keep_next=True),
        INDEX_LINE: replace(small, alignment="left", left_chars=1.5, first_chars=-1.5),
        NOTE_TEXT: replace(look_of(note_style(measures)), line=line * 0.76),
        END_NOTE_TEXT: replace(look_of(note_style(measures)), first_chars=-2, left_chars=2),
        PICTURE: replace(body, alignment="center", line=0, first_chars=0, before=line / 2),
        CAPTION: replace(small, alignment="center", after=line / 2),
        CELL: look_of(measures.cell),
        COVER: replace(body, chinese="宋体", alignment="left", size=13, line=22, first_chars=0),
        "Header": replace(small, size=measures.head_size, color=GREY.removeprefix("#")),
        "Footer": replace(small, size=measures.head_size, color=_folio_color(measures)),
    }
    entries = {f"Heading {level}": entry for level in range(2, entry_level + 1)}
    inside = {
        f"Heading {entry_level + level}": look_of(measures.heading(level, centred=False))
        for level in range(1, DEEPEST - entry_level + 1)
    }
    return looks | entries | inside


def _folio_color(measures: Layout) -> str:
    return "000000" if measures.is_official else GREY.removeprefix("#")


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN)
        made.base_style = styles["Normal"]
    style = styles[name]
    assert isinstance(style, ParagraphStyle)
    assert style.style_id == name.replace(" ", "")  # printing.word.set_style relies on it
    return style


def _outline(style: ParagraphStyle, level: int) -> None:
    """Let contents and navigation see a style that is no built-in heading."""
    mark: Any = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _dotted_tab(style: ParagraphStyle, position: float) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(Pt(position), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
