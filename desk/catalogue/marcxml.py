"""MARCXML in any namespace (MARC 21 slim, UNIMARC, an SRU answer around it): elements are known by their local names.

The parser fetches nothing, resolves no entities and keeps libxml2's limits.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from desk.catalogue.marc import Field, Marc
from desk.errors import Invalid

_PARTS = {"leader", "controlfield", "datafield"}
_DECLARATIONS = (b"<!ENTITY", b"<!ELEMENT", b"<!ATTLIST")
_HEAD = 65_536


def elements(path: Path) -> Iterator[tuple[Marc, bytes] | Invalid]:
    """Each record with its own bytes; where the XML breaks off, the last value is a refusal.

    A document that declares entities is refused whole: what they stand for is not read, so text would be missing.
    """
    with path.open("rb") as file:
        if any(word in file.read(_HEAD) for word in _DECLARATIONS):
            raise Invalid("这个 XML 文件带有实体定义，出于安全没有读取。请用原系统导出不带 DTD 的 MARCXML。")
    events = etree.iterparse(
        str(path), events=("end",), tag="{*}record", resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in events:
            if any(_name(child) in _PARTS for child in element):
                yield _record(element), etree.tostring(element, encoding="utf-8", with_tail=False)
            _forget(element)
    except etree.XMLSyntaxError as error:
        yield Invalid("XML 从第 {line} 行起不完整，之后的记录没有读到。请重新取得完整的文件。", line=error.lineno or 1)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _record(element: etree._Element) -> Marc:
    leader = next((_text(child) for child in element if _name(child) == "leader"), "")
    return Marc(leader, tuple(_field(child) for child in element if _name(child) in ("controlfield", "datafield")))


def _field(element: etree._Element) -> Field:
    tag = (element.get("tag") or "").strip()
    if _name(element) == "controlfield":
        return Field(tag, "", _text(element), ())
    subfields = tuple((child.get("code") or " ", _text(child)) for child in element if _name(child) == "subfield")
    return Field(tag, (element.get("ind1") or " ") + (element.get("ind2") or " "), "", subfields)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _forget(element: etree._Element) -> None:
    """Free a record that has been read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
