"""Markdown to blocks and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Picture, Quote, Run, Runs, Table
from compilations.characters import seen
from compilations.markdown import blocks
from compilations.markdown_runs import merged
from compilations.markdown_writing import as_markdown


def text(words: str) -> Runs:
    return (Run(words),)


def table(*rows: str) -> Table:
    return Table(tuple(tuple(text(cell) if cell else () for cell in row.split("/")) for row in rows))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 标题\n\n正文。", (Heading(1, text("标题")), Paragraph(text("正文。")))),
        ("###### 很深", (Heading(4, text("很深")),)),
        ("政府工作报\n告", (Paragraph(text("政府工作报告")),)),
        ("first line\nsecond", (Paragraph(text("first line second")),)),
        ("句子到此。\n另起一段", (Paragraph(text("句子到此。")), Paragraph(text("另起一段")))),
        ("他说：“好。”\n另起", (Paragraph(text("他说：“好。”")), Paragraph(text("另起")))),
        ("74.4\n\u200b\n万亿元", (Paragraph(text("74.4万亿元")),)),
        ("　　第一条 缩进", (Paragraph(text("第一条 缩进")),)),
        ("    四个空格不是代码", (Paragraph(text("四个空格不是代码")),)),
        ("修正\n\n<!-- INFO END -->\n\n正文", (Paragraph(text("修正")), Paragraph(text("正文")))),
        ("段中<!-- 看不见 -->注释", (Paragraph(text("段中注释")),)),
        ("<div>\n甲 &amp; 乙\n</div>", (Paragraph(text("甲 & 乙")),)),
        ("<script>alert(1)</script>\n\n正文", (Paragraph(text("正文")),)),
        ("《关于修改<中华人民共和国草原法>的决定》", (Paragraph(text("《关于修改<中华人民共和国草原法>的决定》")),)),
        ("**“草原”**是", (Paragraph((Run("“草原”", bold=True), Run("是"))),)),
        ("是**《草原法》**的", (Paragraph((Run("是"), Run("《草原法》", bold=True), Run("的"))),)),
        ("CO<sub>2</sub> m<sup>2</sup>", (Paragraph((Run("CO2 m"), Run("2", superscript=True))),)),
        ("一<br>二", (Paragraph(text("一\n二")),)),
        ("[馆](http://a.cn/) 见", (Paragraph((Run("馆", link="http://a.cn/"), Run(" 见"))),)),
        ("[x](javascript:alert(1))", (Paragraph(text("[x](javascript:alert(1))")),)),
        ("[1]: http://a.cn 文献", (Paragraph(text("[1]: http://a.cn 文献")),)),
        ("![草原](a.png)", (Paragraph(text("〔图：草原〕")),)),
        ("> 引文一\n>\n> 引文二", (Quote(text("引文一")), Quote(text("引文二")))),
        ("- 甲\n  - 乙\n- 丙", (ListItem(text("甲")), ListItem(text("乙"), 1), ListItem(text("丙")))),
        ("3. 甲\n4. 乙", (ListItem(text("甲"), 0, 3), ListItem(text("乙"), 0, 4))),
        ("- 甲\n\n  又一段", (ListItem(text("甲\n又一段")),)),
        ("| a | b |\n|---|---|\n| 1 | |", (table("a/b", "1/"),)),
        ("---\n\n- \n\n>", ()),
        ("", ()),
        (
            "草原[^1]法[^b]。\n\n[^1]: 见**附件**。\n[^b]: 乙",
            (
                Paragraph(
                    (
                        Run("草原", note=(Run("见"), Run("附件", bold=True), Run("。"))),
                        Run("法", note=text("乙")),
                        Run("。"),
                    )
                ),
            ),
        ),
        ("甲[^1]\n\n[^2]: 无人引", (Paragraph(text("甲[^1]")), Paragraph(text("[^2]: 无人引")))),
        ("甲[^1]\n\n[^1]: 见[^1]", (Paragraph((Run("甲", note=text("见[^1]")),)),)),
        ('![图1](picture:a1.png?40x20 "草场")', (Picture("a1.png", 40, 20, text("图1"), "草场"),)),
        (
            "前![图](picture:a.jpg?4x2)后",
            (Paragraph(text("前")), Picture("a.jpg", 4, 2, text("图")), Paragraph(text("后"))),
        ),
        ("![图](picture:../../etc/passwd.png?4x2)", (Paragraph(text("〔图：图〕")),)),
        ("![图](picture:a.png?0x2)", (Paragraph(text("〔图：图〕")),)),
    ],
)
def test_what_a_markdown_text_says(source: str, expected: Blocks) -> None:
    assert blocks(source) == expected


WORDS = st.text(
    st.one_of(
        st.sampled_from("草原法，。“”（）*_#`<>[]()!|~&;\\-+=.1 2ab\n\u3000\u202f\u1820\u180e\u200d"),
        st.characters(blacklist_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=12,
).map(seen)
NOTES = st.one_of(
    st.just(()), st.lists(st.builds(Run, WORDS, st.booleans()), max_size=2).map(lambda runs: merged(tuple(runs)))
)
RUNS = st.lists(
    st.builds(
        Run,
        WORDS,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "http://a.cn/b?c=1", "mailto:a@b.cn"]),
        NOTES,
    ),
    min_size=1,
    max_size=4,
).map(lambda runs: merged(tuple(runs)))
TEXT = RUNS.filter(bool)


@st.composite
def listings(draw: st.DrawFn) -> Blocks:
    """Items as readers make them: no item is more than one level deeper than the one before it."""
    items: list[Block] = []
    depth = -1
    for runs in draw(st.lists(TEXT, min_size=1, max_size=4)):
        depth = draw(st.integers(0, depth + 1))
        items.append(ListItem(runs, depth, draw(st.one_of(st.none(), st.integers(0, 120)))))
    return tuple(items)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.lists(RUNS, min_size=width, max_size=width).map(tuple)
    return Table(tuple(draw(st.lists(row, min_size=1, max_size=3))))


ANY = st.one_of(
    st.builds(Heading, st.integers(1, 4), TEXT).map(lambda b: (b,)),
    st.builds(Paragraph, TEXT).map(lambda b: (b,)),
    st.builds(Quote, TEXT).map(lambda b: (b,)),
    tables().map(lambda b: (b,)),
    st.builds(
        Picture, st.just("0a.png"), st.integers(1, 9999), st.integers(1, 9999), RUNS, st.one_of(st.just(""), WORDS)
    ).map(lambda b: (b,)),
    listings(),
)


@st.composite
def texts(draw: st.DrawFn) -> Blocks:
    """Blocks as a text may hold them; two lists in a row are one list, so something stands between them."""
    found: list[Block] = []
    for group in draw(st.lists(ANY, max_size=5)):
        if found and isinstance(found[-1], ListItem) and isinstance(group[0], ListItem):
            continue
        found += group
    return tuple(found)


@example((Paragraph((Run("^0", link="http://a.cn/b?c=1"),)),))
@given(texts())
def test_what_is_written_as_markdown_reads_back_the_same(given_blocks: Blocks) -> None:
    assert blocks(as_markdown(given_blocks)) == given_blocks
