"""What the last page says of a volume: for the cataloguer, and what a printer's page must say."""

from compilations.volume import Volume, chinese_date

KINDS = {"conference": "会议信息资料", "permit": "内部资料　免费交流"}
PERMIT = "准印证号"
SAMPLE_LINE = "样例资料，并非正式出版物"  # also at the foot of each page of a sample


def nature(volume: Volume) -> tuple[str, str]:
    """What kind of print a volume is, and the number of its permit; only an internal print has one."""
    said = volume.imprint
    return KINDS[said.kind], said.permit if said.kind == "permit" else ""


def imprint_lines(volume: Volume) -> tuple[tuple[str, str], ...]:
    """Label and value of each fact; what is not known is not mentioned."""
    said = volume.imprint
    kind, permit = nature(volume)
    facts = (
        ("书名", volume.title),
        ("蒙古文书名", volume.title_mn),
        ("英文书名", volume.title_en),
        ("会议", volume.conference),
        ("版次", volume.edition),
        ("编辑", volume.editors),
        ("资料性质", kind),
        (PERMIT, permit),
        ("编印单位", said.compiled_by or volume.library),
        ("发送对象", said.sent_to),
        ("印刷单位", said.printer),
        ("编成日期", chinese_date(volume.compiled_on)),
        ("印刷日期", chinese_date(said.printed_on) if said.printed_on else ""),
        ("印数", f"{said.print_run} 册" if said.print_run else ""),
        ("收录", f"{len(volume.sections)} 个专题，{volume.entry_count} 篇"),
        ("说明", SAMPLE_LINE if volume.is_sample else "供会议参阅"),
    )
    return tuple((label, value) for label, value in facts if value)
