"""What a web page says is read; its menus, programs and far pictures are not."""

import base64
from pathlib import Path

import pytest

from compilations import markdown, reading
from compilations.blocks import Blocks, Heading, ListItem, Paragraph, Picture, Quote, Run, Runs, Table
from compilations.pictures import Pictures
from desk.errors import Invalid
from tests.compilations.test_pictures import drawn

DATA = "data:image/png;base64," + base64.b64encode(drawn()).decode()


def text(words: str) -> Runs:
    return (Run(words),)


def read(html: str) -> Blocks:
    return reading.read("a.html", html.encode(), title="x").blocks


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<h1>法</h1><h2>一</h2><p>甲\n  乙 a\nb</p>",
            (Heading(1, text("法")), Heading(2, text("一")), Paragraph(text("甲乙 a b"))),
        ),
        ("裸字<div>块</div>尾", tuple(Paragraph(text(t)) for t in ("裸字", "块", "尾"))),
        (
            "<p>一<br>二<b>粗</b><i>斜</i>m<sup>2</sup>",
            (
                Paragraph(
                    (Run("一\n二"), Run("粗", bold=True), Run("斜", italic=True), Run("m"), Run("2", superscript=True))
                ),
            ),
        ),
        (
            "<p><a href='http://a.cn/x'>馆</a><a href='javascript:x'>坏</a></p>",
            (Paragraph((Run("馆", link="http://a.cn/x"), Run("坏"))),),
        ),
        (
            "<ul><li>甲<ol start=3><li>乙<li><p>丙</p><p>又</p></ol><li>丁</ul>",
            (ListItem(text("甲")), ListItem(text("乙"), 1, 3), ListItem(text("丙\n又"), 1, 4), ListItem(text("丁"))),
        ),
        ("<blockquote><p>引</p></blockquote>", (Quote(text("引")),)),
        (
            "<nav>单</nav><header>头</header><script>x()</script><style>p{}</style><p hidden>藏</p>"
            "<p style='display: none'>藏</p><p>文</p><footer>脚</footer>",
            (Paragraph(text("文")),),
        ),
        (
            "<div>旁栏</div><article><header>题记</header><p>文</p></article>",
            (Paragraph(text("题记")), Paragraph(text("文"))),
        ),
        (
            "<table><tr><th colspan=2>甲<th rowspan=2>乙<tr><td>1<td><p>2</p><p>3</p></table>",
            (Table(((text("甲"), (), text("乙")), (text("1"), text("2\n3"), ()))),),
        ),
        (
            "<table><tr><td><h2>版面</h2><td><table><tr><td>1<td>2</table></table>",
            (Heading(1, text("版面")), Table(((text("1"), text("2")),))),
        ),
        (
            "<p>草原<sup><a href='#n1'>[1]</a></sup>法</p><ol><li id=n1><a href='#c1'>^</a> 见<b>附件</b></ol>",
            (Paragraph((Run("草原", note=(Run("见"), Run("附件", bold=True))), Run("法"))),),
        ),
        ("<p><a href='#s'>1</a></p><p id=s>不是注</p>", (Paragraph(text("1")), Paragraph(text("不是注")))),
    ],
)
def test_what_a_page_says(html: str, expected: Blocks) -> None:
    assert read(html) == expected
    assert markdown.blocks(reading.ReadText("x", expected).markdown) == expected


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [("gb18030", "gb2312"), ("gb18030", ""), ("utf-8", "utf-8"), ("utf-8-sig", "gbk"), ("utf-16", "")],
)
def test_a_page_is_read_in_the_encoding_it_is_in(encoding: str, meta: str) -> None:
    page = f"<html><head><meta charset='{meta}'><title>草原保护条例</title></head><body><p>第一条　为了保护草原𠮷。</p>"
    found = reading.read("a.htm", page.encode(encoding))
    assert found.title == "草原保护条例"
    assert "保护草原𠮷" in found.markdown


def test_pictures_that_the_page_carries_are_kept_and_others_named(tmp_path: Path) -> None:
    html = (
        f"<figure><img src='{DATA}' alt='草场'><figcaption>图一</figcaption></figure><p>甲<img src='http://a.cn/b.png'>"
        "<img src='file:///etc/passwd'><img src='../../x.png'><img src='data:image/png;base64,AAAA' alt='坏'></p>"
    )
    found = reading.read("a.html", html.encode(), title="x", pictures=Pictures(tmp_path))
    picture, rest = found.blocks
    assert isinstance(picture, Picture)
    assert (picture.width, picture.caption, picture.alt) == (40, text("图一"), "草场")
    assert rest == Paragraph(text("甲" + "〔图：原文此处有图〕" * 3 + "〔图：坏〕"))
    assert len(found.warnings) == 4
    assert len(list(tmp_path.iterdir())) == 1


def test_a_picture_of_45_mb_in_a_page_is_named(tmp_path: Path) -> None:
    html = f"<p>甲</p><img src='data:image/png,{'a' * 54_000_000}'>"[: 50 * 1024 * 1024] + "'>"
    with pytest.raises(Invalid, match="MB"):
        reading.read("a.html", html.encode(), title="x", pictures=Pictures(tmp_path))


def test_deep_tags_lose_no_text_and_those_too_deep_are_refused() -> None:
    def nested(depth: int) -> str:
        return "<p>前</p>" + "<div>" * depth + "深" + "</div>" * depth + "<p>后</p>"

    assert read(nested(1_000)) == tuple(Paragraph(text(word)) for word in "前深后")
    with pytest.raises(Invalid, match="嵌套得太深"):
        read(nested(10_000))


def test_three_megabytes_without_a_break_are_one_paragraph() -> None:
    assert len(read("<p>" + "草" * 1_000_000)[0].runs[0].text) == 1_000_000  # type: ignore[union-attr]
