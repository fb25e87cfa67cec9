"""What each figure counts, in words and as data: every figure is one family of events, narrowed by nothing but codes.

Sources of the definitions: ANSI/NISO Z39.7 §7.3 (reference transactions; length never decides, a contact with both
kinds counts once, as reference), ISO 2789 and GB/T 13191 (registered users, initial loans, documents supplied).
"""

from dataclasses import dataclass

from desk.errors import Word

NISO = "ANSI/NISO Z39.7 §7.3"
ISO = "ISO 2789; GB/T 13191"

UNCLASSIFIED = Word("未分类")
UNSTATED = Word("未注明")


@dataclass(frozen=True)
class Dimension:
    """One way to cut a figure; `nothing` names the part of those events that have no value for it."""

    key: str
    label: Word
    vocabulary: str = ""
    nothing: Word = UNSTATED


DIMENSIONS = {
    dimension.key: dimension
    for dimension in (
        Dimension("group", Word("性质"), nothing=UNCLASSIFIED),
        Dimension("kind", Word("咨询类型"), "question_kinds", UNCLASSIFIED),
        Dimension("channel", Word("咨询方式"), "channels"),
        Dimension("service_point", Word("服务点")),
        Dimension("state", Word("处理情况")),
        Dimension("patron_kind", Word("读者类别"), "patron_kinds"),
        Dimension("card_state", Word("证的状态")),
        Dimension("compilation", Word("汇编")),
        Dimension("origin", Word("登记方式")),
        Dimension("search_field", Word("检索范围"), nothing=Word("全部")),
        Dimension("screen_language", Word("屏幕语言")),
        Dimension("record_kind", Word("文献类型"), "kinds"),
        Dimension("language", Word("文种"), "languages"),
        Dimension("day", Word("日期")),
        Dimension("hour", Word("时段")),
    )
}


@dataclass(frozen=True)
class Definition:
    """A figure: its name, unit, what it counts and leaves out, and where its events are.

    `where` narrows the family's events by codes. `dimensions` are the ways in which an additive figure is cut; a
    median has none, since its parts do not sum to it.
    """

    key: str
    label: Word
    unit: Word
    counts: Word
    leaves_out: Word
    standard: str
    family: str
    where: tuple[tuple[str, str], ...] = ()
    dimensions: tuple[str, ...] = ()

    @property
    def is_additive(self) -> bool:
        """Whether the figure is the sum of its events' values; else it is their median."""
        return bool(self.dimensions)

    @property
    def parts_of_definition(self) -> tuple[Word, Word, str]:
        """What it counts, what it leaves out, and by which standard."""
        return self.counts, self.leaves_out, self.standard


_ASKED = ("channel", "service_point", "state", "day", "hour")
_HANDED_OUT = ("compilation", "service_point", "origin", "day", "hour")

FIGURES = {
    figure.key: figure
    for figure in (
        Definition(
            "consultations",
            Word("咨询总量"),
            Word("件"),
            Word("计入：期内提出的全部咨询，按提问时间归日；一次接触含几个问题的计一件。"),
            Word("不计：打印、复印、辅导等另有统计的服务。"),
            NISO,
            "consultation",
            dimensions=("group", "kind", *_ASKED),
        ),
        Definition(
            "reference_transactions",
            Word("参考咨询"),
            Word("件"),
            Word("计入：需要运用知识、文献或检索指导才能答复的咨询（事实数据、政策法规、文献查找与传递、专题检索）。"),
            Word("不计：指引、业务办理，以及馆员尚未分类的提问；所用时间长短不作依据。"),
            NISO,
            "consultation",
            (("group", "reference"),),
            ("kind", *_ASKED),
        ),
        Definition(
            "directional_transactions",
            Word("指引与业务办理"),
            Word("件"),
            Word("计入：不需查用文献即可答复的咨询（地点、设备、办证借书的手续等）。"),
            Word("不计：同一次接触中还问了参考问题的，只计入参考咨询。"),
            NISO,
            "consultation",
            (("group", "directional"),),
            ("kind", *_ASKED),
        ),
        Definition(
            "answer_minutes",
            Word("答复用时（中位数）"),
            Word("分钟"),
            Word("计入：当时未能答复、其后答复的咨询，从提问到第一次答复的分钟数，取中位数。"),
            Word("不计：当场答复的，以及尚未答复的咨询。"),
            "",
            "waited",
        ),
        Definition(
            "cards_issued",
            Word("办证"),
            Word("张"),
            Word("计入：期内办理的临时读者证，按办理时间归日。其后作废的仍计入，可按证的状态分开看。"),
            Word("不计：延期、补印。"),
            ISO,
            "card",
            dimensions=("patron_kind", "service_point", "card_state", "day", "hour"),
        ),
        Definition(
            "initial_loans",
            Word("外借"),
            Word("册次"),
            Word("计入：期内借出的册次（初次外借），按借出时间归日，已还、未还的都计入。"),
            Word("不计：续借、点内阅览。"),
            ISO,
            "loan",
            dimensions=("service_point", "day", "hour"),
        ),
        Definition(
            "print_run",
            Word("汇编印数"),
            Word("份"),
            Word("计入：期内签发付印的专题资料汇编所登记的印数，按签发时间归日。"),
            Word("不计：没有登记印数的，以及没有签发的。"),
            "",
            "printing",
            dimensions=("compilation", "day", "hour"),
        ),
        Definition(
            "copies_printed",
            Word("发放印刷本汇编"),
            Word("份"),
            Word("计入：期内发放的专题资料汇编印刷本份数：逐份登记的，加上由送达减结存得出的（按清点时间归日）。"),
            Word("不计：印好而未发放的。"),
            ISO,
            "handout",
            (("copy_kind", "printed"),),
            _HANDED_OUT,
        ),
        Definition(
            "copies_electronic",
            Word("发放电子本汇编"),
            Word("份"),
            Word("计入：期内发放的专题资料汇编电子本份数：馆员登记的，加上扫码取走的；一次下载中断后续传只计一次。"),
            Word("不计：在屏幕上浏览而未取走的。"),
            ISO,
            "handout",
            (("copy_kind", "electronic"),),
            _HANDED_OUT,
        ),
        Definition(
            "unmet_searches",
            Word("检索未果"),
            Word("次"),
            Word("计入：期内在检索页提交而没有任何结果的检索，按提交时间归日；同一屏幕十分钟内重复提交的计一次。"),
            Word("不计：翻页、后退、改筛选；只找到部分词语的检索。每屏每小时、每次会议每小时各有上限，超出的不记。"),
            "",
            "unmet",
            dimensions=("service_point", "search_field", "screen_language", "day", "hour"),
        ),
        Definition(
            "records",
            Word("目录中的书目记录"),
            Word("种"),
            Word("计入：制表时目录中的全部书目记录，不随统计期变化。"),
            Word("不计：已撤销导入的记录。"),
            ISO,
            "record",
            dimensions=("record_kind", "language"),
        ),
        Definition(
            "items",
            Word("目录中的单册"),
            Word("册"),
            Word("计入：制表时目录中的全部单册，在架和借出的都计入，不随统计期变化。"),
            Word("不计：电子资源。"),
            ISO,
            "item",
            dimensions=("service_point",),
        ),
    )
}
