"""What colleagues send, read; what cannot be read, refused with the next step."""

import io
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from msoffcrypto.format.ooxml import OOXMLFile

from compilations import reading
from compilations.blocks import Blocks, Heading, ListItem, Paragraph, Quote, Run, Runs, Table, runs_of, words
from compilations.word_numbering import in_figures
from desk.errors import Invalid
from tests.compilations.word_files import numbered, repacked, with_paragraph_xml, word_file


def text(words: str) -> Runs:
    return (Run(words),)


def lines(blocks: Blocks) -> list[str]:
    return [words(runs) for block in blocks for runs in runs_of(block)]


LAW = """草原保护条例

第一章　总　则

第一条 为了保护草原，制定本条例。
第二条　本条例所称草原，是指天然草原。
附：第三条规定见另册。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plain_text_is_read_in_whichever_encoding_it_came(encoding: str) -> None:
    read = reading.read("条例.txt", LAW.encode(encoding))
    assert read.title == "草原保护条例"
    assert read.blocks == (
        Heading(1, text("第一章　总　则")),
        Paragraph((Run("第一条", bold=True), Run("　为了保护草原，制定本条例。"))),
        Paragraph((Run("第二条", bold=True), Run("　本条例所称草原，是指天然草原。"))),
        Paragraph(text("附：第三条规定见另册。")),
    )


def test_a_utf8_text_with_one_broken_byte_is_refused_and_not_read_as_gb18030() -> None:
    broken = LAW[:20].encode() + b"\xff" + LAW[20:].encode()
    with pytest.raises(Invalid, match=f"第 {len(LAW[:20].encode()) + 1} 字节"):
        reading.read("条例.txt", broken)


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (
            ["报告", "一、回顾", "过去一年。", "（一）经济", "增长。", "二、任务"],
            [(1, "一、回顾"), (2, "（一）经济"), (1, "二、任务")],
        ),
        (["法", "第一编 总则", "第一章 原则", "第一条 甲。"], [(1, "第一编 总则"), (2, "第一章 原则")]),
        (["法", "（一）甲；", "（二）乙。", "一、丙，", "丁。"], []),
        (["法", "一、" + "很长" * 30, "第二章规定的事项", "丁。"], []),
    ],
)
def test_chapters_and_numbered_parts_are_headings_by_their_shape(
    lines: list[str], headings: list[tuple[int, str]]
) -> None:
    blocks = reading.read("a.txt", "\n".join(lines).encode()).blocks
    assert [(b.level, b.runs[0].text) for b in blocks if isinstance(b, Heading)] == headings


def test_when_a_law_was_passed_and_amended_stands_above_it_as_a_quotation() -> None:
    law = "草原法\n1985年6月18日 第六届全国人民代表大会常务委员会第十一次会议通过\n第一章 总则\n2020年1月1日前通过"
    assert [block.kind for block in reading.read("a.txt", law.encode()).blocks] == ["quote", "heading", "paragraph"]


def test_lines_wrapped_by_hand_are_joined_again() -> None:
    wrapped = "通知\n" + "\n".join(
        [
            "各旗县图书馆应当在会议开始之前把专架图书" * 2,
            "清点完毕，并把清单交给服务小组组长核对签字" * 2,
            "。",
            "　　第二段。",
        ]
    )
    assert [line[-3:] for line in lines(reading.read("a.txt", wrapped.encode()).blocks)] == ["签字。", "二段。"]


@pytest.mark.parametrize(
    ("source", "given", "title", "first"),
    [
        ("# 草原法\n\n正文。", "", "草原法", "正文。"),
        ("# 草 原 法\n\n正文。", "草原法", "草原法", "正文。"),
        ("# 第一部分\n\n正文。", "草原法", "草原法", "第一部分"),
        ("各位代表：\n\n正文。", "", "a", "各位代表："),
    ],
)
def test_the_first_heading_is_the_title_and_is_not_repeated(source: str, given: str, title: str, first: str) -> None:
    read = reading.read("a.md", source.encode(), title=given)
    assert (read.title, lines(read.blocks)[0]) == (title, first)


def test_a_word_file_keeps_headings_lists_tables_and_emphasis() -> None:
    def write(document: WordDocument) -> None:
        document.add_heading("草原生态补奖", 0)
        document.add_heading("一、总体情况", 1)
        paragraph = document.add_paragraph("2025年")
        paragraph.add_run("十亿元").bold = True
        paragraph.add_run("以上").italic = True
        document.add_paragraph("禁牧", "List Bullet")
        document.add_paragraph("轮牧", "List Number")
        document.add_paragraph("绿水青山", "Quote")
        table = document.add_table(2, 3)
        table.cell(0, 0).text = "盟市"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "面积"
        table.cell(1, 0).text = "锡林郭勒"
        table.cell(1, 2).text = "3|4"

    read = reading.read("报告.docx", word_file(write))
    assert read.title == "草原生态补奖"
    assert read.blocks == (
        Heading(1, text("一、总体情况")),
        Paragraph((Run("2025年"), Run("十亿元", bold=True), Run("以上", italic=True))),
        ListItem(text("禁牧")),
        ListItem(text("轮牧"), 0, 1),
        Quote(text("绿水青山")),
        Table(((text("盟市"), text("面积"), ()), (text("锡林郭勒"), (), text("3|4")))),
    )
    assert reading.pasted("标题\n\n" + read.markdown).blocks == read.blocks


def test_numbers_that_word_writes_by_itself_are_not_lost() -> None:
    content = numbered([(0, "总则。"), (1, "甲；"), (1, "乙。"), (0, "附则。"), (1, "丙。"), (2, "细目。")])
    assert lines(reading.read("a.docx", content).blocks) == [
        "第一条　总则。",
        "（一） 甲；",
        "（二） 乙。",
        "第二条　附则。",
        "（一） 丙。",
        "细目。",
    ]


@pytest.mark.parametrize(
    ("kind", "number", "figures"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 2, "②"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 2, "b"),
        ("somethingNew", 7, "7"),
    ],
)
def test_numbers_are_written_in_words_figure(kind: str, number: int, figures: str) -> None:
    assert in_figures(number, kind) == figures


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        (
            "<w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
            "留增",
        ),
        ("<w:r><w:t>显</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "显"),
        ("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>", "第一行\n第二行"),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>12</w:t></w:r>", "12"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    ],
)
def test_what_a_reader_of_the_word_file_sees_is_what_is_read(xml: str, read: str) -> None:
    content = with_paragraph_xml("<w:r><w:t>说明：</w:t></w:r>" + xml)
    assert lines(reading.read("a.docx", content, title="x").blocks) == ["说明：" + read]


def test_heading_styles_of_ones_own_count_as_headings() -> None:
    def write(document: WordDocument) -> None:
        style = document.styles.add_style("馆内一级", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 1"]
        document.add_paragraph("概况", style)
        document.add_paragraph("正文。")

    assert reading.read("a.docx", word_file(write)).title == "概况"


def test_styles_based_on_each_other_in_a_circle_are_followed_once() -> None:
    def write(document: WordDocument) -> None:
        first, second = (document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("甲", "乙"))
        first.base_style, second.base_style = second, first
        document.add_paragraph("正文。", first)

    assert lines(reading.read("a.docx", word_file(write)).blocks) == ["正文。"]


def same(_name: str, data: bytes) -> bytes:
    return data


EMPTY = word_file(lambda document: document.styles)


def locked() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(EMPTY)).encrypt("secret", out)
    return out.getvalue()


def bomb() -> bytes:
    return repacked(EMPTY, same, {"word/media/a.bin": b"\0" * 50_000_000})


PLAIN = word_file(lambda document: document.add_paragraph("正文。"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("旧.doc", b"x", "另存为 .docx"),
        ("旧.WPS", b"x", "另存为 .docx"),
        ("宏.docm", PLAIN, "另存为 .docx"),
        ("表.xlsx", b"x", "可以读入的是"),
        ("没有后缀", b"x", "可以读入的是"),
        ("空.docx", b"", "0 字节"),
        ("空.txt", b"", "0 字节"),
        ("白.txt", b" \n\n ", "没有可读的文字"),
        ("白.docx", EMPTY, "没有可读的文字"),
        ("乱.txt", b"\x00\x01\x02PK", "UTF-8"),
        ("大.txt", b"a" * (51 * 1024 * 1024), "51 MB"),
        ("锁.docx", locked(), "打开密码"),
        ("改名.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .doc"),
        ("不是.docx", b"hello", "已损坏"),
        ("截断.docx", PLAIN[:2000], "已损坏"),
        ("少.docx", repacked(PLAIN, lambda n, d: None if n == "word/document.xml" else d), "已损坏"),
        ("坏.docx", repacked(PLAIN, lambda n, d: d[:-40] if n == "word/document.xml" else d), "已损坏"),
        ("宏.docx", repacked(PLAIN, same, {"word/vbaProject.bin": b"x"}), "含有宏"),
        ("膨胀.docx", bomb(), "大得不寻常"),
        ("多.docx", repacked(PLAIN, same, {f"x/{i}": b"" for i in range(5001)}), "大得不寻常"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_the_next_step(name: str, content: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        reading.read(name, content)


def test_an_entity_that_points_to_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密")
    evil = repacked(
        PLAIN,
        lambda n, d: (
            d.replace(
                b"<w:document", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'.encode(), 1
            ).replace("正文。".encode(), "正文。&e;".encode())
            if n == "word/document.xml"
            else d
        ),
    )
    try:
        found = reading.read("a.docx", evil).markdown
    except Invalid:
        return
    assert "绝密" not in found


@pytest.mark.parametrize(
    ("source", "title", "kinds"),
    [
        ("草原保护\n一行一段\n又一段。", "", ["paragraph", "paragraph"]),
        ("# 草原保护\n- 甲\n- 乙", "", ["item", "item"]),
        ("正文。", "自己写的题目", ["paragraph"]),
    ],
)
def test_a_pasted_text_is_read_by_what_it_looks_like(source: str, title: str, kinds: list[str]) -> None:
    read = reading.pasted(source, title=title)
    assert [block.kind for block in read.blocks] == kinds
    assert read.title == (title or "草原保护")


@pytest.mark.parametrize(("source", "told"), [("", "粘贴"), (" \n", "粘贴"), ("正文。", "标题")])
def test_a_paste_without_text_or_title_is_refused(source: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        reading.pasted(source)
