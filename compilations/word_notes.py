"""Notes of a Word file: real footnotes, or where a volume has them at the end, paragraphs that close their entry.

python-docx 1.2.0 knows no footnotes, so the part that holds them is made here: two separators that Word asks for, then
the notes in the order in which the text calls them, ① ② ③ from ① on each page.

Word's own endnotes close a section of the file, which an entry is not, and LibreOffice puts them all behind the last
page with numbers that go on. So a note at the end is a paragraph beneath the text of its entry, as in print and in the
EPUB; its number leads to it and back, and stands at the same place in Word, WPS and LibreOffice.
"""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from compilations.pdf_notes import end_mark
from compilations.volume import NotesAt
from printing.word_bookmarks import add_bookmark, link_within

NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"
END_NOTE_TEXT = "endnote text"
NOTE_LINK = "_Note_"  # the bookmark of a note, with its number in the volume; of the place that calls it, `_NoteCall_`
_CALL = "_NoteCall_"
_NUMBERS = "decimalEnclosedCircleChinese"
_FIRST = 1  # -1 and 0 are the separators
_WAITING = "w:endnotes"  # beneath the root, while the file is written: notes whose entry is not over
_BOOKMARKS_FROM = 1_000_000  # other bookmarks are numbered from 1
_AFTER_IN_SETTINGS = (
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol",
    "w:listSeparator",
)  # fmt: skip
_AFTER_IN_SECTION = ("w:endnotePr", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid")


def lay_notes(document: WordDocument, at: NotesAt) -> None:
    """Prepare a document, before it has a second section, for the notes that `new_note` adds."""
    if at == "foot":
        _lay_footnotes(document)
    else:
        root: Any = document.element
        root.append(OxmlElement(_WAITING))
    mark_style = document.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark_style.font.superscript = True


def new_note(paragraph: Paragraph) -> Paragraph | None:
    """Call a note where `paragraph` ends; the paragraph of the note, None within a note, which can call none."""
    owner: Any = paragraph.part
    waiting = owner.element.find(qn(_WAITING))
    if waiting is not None:
        return None if paragraph._p.getparent() is waiting else _new_end_note(paragraph, waiting)
    notes = next((one.target_part for one in owner.rels.values() if one.reltype == RELATIONSHIP_TYPE.FOOTNOTES), None)
    return None if notes is None else _new_footnote(paragraph, notes)


def close_notes(document: WordDocument, above: float) -> None:
    """The text of an entry is over: what it called and waits stands beneath it, `above` points between them."""
    root: Any = document.element
    waiting = root.find(qn(_WAITING))
    if waiting is None:
        return
    for number, note in enumerate(list(waiting)):
        root.body.sectPr.addprevious(note)
        if number == 0:
            Paragraph(note, document.part).paragraph_format.space_before = Pt(above)


def end_notes(document: WordDocument) -> None:
    """All entries are over: take out what the file must not have."""
    root: Any = document.element
    for waiting in root.findall(qn(_WAITING)):
        root.remove(waiting)


def _lay_footnotes(document: WordDocument) -> None:
    marks = "".join(
        f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{name}/></w:r></w:p></w:footnote>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    element: Any = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{marks}</w:footnotes>")
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, element, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.settings.element.insert_element_before(_properties(with_marks=True), *_AFTER_IN_SETTINGS)
    # Later sections are copies of the first one.
    document.sections[0]._sectPr.insert_element_before(_properties(with_marks=False), *_AFTER_IN_SECTION)


def _new_footnote(paragraph: Paragraph, part: Any) -> Paragraph:
    number = str(len(part.element) - 2 + _FIRST)
    _mark(paragraph, "footnoteReference").set(qn("w:id"), number)
    note: Any = OxmlElement("w:footnote")
    note.set(qn("w:id"), number)
    part.element.append(note)
    text: Any = OxmlElement("w:p")
    note.append(text)
    made = Paragraph(text, part)
    made._p.style = NOTE_TEXT.replace(" ", "")
    _mark(made, "footnoteRef")
    made.add_run(" ")
    return made


def _new_end_note(paragraph: Paragraph, waiting: Any) -> Paragraph:
    """A paragraph that waits, its mark (①, numbered through the entry) linked with the one in the text."""
    number = int(waiting.get("called", "0")) + 1
    waiting.set("called", str(number))
    text: Any = OxmlElement("w:p")
    waiting.append(text)
    made = Paragraph(text, paragraph.part)
    made._p.style = END_NOTE_TEXT.replace(" ", "")
    mark = end_mark(len(waiting))
    call = _linked(paragraph, mark, f"{_CALL}{number}", f"{NOTE_LINK}{number}", _BOOKMARKS_FROM + 2 * number)
    call._r.style = NOTE_MARK.replace(" ", "")
    _linked(made, mark, f"{NOTE_LINK}{number}", f"{_CALL}{number}", _BOOKMARKS_FROM + 2 * number + 1)
    made.add_run("\u3000")
    return made


def _linked(paragraph: Paragraph, mark: str, here: str, there: str, bookmark: int) -> Any:
    """A mark that is the place `here` and leads `there`."""
    add_bookmark(paragraph, here, bookmark)
    before = len(paragraph._p.findall(qn("w:r")))
    run = paragraph.add_run(mark)
    link_within(paragraph, there, before)
    return run


def _mark(paragraph: Paragraph, tag: str) -> Any:
    """The number of a note, which Word works out."""
    run = paragraph.add_run()
    run._r.style = NOTE_MARK.replace(" ", "")
    mark: Any = OxmlElement(f"w:{tag}")
    run._r.append(mark)
    return mark


def _properties(*, with_marks: bool) -> Any:
    properties: Any = OxmlElement("w:footnotePr")
    facts = [("numFmt", "val", _NUMBERS), ("numRestart", "val", "eachPage")]
    if with_marks:
        facts += [("footnote", "id", "-1"), ("footnote", "id", "0")]
    for tag, name, value in facts:
        fact: Any = OxmlElement(f"w:{tag}")
        fact.set(qn(f"w:{name}"), value)
        properties.append(fact)
    return properties
