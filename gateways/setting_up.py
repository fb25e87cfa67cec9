"""From an empty desk to a sample one, and from the sample to a real one: database, index and files together."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from compilations.samples import lay_out_compilation
from desk import samples
from search.indexing import rebuild
from search.opening import OpenDesk

FOLDERS_CLEARED = ("exports", "issues", "uploads")  # backups stay: they are the operator's
PROGRESS_EVERY = 5_000

Say = Callable[[str], None]


@dataclass(frozen=True)
class SampleReport:
    """What a sample desk was laid out with."""

    records: int
    consultations: int
    cards: int
    loans: int
    compilations: int


def lay_out_sample(
    desk: OpenDesk, *, records: int = samples.RECORDS, now: datetime, say: Say = lambda _text: None
) -> SampleReport:
    """Lay out the sample desk and its index; refused where there is data. What fails half-way is taken away again."""

    def progress(done: int, total: int) -> None:
        if done == total or done % PROGRESS_EVERY == 0:
            say(f"样例书目 {done} / {total}")

    laid_out = samples.lay_out(
        desk.database, library_code=desk.settings.library_code, records=records, now=now, progress=progress
    )
    try:
        lay_out_compilation(desk.database, laid_out, library=desk.settings.library_name)
        say("正在建立索引……")
        rebuild(desk.database, desk.engine)
    except BaseException:  # also Ctrl+C: half a sample would stand in the way of a whole one
        samples.abandon(desk.database)
        raise
    return SampleReport(
        records=laid_out.records,
        consultations=laid_out.consultations,
        cards=laid_out.cards,
        loans=laid_out.loans,
        compilations=2,
    )


def clear_sample(desk: OpenDesk, *, now: datetime) -> samples.Contents:
    """Take the whole sample away and leave an empty desk for real work; refused on a desk that is not a sample."""
    had = samples.clear(desk.database, now=now)
    for folder in (desk.settings.data_dir / name for name in FOLDERS_CLEARED):
        if folder.exists():
            shutil.rmtree(folder)
    rebuild(desk.database, desk.engine)  # last: should it fail, `reindex` does it again, and nothing else is left
    return had
