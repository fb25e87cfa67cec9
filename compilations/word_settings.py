"""What holds for the whole of a Word file: its language and settings, and how spaces between paragraphs meet."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_WORD_2013 = "15"  # and all later ones; anything lower opens as 兼容模式


def lay_settings(document: WordDocument) -> None:
    """Set a new document for Chinese text on two sides of the paper, as the Word of today writes one."""
    document.settings.odd_and_even_pages_header_footer = True
    settings: Any = document.settings.element
    settings.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    # A line that ends by hand is not to be spread over the measure.
    settings.find(qn("w:compat")).insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    for fact in settings.iter(qn("w:compatSetting")):
        if fact.get(qn("w:name")) == "compatibilityMode":
            fact.set(qn("w:val"), _WORD_2013)


def collapse_spaces(document: WordDocument) -> None:
    """Let the larger of two spaces that meet stand alone, as in print; Word would add them."""
    body: Any = document.element.body
    spaces = {style.style_id: _own(style.element) for style in document.styles}
    after = 0
    for element in body:
        if element.tag != qn("w:p"):
            after = 0 if element.tag == qn("w:tbl") else after
            continue
        properties = element.pPr
        style = properties.pStyle if properties is not None else None
        before, next_after = _meeting(properties, spaces.get(style.val if style is not None else "Normal", (0, 0)))
        if after and before:
            element.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(max(0, before - after)))
        after = next_after


def _own(element: Any) -> tuple[int, int]:
    """Space before and after of a style or paragraph, in twentieths of a point; 0 where nothing is said."""
    return _meeting(element.find(qn("w:pPr")), (0, 0))


def _meeting(properties: Any, otherwise: tuple[int, int]) -> tuple[int, int]:
    spacing = None if properties is None else properties.find(qn("w:spacing"))
    if spacing is None:
        return otherwise
    before, after = (spacing.get(qn(f"w:{name}")) for name in ("before", "after"))
    return otherwise[0] if before is None else int(before), otherwise[1] if after is None else int(after)
