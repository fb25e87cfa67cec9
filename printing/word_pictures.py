"""Pictures of Word files that lie on the page itself and not in a line."""

import io
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from printing.word import describe_picture

_ANCHOR = f"""<wp:anchor {nsdecls("wp", "a", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"
 relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>"""


def cover_page(paragraph: Paragraph, picture: bytes, width: float, height: float, words: str) -> None:
    """Lay a picture over the page of a paragraph, from its upper left corner, behind the text; points."""
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(picture), Pt(width), Pt(height))
    describe_picture(run, words)
    inline: Any = next(run._r.iter(qn("wp:inline")))
    anchor: Any = parse_xml(_ANCHOR)
    for part in list(inline):
        if part.tag == qn("wp:docPr"):
            anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
        anchor.append(part)
    inline.getparent().replace(inline, anchor)
