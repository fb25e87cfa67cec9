"""A compilation that was signed, with the accounts and counters around it, for the tests of what comes after."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from compilations import editing, sections
from compilations.volume import Volume, VolumeSection, to_json
from desk.staff.roles import Identity
from desk.tables import (
    CompilationState,
    Entry,
    IssuedVolume,
    PointKind,
    Rights,
    Role,
    ServicePoint,
    StaffAccount,
)
from tests.compilations.volumes import conference, volume
from tests.conftest import identity


@dataclass(frozen=True)
class Issue:
    """What a test needs to know of it."""

    compilation_id: int
    points: tuple[int, int]
    signer: Identity
    volume: Volume


def issue(
    db: Session,
    *given: VolumeSection,
    now: datetime,
    name: str = "测试会议",
    signed: bool = True,
    rights: Sequence[Rights] = (Rights.PUBLIC,),
    **more: object,
) -> Issue:
    """A compilation with two counters and somebody who may sign off; `signed` says whether they have.

    It has an entry for each of `rights`; what is printed is `given`, or a small volume.
    """
    where = conference(db, name).id or 0
    made = volume(*given, **more)
    compilation = editing.start(db, identity(Role.EDITOR), conference_id=where, title=made.title, now=now)
    compilation.title_mn, compilation.title_en = made.title_mn, made.title_en
    compilation.edition = made.edition
    first = sections.sections_of(db, compilation.id or 0)[0].id or 0
    for place, each in enumerate(rights, start=1):
        db.add(Entry(section_id=first, position=place, title=f"第{place}篇", text="文。", rights=each))
    points = [ServicePoint(conference_id=where, name=each, kind=PointKind.VENUE) for each in ("会场", "宾馆")]
    account = StaffAccount(
        name=f"signer-{name}",
        display_name="签发人",
        role=Role.SUPERVISOR,
        may_sign_off=True,
        password_hash="-",
        created_at=now,
    )
    db.add_all([*points, account])
    db.flush()
    number = compilation.id or 0
    if signed:
        compilation.state = CompilationState.PRINTING
        text = to_json(made)
        digest = hashlib.sha256(text).hexdigest()
        db.add(
            IssuedVolume(
                compilation_id=number, volume=text.decode(), digest=digest, issued_at=now, issued_by=account.id or 0
            )
        )
        db.flush()
    signer = Identity(account.id, "签发人", Role.SUPERVISOR, may_sign_off=True)
    return Issue(number, (points[0].id or 0, points[1].id or 0), signer, made)
