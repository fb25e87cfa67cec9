"""A volume of official prose for the benchmark of volumes, made up by us, always the same for one number of pages."""

import random
from datetime import date

from compilations.blocks import Blocks, Heading, Paragraph, Run, Table
from compilations.volume import Volume, VolumeEntry, VolumeSection

_SUBJECTS = (
    "草原生态保护",
    "旱作农业",
    "公共文化服务",
    "乡村教育",
    "牧区医疗卫生",
    "农牧民增收",
    "水资源管理",
    "民族团结进步",
)
_ACTORS = ("各级人民政府", "有关主管部门", "旗县级人民政府", "行业协会", "基层群众组织", "企业事业单位")
_ACTS = ("应当建立健全", "依法推进", "统筹安排", "逐步完善", "严格落实", "定期评估", "公开并接受监督")
_THINGS = (
    "责任制度",
    "财政投入机制",
    "监测网络（含遥感、地面两类站点）",
    "“一张图”信息平台",
    "人才培养计划",
    "应急预案",
)
_ENDS = (
    "，并向社会公布结果。",
    "；具体办法由主管部门另行制定。",
    "，所需经费列入本级预算。",
    "，任何单位和个人不得干涉。",
)
_PARAGRAPH = 150  # characters, about
_A_PAGE = 1_000  # characters that fill a page of 16 开 among headings and tables, about
_PER_ENTRY = 8  # pages
_PER_SECTION = 10  # entries


def volume(pages: int) -> Volume:
    """A volume of 16 开 with about so many pages: headings, paragraphs, notes and tables as official documents have."""
    lot = random.Random(20_260_126)
    count = max(1, round(pages / _PER_ENTRY))
    entries = [_entry(lot, number, round(pages / count * _A_PAGE)) for number in range(1, count + 1)]
    sections = [
        VolumeSection(
            f"第{start // _PER_SECTION + 1}编　{lot.choice(_SUBJECTS)}", tuple(entries[start:][:_PER_SECTION])
        )
        for start in range(0, count, _PER_SECTION)
    ]
    return Volume("专题资料汇编（测速用）", tuple(sections), date(2026, 1, 26), "测速", is_sample=True)


def _entry(lot: random.Random, number: int, characters: int) -> VolumeEntry:
    blocks: list[Paragraph | Heading | Table] = []
    written = 0
    while written < characters:
        if len(blocks) % 7 == 0:
            blocks.append(Heading(1, (Run(f"第{len(blocks) // 7 + 1}章　{lot.choice(_SUBJECTS)}"),)))
        elif len(blocks) % 20 == 19:
            blocks.append(_table(lot))
            written += 200
        else:
            text = _sentences(lot)
            note = (
                (Run(f"见{lot.choice(_SUBJECTS)}专题报告，第{lot.randint(1, 90)}页。"),) if lot.random() < 0.1 else ()
            )
            blocks.append(Paragraph((Run(text, note=note),)))
            written += len(text)
    made: Blocks = tuple(blocks)
    return VolumeEntry(f"关于{lot.choice(_SUBJECTS)}的第{number}号报告", made, source="测速用文字")


def _sentences(lot: random.Random) -> str:
    text = ""
    while len(text) < _PARAGRAPH:
        figure = (
            f"到{lot.randint(2026, 2035)}年达到{lot.randint(10, 99)}.{lot.randint(0, 9)}%，"
            if lot.random() < 0.4
            else ""
        )
        text += f"{lot.choice(_ACTORS)}{lot.choice(_ACTS)}{lot.choice(_SUBJECTS)}{lot.choice(_THINGS)}，{figure}"
        text = text.rstrip("，") + lot.choice(_ENDS)
    return text


def _table(lot: random.Random) -> Table:
    rows = [("年度", "项目", "投入（万元）")]
    rows += [(str(year), lot.choice(_SUBJECTS), f"{lot.randint(100, 9999):,}") for year in range(2019, 2026)]
    return Table(tuple(tuple((Run(cell),) for cell in row) for row in rows))
