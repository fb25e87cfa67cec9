"""The styles of a volume in Word: named as Word names them, set as the PDF is set, in fonts that readers have."""

from dataclasses import replace

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from compilations.pdf_layout import Layout
from compilations.word_notes import NOTE_TEXT
from printing.word import Look, set_look

FRONT_TITLE = "前后附页标题"  # a page before or after the body: in the contents, beside the sections
CONTENTS_TITLE = "目录标题"
QUOTE = "Quote"
LIST = "列表段落"
SOURCE = "出处"
CELL = "表格文字"
PICTURE = "图"
CAPTION = "图题"
COVER = "封面文字"
CONTENTS_LINE = {1: "toc 1", 2: "toc 2", 3: "toc 3"}  # Word's own names: it sets these when it makes the contents anew
_BUILT_IN = {*CONTENTS_LINE.values(), NOTE_TEXT}
DEEPEST = 6  # heading styles that are set: section, entry, four levels inside


def lay_styles(document: WordDocument, measures: Layout) -> None:
    """Set the styles that a volume uses; those that Word does not have are made."""
    for name, look in _looks(measures).items():
        set_look(_style(document, name), look)
    _outline(_style(document, FRONT_TITLE), 0)
    for level, left in ((1, 0.0), (2, 1.5), (3, 3.0)):
        contents = _style(document, CONTENTS_LINE[level])
        set_look(
            contents,
            replace(_body(measures), alignment="left", left_chars=left, chinese="黑体" if level == 1 else "宋体"),
        )
        _dotted_tab(contents, measures.measure)


def _looks(measures: Layout) -> dict[str, Look]:
    body = _body(measures)
    size, line = measures.size, measures.leading
    title = replace(
        body, chinese="黑体", size=size * 1.5, line=line * 1.5, alignment="center", first_chars=0, after=line * 0.75,
        keep_next=True,
    )  # fmt: skip
    small = replace(body, size=size - 1.5, line=line * 0.86, first_chars=0)
    looks = {
        "Normal": replace(body, first_chars=0),
        "Body Text": replace(body, first_chars=2),
        "Heading 1": replace(title, size=size * 2.2, line=line * 2, before=measures.depth * 0.36),
        "Heading 2": title,
        FRONT_TITLE: title,
        CONTENTS_TITLE: title,
        QUOTE: replace(body, chinese="楷体", first_chars=2, left_chars=2),
        LIST: replace(body, first_chars=2),
        SOURCE: replace(small, color="333333", before=line / 2),
        NOTE_TEXT: small,
        PICTURE: replace(body, alignment="center", line=0, before=line / 2),
        CAPTION: replace(small, alignment="center", after=line / 2),
        CELL: replace(small, alignment="left", line=line * 0.8),
        COVER: replace(body, alignment="left", size=13, line=22, first_chars=0),
        "Header": replace(small, color="595959"),
        "Footer": replace(small, color="595959"),
    }
    return looks | {
        f"Heading {level}": replace(
            body,
            chinese="黑体",
            size=size * {3: 1.24, 4: 1.1}.get(level, 1.0),
            alignment="left",
            left_chars=2,
            first_chars=0,
            before=line * {3: 0.75, 4: 0.25}.get(level, 0.0),
            after=line * {3: 0.25, 4: 0.25}.get(level, 0.0),
            keep_next=True,
        )
        for level in range(3, DEEPEST + 1)
    }


def _body(measures: Layout) -> Look:
    return Look(size=measures.size, line=measures.leading)


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
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _dotted_tab(style: ParagraphStyle, position: float) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(Pt(position), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
