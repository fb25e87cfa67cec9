"""静态页面: a folder for the library's website, with a contents page, covers, and the e-copies that are for everybody.

It needs no server of ours and opens from a disk as well. It is written beside the old one and put in its place when it
is whole; a folder with other things in it is not touched.
"""

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from compilations.cover_picture import CoverPicture, first_page
from compilations.volume import Volume, chinese_date
from desk.errors import Invalid
from desk.settings import ROOT

_MARK = '<meta name="generator" content="session desk">'
_COVER_PX = 480  # wide
_FONT = ROOT / "static" / "fonts" / "mongolian.woff2"

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
{mark}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>专题资料汇编 · {library}</title>
<style>
@font-face {{ font-family: "Noto Sans Mongolian"; src: url("mongolian.woff2") format("woff2"); }}
body {{ margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; line-height: 1.6; color: #1f2328;
  background: #fbfaf7;
  font-family: "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }}
h1 {{ font-size: 1.6rem; border-bottom: 3px solid #a3262a; padding-bottom: .5rem; }}
h2 {{ font-size: 1.2rem; margin: 0; }}
p {{ margin: .3rem 0; color: #5d6068; }}
article {{ display: flex; gap: 1.2rem; padding: 1.2rem 0; border-bottom: 1px solid #d5cfc4; }}
article > div {{ flex: 1; min-width: 0; }}
img {{ width: min(9rem, 28vw); height: auto; align-self: flex-start; border: 1px solid #d5cfc4; }}
.mn {{ writing-mode: vertical-lr; margin: 0; max-height: 16rem; color: #1f2328;
  font: 1.1rem/1.5 "Noto Sans Mongolian", "Mongolian Baiti", sans-serif; }}
a {{ display: inline-block; margin: .5rem .5rem 0 0; padding: .5rem 1rem; border-radius: .4rem; background: #a3262a;
  color: #fff; text-decoration: none; }}
a:focus-visible {{ outline: 3px solid #1f2328; outline-offset: 2px; }}
[lang=en] {{ font-size: .9em; }}
</style>
</head>
<body>
<h1>专题资料汇编 <span lang="en">Topic compilations</span></h1>
<p>{library}</p>
{volumes}
</body>
</html>
"""

_VOLUME = """<article id="{name}">
<img src="{name}.png" alt="《{title}》封面" width="{width}" height="{height}">
{title_mn}<div>
<h2>{title}</h2>
{title_en}<p>{facts}</p>
<a href="{name}.pdf">PDF · {pdf_mb} MB</a><a href="{name}.epub">EPUB · {epub_mb} MB</a>
</div>
</article>"""

_NONE = '<p>现在没有公开的电子本。 <span lang="en">No e-copy is open to everybody at present.</span></p>'


@dataclass(frozen=True)
class SiteVolume:
    """A volume with its finished files, and the name that they bear in the folder (letters, digits, `-`)."""

    name: str
    volume: Volume
    pdf: Path
    epub: Path


def write_site(volumes: Sequence[SiteVolume], folder: Path, *, library: str) -> tuple[str, ...]:
    """Write the site; the names of its files. Whatever was there before stays until the new one is whole.

    Refuses a folder with anything else in it, and one that cannot be written (a full disk), with the reason.
    """
    if folder.exists() and not _is_ours(folder):
        raise Invalid(
            "{folder} 里有别的文件，没有写入。请指定一个空文件夹，或原来存放静态页面的文件夹。", folder=folder
        )
    fresh, old = (folder.with_name(f".{folder.name}.{secrets.token_hex(4)}") for _ in range(2))
    try:
        fresh.mkdir()
        _fill(fresh, volumes, library)
        if folder.exists():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise Invalid(
            "{path} 没有写成：{why}。请换一个地方或腾出空间。", path=folder, why=error.strerror or error
        ) from error
    finally:
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)
    return tuple(sorted(path.name for path in folder.iterdir()))


def _is_ours(folder: Path) -> bool:
    """Whether it is an empty folder or a site that we wrote."""
    if not folder.is_dir():
        return False
    index = folder / "index.html"
    return not any(folder.iterdir()) or (index.is_file() and _MARK in index.read_text("utf-8", errors="replace"))


def _fill(folder: Path, volumes: Sequence[SiteVolume], library: str) -> None:
    described = []
    for each in volumes:
        shutil.copyfile(each.pdf, folder / f"{each.name}.pdf")
        shutil.copyfile(each.epub, folder / f"{each.name}.epub")
        cover = first_page(each.pdf, _COVER_PX)
        (folder / f"{each.name}.png").write_bytes(cover.png)
        described.append(_described(each, folder, cover))
    if _FONT.is_file():
        shutil.copyfile(_FONT, folder / _FONT.name)
    page = _PAGE.format(mark=_MARK, library=escape(library), volumes="\n".join(described) or _NONE)
    (folder / "index.html").write_text(page, encoding="utf-8")


def _described(each: SiteVolume, folder: Path, cover: CoverPicture) -> str:
    volume = each.volume
    facts = (volume.conference, volume.edition, volume.editors, chinese_date(volume.compiled_on))
    return _VOLUME.format(
        name=each.name,
        title=escape(volume.title),
        title_mn=f'<p class="mn" lang="mn-Mong">{escape(volume.title_mn)}</p>\n' if volume.title_mn else "",
        title_en=f'<p lang="en">{escape(volume.title_en)}</p>\n' if volume.title_en else "",
        facts=escape(" · ".join(filter(None, facts))),
        width=cover.width,
        height=cover.height,
        pdf_mb=_megabytes(folder / f"{each.name}.pdf"),
        epub_mb=_megabytes(folder / f"{each.name}.epub"),
    )


def _megabytes(path: Path) -> str:
    return f"{max(path.stat().st_size / 1_000_000, 0.1):.1f}"
