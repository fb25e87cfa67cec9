"""发稿单: the sheet that goes to the printer with a volume: what it is, who signed it, what he confirms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from compilations import editions, signing
from compilations.blocks import runs_of, words
from compilations.editing import outline
from compilations.signing import Signature
from compilations.states import STATE_LABELS
from compilations.volume import PAGE_FORMATS, Volume, chinese_date
from desk import clock
from desk.tables import CompilationState, IssuedVolume, Verdict
from printing.paper import MM, PaperCanvas
from printing.setting import line_width, set_block, set_line
from printing.text_style import TextStyle

WIDTH, HEIGHT = 210.0 * MM, 297.0 * MM
LEFT, RIGHT, TOP = 20.0 * MM, 190.0 * MM, 272.0 * MM
_ROW, _LABEL, _PAD = 10.5 * MM, 24.0 * MM, 2.0 * MM
_SMALLEST = 6.0  # points
_HEAD = TextStyle(size=20, leading=26, face="hei", first_indent_em=0, alignment="center")
_SMALL = TextStyle(size=9, leading=12, first_indent_em=0, alignment="left", color="#444444")
_NAME = TextStyle(size=10.5, leading=12.5, face="hei", first_indent_em=0, alignment="left")
_VALUE = TextStyle(size=10.5, leading=12.5, first_indent_em=0, alignment="left")
_FORMATS = {"16k": "16 开", "a4": "A4"}
_DESIGNS = {"formal": "红白", "plain": "素面", "ornament": "民族纹样", "official": "公文"}
_SIZES = {"normal": "常规字号", "large": "大字"}
_KINDS = {"conference": "会议信息资料", "permit": "内部资料"}
_FILES = "□ 正文 PDF　　□ 封面 PDF　　□ 拼版 PDF　　□ Word　　□ EPUB"
_OF_THE_PRINTER = (("接稿人", "接稿日期"), ("样张核对", "核对日期"), ("交货日期", "承印单位章"))
_STAGES = (
    CompilationState.EDITING,
    CompilationState.FIRST_REVIEW,
    CompilationState.SECOND_REVIEW,
    CompilationState.FINAL_REVIEW,
)


@dataclass(frozen=True)
class SheetFacts:
    """What the sheet says. `digest`: of the issued volume; empty: it is not issued, and the sheet says so."""

    number: int
    volume: Volume
    signatures: tuple[Signature, ...]
    digest: str
    printed_at: datetime


def sheet_facts(db: Session, compilation_id: int, *, library: str, now: datetime) -> SheetFacts:
    """The facts of a compilation: of the volume as it was issued, or as it stands where it is not.

    Printer, day and print run are those agreed last: `editing.note_printing` may have noted them after the signature.
    """
    compilation = outline(db, compilation_id).compilation
    issued = db.get(IssuedVolume, compilation_id)
    volume = editions.to_build(db, compilation_id, library=library, on=clock.local_date(now))
    said = signing.history(db, compilation_id)
    kept = tuple(each for each in said if each.round == compilation.round and each.verdict != Verdict.RETURNED)
    agreed = replace(
        volume.imprint,
        printer=compilation.printer,
        printed_on=compilation.printed_on,
        print_run=compilation.print_run,
    )
    return SheetFacts(compilation_id, replace(volume, imprint=agreed), kept, issued.digest if issued else "", now)


def manuscript_sheet(facts: SheetFacts) -> bytes:
    """The sheet as PDF, one page of A4; a stage that nobody has signed yet has room for a hand."""
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.setTitle(f"发稿单：{facts.volume.title}")
    canvas.setLineWidth(0.5)
    set_line(canvas, "专题资料汇编发稿单", LEFT, TOP, _HEAD, RIGHT - LEFT)
    state = "已签发" if facts.digest else "未签发，不能付印"
    set_line(canvas, f"编号 {facts.number}　{state}", LEFT, TOP - 9 * MM, _SMALL)
    y = _facts(canvas, facts, TOP - 12 * MM)
    y = _signatures(canvas, facts, y - 6 * MM)
    y = _line(canvas, (LEFT, RIGHT), y - 6 * MM, ("以下由承印单位填写",), (_NAME,))
    y = _grid(canvas, y, [((one, ""), (other, "")) for one, other in _OF_THE_PRINTER])
    day = chinese_date(clock.local_date(facts.printed_at))
    set_line(canvas, f"{facts.volume.library}　{day}制单", LEFT, y - 7 * MM, _SMALL)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def characters(volume: Volume) -> int:
    """How many characters its texts have, blanks left out, as editors count them (字数)."""
    blocks = [*volume.preface, *(block for entry in volume.entries for block in entry.blocks)]
    texts = [words(runs) for block in blocks for runs in runs_of(block)]
    return sum(not character.isspace() for text in texts for character in text)


def _facts(canvas: Any, facts: SheetFacts, y: float) -> float:
    volume, imprint = facts.volume, facts.volume.imprint
    within = sum(len(section.sections) for section in volume.sections)
    sections = f"{len(volume.sections)} 个" + (f"（下级 {within} 个）" if within else "")
    width, height = PAGE_FORMATS[volume.page_format]
    rows = [
        (("题名", volume.title),),
        (("会议", volume.conference),),
        (("版次", volume.edition), ("编辑", volume.editors)),
        (("编印单位", imprint.compiled_by or volume.library), ("发送对象", imprint.sent_to)),
        (("专题", sections), ("条目", f"{volume.entry_count} 篇")),
        (
            ("字数", f"{characters(volume)} 字"),
            ("开本", f"{_FORMATS[volume.page_format]}（{width:g} × {height:g} 毫米）"),
        ),
        (("版式", f"{_DESIGNS[volume.design]}，{_SIZES[volume.type_size]}"), ("资料性质", _KINDS[imprint.kind])),
        (("准印证号", imprint.permit), ("印数", f"{imprint.print_run} 册" if imprint.print_run else "")),
        (("印刷单位", imprint.printer), ("印刷日期", chinese_date(imprint.printed_on) if imprint.printed_on else "")),
        (("交付文件", _FILES),),
        (("签发本校验", " ".join(facts.digest[at : at + 8] for at in range(0, 32, 8))),),
    ]
    return _grid(canvas, y, rows)


def _signatures(canvas: Any, facts: SheetFacts, y: float) -> float:
    """A line for each stage of the round: who signed, what they noted, and when."""
    columns = (LEFT, LEFT + _LABEL, LEFT + 62 * MM, LEFT + 132 * MM, RIGHT)
    y = _line(canvas, columns, y, ("环节", "姓名", "意见", "时间"), (_NAME,) * 4)
    signed = {each.state: each for each in facts.signatures}
    for stage in _STAGES:
        label = str(STATE_LABELS[stage]) if stage != CompilationState.EDITING else "送审"
        found = signed.get(stage)
        said = ("", "", "")
        if found:
            at = clock.local(found.at)
            note = found.note or ("同意" if found.verdict == Verdict.PASSED else "")
            said = (found.by, note, f"{at:%Y-%m-%d %H:%M}")
        y = _line(canvas, columns, y, (label, *said), (_NAME, _VALUE, _VALUE, _VALUE))
    return y


def _grid(canvas: Any, y: float, rows: Sequence[Sequence[tuple[str, str]]]) -> float:
    """Rows of one or two facts, each a label and a value; the lower edge of the last."""
    middle = (LEFT + RIGHT) / 2
    for row in rows:
        halves = ((LEFT, RIGHT),) if len(row) == 1 else ((LEFT, middle), (middle, RIGHT))
        columns = [edge for left, _right in halves for edge in (left, left + _LABEL + 6 * MM)] + [RIGHT]
        texts = [text for fact in row for text in fact]
        y = _line(canvas, columns, y, texts, (_NAME, _VALUE) * len(row))
    return y


def _line(canvas: Any, columns: Sequence[float], y: float, texts: Sequence[str], styles: Sequence[TextStyle]) -> float:
    """A row of cells whose upper edge is `y`; a long text takes two lines, smaller where it must, and ends in …."""
    canvas.rect(columns[0], y - _ROW, columns[-1] - columns[0], _ROW)
    for (left, right), text, style in zip(pairwise(columns), texts, styles, strict=True):
        if left != columns[0]:
            canvas.line(left, y, left, y - _ROW)
        room = right - left - 2 * _PAD
        lines = 1 if line_width(text, style) <= room else 2
        baseline = y - _ROW / 2 - style.size * 0.35 + (style.leading / 2 if lines == 2 else 0)
        set_block(canvas, _shortened(text, room), left + _PAD, baseline, style, room, lines, _SMALLEST)
    return y - _ROW


def _shortened(text: str, room: float) -> str:
    """As much of a text as two lines hold in the smallest size."""
    most = 2 * int(room / _SMALLEST) - 1
    return text if len(text) <= most else text[: most - 1] + "…"
