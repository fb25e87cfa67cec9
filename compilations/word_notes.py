"""Notes of a Word file: real footnotes, or endnotes where a volume has them at the end.

python-docx 1.2.0 knows neither, so the part that holds them is made here: two separators that Word asks for, then the
notes in the order in which the text calls them. They are numbered ① ② ③, footnotes from ① on each page.
"""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from compilations.volume import NotesAt

NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"
_NUMBERS = "decimalEnclosedCircleChinese"
_FIRST = 1  # -1 and 0 are the separators
_RELATIONS = {RELATIONSHIP_TYPE.FOOTNOTES: "footnote", RELATIONSHIP_TYPE.ENDNOTES: "endnote"}
_CONTENT = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
_AFTER_IN_SETTINGS = (
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol",
    "w:listSeparator",
)  # fmt: skip
_AFTER_IN_SECTION = ("w:endnotePr", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid")


def lay_notes(document: WordDocument, at: NotesAt) -> None:
    """Prepare a document, before it has a second section, for the notes that `new_note` adds."""
    kind = "footnote" if at == "foot" else "endnote"
    marks = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{mark}/></w:r></w:p></w:{kind}>"
        for number, name, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    element: Any = parse_xml(f"<w:{kind}s {nsdecls('w', 'r')}>{marks}</w:{kind}s>")
    part = XmlPart(PackURI(f"/word/{kind}s.xml"), _CONTENT[kind], element, document.part.package)
    document.part.relate_to(part, next(relation for relation, name in _RELATIONS.items() if name == kind))
    document.settings.element.insert_element_before(_properties(kind, with_marks=True), *_AFTER_IN_SETTINGS)
    # Later sections are copies of the first one.
    document.sections[0]._sectPr.insert_element_before(_properties(kind, with_marks=False), *_AFTER_IN_SECTION)
    mark_style = document.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark_style.font.superscript = True


def new_note(paragraph: Paragraph) -> Paragraph | None:
    """Call a note where `paragraph` ends; the empty paragraph of the note, None within a note, which can call none."""
    found = next(
        (each for each in paragraph.part.rels.values() if each.reltype in _RELATIONS and not each.is_external), None
    )
    if found is None:
        return None
    kind = _RELATIONS[found.reltype]
    part: Any = found.target_part
    number = str(len(part.element) - 2 + _FIRST)
    _mark(paragraph, f"{kind}Reference").set(qn("w:id"), number)
    note: Any = OxmlElement(f"w:{kind}")
    note.set(qn("w:id"), number)
    part.element.append(note)
    text: Any = OxmlElement("w:p")
    note.append(text)
    made = Paragraph(text, part)
    made._p.style = NOTE_TEXT.replace(" ", "")
    _mark(made, f"{kind}Ref")
    made.add_run(" ")
    return made


def _mark(paragraph: Paragraph, tag: str) -> Any:
    """The number of a note, which Word works out."""
    run = paragraph.add_run()
    run._r.style = NOTE_MARK.replace(" ", "")
    mark: Any = OxmlElement(f"w:{tag}")
    run._r.append(mark)
    return mark


def _properties(kind: str, *, with_marks: bool) -> Any:
    properties: Any = OxmlElement(f"w:{kind}Pr")
    facts = [("numFmt", "val", _NUMBERS), ("numRestart", "val", "eachPage" if kind == "footnote" else "eachSect")]
    if kind == "endnote" and with_marks:
        facts.insert(0, ("pos", "val", "sectEnd"))
    if with_marks:
        facts += [(kind, "id", "-1"), (kind, "id", "0")]
    for tag, name, value in facts:
        fact: Any = OxmlElement(f"w:{tag}")
        fact.set(qn(f"w:{name}"), value)
        properties.append(fact)
    return properties
