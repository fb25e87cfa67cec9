"""`make sample-volume`: a volume that one would show the library's director, made from real laws and reports.

    .venv/bin/python -m deploy.sample_volume

Reads the texts in $DESK_TEST_DATA/policy and writes `build/sample/`: spec.yaml, volume.pdf, volume.docx, volume.epub
and pages as pictures (by Debian's pdftoppm). The texts are public but not ours: nothing of it belongs in the
repository. Preface, titles and imprint are ours.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from sqlmodel import Session

from compilations.making import make
from compilations.spec import read_spec
from desk import clock
from desk.errors import Refusal
from desk.settings import ROOT

TARGET = ROOT / "build" / "sample"
SECTIONS = {
    "一、法律": {
        "（一）草原、乡村与民族地区": ("草原法", "乡村振兴促进法", "民族区域自治法"),
        "（二）公共文化": ("公共图书馆法", "公共文化服务保障法", "非物质文化遗产法"),
        "（三）人大、立法与预算": ("代表法", "立法法", "预算法"),
    },
    "二、国务院政府工作报告": {"": ("2017年国务院", "2018年国务院", "2019年国务院")},
}
SUBJECTS = ("草原", "乡村振兴", "公共图书馆", "公共文化设施", "非物质文化遗产", "民族自治地方", "代表", "地方性法规")
SUBJECTS += ("预算", "粮食安全", "生态环境", "脱贫攻坚", "乡村教育", "牧民", "蒙古族", "全国人民代表大会常务委员会")
_LICENCE = "\n本作品是中华人民共和国的"  # a website's remark beneath a text, no part of it
PREFACE = """本册为会议代表和委员查阅方便而编，收法律九部、国务院政府工作报告三篇，按专题排列。

法律文本录自公开发布的版本，标题下注明历次修改。引用时请以国家法律法规数据库公布的现行文本为准；本册不作解释，也不代替正式文本。

书后附电子本的二维码，可在手机上检索全文。编排中如有差错，请告知服务台，以便在下一版改正。"""


def main() -> int:
    """Write the folder and say where it is; 1 where there are no texts or something is refused."""
    given = os.environ.get("DESK_TEST_DATA", "")
    folder = Path(given, "policy").absolute()
    if not given or not folder.is_dir():
        print("没有法律和报告的文本。请把环境变量 DESK_TEST_DATA 设为放有 policy 文件夹的目录，再运行一次。")
        return 1
    try:
        made = written(folder, TARGET)
    except Refusal as refusal:
        print(refusal)
        return 1
    print("\n".join(made))
    return 0


def written(folder: Path, target: Path) -> list[str]:
    """Make everything anew in `target` from the texts in `folder`; a line for each file. Refuses a text that lacks."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    texts = target / "texts"
    texts.mkdir()
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8").partition(_LICENCE)[0]
        (texts / path.name).write_text(text, encoding="utf-8")
    spec = target / "spec.yaml"
    spec.write_text(yaml.safe_dump(specification(texts), allow_unicode=True, sort_keys=False), encoding="utf-8")
    volume = read_spec(Session(), spec, library="两会服务台", on=clock.today())
    told = []
    for suffix in (".pdf", ".docx", ".epub"):
        path = target / f"volume{suffix}"
        made = make(volume, suffix, target / "made")
        made.path.replace(path)
        told.append(f"{path.relative_to(target.parent.parent)}：{made.pages} 页，{made.seconds} 秒")
    shutil.rmtree(target / "made")
    subprocess.run(["pdftoppm", "-r", "60", "-png", target / "volume.pdf", target / "page"], check=True)
    return [*told, f"{len(list(target.glob('page-*.png')))} 幅页面图"]


def specification(folder: Path) -> dict[str, object]:
    """What the volume is made of, in the words of `compilations.spec`."""
    return {
        "title": "草原保护与乡村振兴专题资料汇编",
        "title_mn": "ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ",
        "title_en": "Grassland Protection and Rural Revitalization: Sources",
        "edition": "样本",
        "editors": "两会服务台编辑组",
        "preface": PREFACE,
        "design": "ornament",
        "index": True,
        "imprint": {"kind": "conference", "compiled_by": "两会服务台", "sent_to": "会议代表和委员", "print_run": 900},
        "back": "会议信息资料　会后请交还服务台",
        "ecopy_url": "https://library.example/v/sample",
        "sections": [_section(title, within, folder) for title, within in SECTIONS.items()],
    }


def _section(title: str, within: dict[str, tuple[str, ...]], folder: Path) -> dict[str, object]:
    if "" in within:
        return {"title": title, "entries": _entries(within[""], folder)}
    sections = [{"title": name, "entries": _entries(parts, folder)} for name, parts in within.items()]
    return {"title": title, "sections": sections}


def _entries(parts: tuple[str, ...], folder: Path) -> list[dict[str, object]]:
    """The file whose name has each of the parts (the shortest name of several), and the subjects that it speaks of."""
    found: list[dict[str, object]] = []
    for part in parts:
        names = sorted((path.name for path in folder.glob("*.md") if part in path.name), key=len)
        path = folder / (names[0] if names else f"{part}.md")
        text = path.read_text(encoding="utf-8") if names else ""
        subjects = [subject for subject in SUBJECTS if subject in text]
        found.append({"file": f"{folder.name}/{path.name}", "terms": {"subjects": subjects}})
    return found


if __name__ == "__main__":
    sys.exit(main())
