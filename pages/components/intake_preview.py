"""What a file would do, or did: the counts, and the records in tables."""

from collections.abc import Iterable, Sequence

import streamlit as st

from desk.catalogue.preview import SHOWN, Preview, Row
from desk.errors import Word
from pages.components.address_filters import page_of, pages
from pages.components.markup import plain
from pages.components.words import _

OUTCOMES = {
    "added": Word("新增"),
    "changed": Word("更新"),
    "duplicate": Word("重复"),
    "refused": Word("未导入"),
}
MEANINGS = {
    "added": Word("目录里还没有的书目。"),
    "changed": Word("同一机构同一记录号，内容有变化：书目将换成新内容。"),
    "duplicate": Word("目录里已有的书目：不重复建，只补上缺少的内容和新的单册。"),
    "refused": Word("读不出来或缺题名的记录，原样保存，可改好再导入。"),
}
PAGE = 20


def counts(numbers: dict[str, int]) -> None:
    """How many records of each outcome."""
    for place, (outcome, word) in zip(st.columns(len(OUTCOMES)), OUTCOMES.items(), strict=True):
        place.metric(_(word), f"{numbers[outcome]:,}", border=True)


def summary(preview: Preview) -> None:
    """How much was read, and what will not be taken in."""
    counts(preview.counts)
    st.markdown(
        _("共读 {read} 条，新单册 {copies} 册。").format(read=f"{preview.read:,}", copies=f"{preview.copies:,}")
    )
    if preview.copies_refused:
        st.warning(
            _("{count} 册的条码号已属于别的书目，不会导入；导入后报告里有明细。").format(count=preview.copies_refused)
        )


def records(preview: Preview) -> None:
    """The first records of each outcome."""
    present = [outcome for outcome in OUTCOMES if preview.counts[outcome]]
    if not present:
        return
    for tab, outcome in zip(st.tabs([_(OUTCOMES[outcome]) for outcome in present]), present, strict=True):
        with tab:
            st.markdown(_(MEANINGS[outcome]))
            _rows(preview.rows[outcome], preview.counts[outcome], is_refused=outcome == "refused")


def refusals_table(refused: Sequence[dict[str, object]]) -> None:
    """Every record that was refused, a page at a time."""
    page = page_of(len(refused), PAGE)
    table(
        {_("第几条"): each["position"], _("原因"): _(str(each["why"]))}
        for each in refused[(page - 1) * PAGE : page * PAGE]
    )
    pages(len(refused), PAGE, "intake_refused_page")


def table(rows: Iterable[dict[str, object]]) -> None:
    """Rows of plain values, shown letter by letter."""
    st.table(
        [{plain(name): plain(str(value)) for name, value in row.items()} for row in rows],
        hide_index=True,
        border="horizontal",
    )


def _rows(rows: Sequence[Row], total: int, *, is_refused: bool) -> None:
    shown = rows[:SHOWN]
    if is_refused:
        table({_("第几条"): row.position, _("原因"): _(row.why)} for row in shown)
    else:
        table(
            {
                _("第几条"): row.position,
                _("题名"): row.title,
                _("责任者"): row.responsibility,
                _("出版社"): row.publisher,
                _("年"): row.year or "",
                "ISBN": row.isbn,
                _("新单册"): row.copies or "",
            }
            for row in shown
        )
    if total > len(shown):
        st.markdown(_("只显示前 {count} 行。").format(count=len(shown)))
