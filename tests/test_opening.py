"""What the desk does before its first visitor."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlmodel import select

from desk.catalogue import batches, imports
from desk.catalogue.uploads import Uploads
from desk.conference.conferences import open_conference
from desk.reference import consultations
from desk.staff.roles import OPERATOR
from desk.tables import BatchState, Consultation, ImportBatch
from search.engine import IndexDiskFull
from search.opening import OpenDesk, begin_the_day
from search.request import SearchRequest
from tests.conftest import NOW
from tests.desk.catalogue.marc_text import file_of


def test_an_import_that_a_power_cut_stopped_is_finished_and_can_be_searched(desk: OpenDesk) -> None:
    uploads = Uploads(desk.settings.data_dir / "uploads")
    digest = uploads.keep(BytesIO(file_of("mongolian")), "采访.mrc")
    batch = imports.stage_file(desk.database, OPERATOR, uploads, digest, name="采访.mrc", now=NOW)
    with desk.database.writing() as db:
        batches.begin(db, OPERATOR, batch.id or 0, now=NOW)
    begin_the_day(desk, now=NOW)
    with desk.database.reading() as db:
        assert db.exec(select(ImportBatch.state)).one() == BatchState.APPLIED
    assert desk.engine.search(SearchRequest(query="草原生态保护")).total == 1


@pytest.mark.parametrize(("hours", "kept"), [(23, "1208 房间"), (25, "")])
def test_how_a_person_may_be_reached_is_forgotten_a_day_after_the_answer(desk: OpenDesk, hours: int, kept: str) -> None:
    with desk.database.writing() as db:
        conference = open_conference(db, OPERATOR, name="会议", starts_on=NOW.date(), ends_on=NOW.date(), now=NOW)
        consultations.log(
            db,
            OPERATOR,
            conference_id=conference.id or 0,
            kind="facts",
            channel="desk",
            question="去年的数字？",
            answer="见年鉴。",
            callback="1208 房间",
            now=NOW,
        )
    begin_the_day(desk, now=NOW + timedelta(hours=hours))
    with desk.database.reading() as db:
        assert db.exec(select(Consultation.callback)).one() == kept


def test_the_desk_opens_without_its_index(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lending and accounts go on while the disk has no room for the index."""

    def full(_request: SearchRequest) -> None:
        raise IndexDiskFull("磁盘已满")

    monkeypatch.setattr(desk.engine, "search", full)
    begin_the_day(desk, now=NOW)
