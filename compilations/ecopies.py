"""电子本: where delegates fetch an issued volume. One for internal use has a code, an end, and who approved it.

What may go out at all is judged elsewhere, from the rights of each entry (`rights.ecopy_terms`), and obeyed here.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from compilations import editions, states
from compilations.rights import EcopyTerms, ecopy_terms
from compilations.sections import held
from compilations.volume import Volume
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.staff import audit
from desk.staff.roles import Identity
from desk.tables import Audience, Compilation, Ecopy, IssuedVolume

SUFFIXES = (".pdf", ".epub")
"""What an e-copy can be fetched as; the Word file is for editors."""
_NAMED = 5  # entries that a refusal names


@dataclass(frozen=True)
class Opened:
    """An e-copy that may be fetched now, and what its page says of the volume."""

    ecopy: Ecopy
    conference_id: int
    title: str
    title_mn: str
    title_en: str
    edition: str

    @property
    def needs_code(self) -> bool:
        """Whether whoever fetches it has to know its code."""
        return self.ecopy.audience == Audience.INTERNAL


def offer(
    db: Session,
    who: Identity | None,
    *,
    compilation_id: int,
    audience: Audience,
    code_hash: str = "",
    expires_at: datetime | None = None,
    now: datetime,
) -> Ecopy:
    """Offer the issued volume as an e-copy, to everybody or for internal use.

    Refuses a draft; what the rights of its entries forbid; a second one for the same people; and, for internal use, one
    without code (`ecopy_codes.hashed`) or end, or approved by somebody who may not sign off.
    """
    compilation = held(db, who, compilation_id)
    states.require_issued(compilation)
    _refuse_terms(compilation, audience, ecopy_terms(db, compilation_id))  # held: nobody changes them now
    if expires_at is not None and expires_at <= now:
        raise Invalid("电子本的截止时间已经过去。请改成以后的时间。")
    if audience == Audience.INTERNAL:
        _refuse_unapproved(who, code_hash, expires_at)
    if any(each.audience == audience for each in on_offer(db, compilation_id, now=now)):
        raise AlreadyDone("《{title}》已有这样的电子本。请先撤回，再提供新的。", title=compilation.title)
    account = who.account_id if who else None
    ecopy = Ecopy(
        compilation_id=compilation_id,
        token=secrets.token_urlsafe(12),  # short, so that its QR stays coarse
        secret=secrets.token_urlsafe(32),
        audience=audience,
        code_hash=code_hash if audience == Audience.INTERNAL else "",
        expires_at=expires_at,
        approved_by=account if audience == Audience.INTERNAL else None,
        made_at=now,
        made_by=account,
    )
    db.add(ecopy)
    db.flush()
    audit.record(db, who, "offer", "ecopy", ecopy.id, now=now, compilation=compilation_id, audience=audience)
    return ecopy


def withdraw(db: Session, who: Identity | None, *, ecopy_id: int, now: datetime) -> Ecopy:
    """Take an e-copy back: from now on nobody can fetch it."""
    found = db.get(Ecopy, ecopy_id)
    if found is not None:
        held(db, who, found.compilation_id)
    ecopy = fresh(db, ecopy_id)
    if ecopy.withdrawn_at is not None:
        raise AlreadyDone("这个电子本已经撤回。请刷新页面。")
    ecopy.withdrawn_at = now
    audit.record(db, who, "withdraw", "ecopy", ecopy_id, now=now, compilation=ecopy.compilation_id)
    db.flush()
    return ecopy


def on_offer(db: Session, compilation_id: int | None = None, *, now: datetime) -> Sequence[Ecopy]:
    """The e-copies of one compilation, or of all, that can be fetched now; the oldest first."""
    wanted = select(Ecopy).where(col(Ecopy.withdrawn_at).is_(None)).order_by(col(Ecopy.id))
    if compilation_id is not None:
        wanted = wanted.where(Ecopy.compilation_id == compilation_id)
    return [each for each in db.exec(wanted).all() if each.expires_at is None or each.expires_at > now]


def opened(db: Session, token: str, *, now: datetime) -> Opened:
    """The e-copy that the address names. Refuses one that is not there, withdrawn, or past its end."""
    found = db.exec(
        select(Ecopy, Compilation)
        .join(Compilation, col(Compilation.id) == Ecopy.compilation_id)
        .where(Ecopy.token == token)
    ).first()
    if found is None:
        raise NotFound("这里没有这个电子本。请核对地址，或向服务台的馆员询问。")
    ecopy, compilation = found
    if ecopy.withdrawn_at is not None and ecopy.withdrawn_for_rights:
        raise NotAllowed(
            "《{title}》的电子本已停止提供：里面有资料现在不能以电子本提供。请取阅纸本，或向服务台的馆员询问。",
            title=compilation.title,
        )
    if ecopy.withdrawn_at is not None:
        raise NotAllowed("《{title}》的电子本已经撤回。请向服务台的馆员询问。", title=compilation.title)
    if ecopy.expires_at is not None and ecopy.expires_at <= now:
        raise NotAllowed("《{title}》的电子本已经过期。请向服务台的馆员询问。", title=compilation.title)
    return Opened(
        ecopy,
        compilation.conference_id,
        compilation.title,
        compilation.title_mn,
        compilation.title_en,
        compilation.edition,
    )


def issued_volume(db: Session, compilation_id: int) -> Volume | None:
    """The volume as it was signed; None for a draft. Refuses one that was altered since."""
    return editions.issued(db, compilation_id) if db.get(IssuedVolume, compilation_id) else None


def address(public_url: str, token: str, service_point_id: int | None = None) -> str:
    """What the e-copy's QR carries, for a service point or for none. Refuses a desk that has no public address."""
    if not public_url:
        raise Invalid("还没有设置 DESK_PUBLIC_URL，手机打不开二维码里的地址。请系统管理员设好后再制作二维码。")
    return f"{public_url}/v/{token}" + (f"?at={service_point_id}" if service_point_id else "")


def _refuse_terms(compilation: Compilation, audience: Audience, terms: EcopyTerms) -> None:
    if not terms.may:
        raise NotAllowed(
            "《{title}》不能提供电子本，有 {count} 个条目的使用范围是数据库许可或待确认：{entries}。请先核实这些条目。",
            title=compilation.title,
            count=len(terms.blockers),
            entries="、".join(f"“{blocker.title}”" for blocker in terms.blockers[:_NAMED])
            + ("……" if len(terms.blockers) > _NAMED else ""),
        )
    if not terms.allows(audience):
        raise NotAllowed(
            "《{title}》里有内部资料，不能公开提供。请按内部电子本提供，并设提取码和截止时间。", title=compilation.title
        )


def _refuse_unapproved(who: Identity | None, code_hash: str, expires_at: datetime | None) -> None:
    if who is None or not who.may_sign_off or who.account_id is None:
        raise NotAllowed("内部电子本要由有终审签发权限的人提供。请用他们的账号登录。")
    if not code_hash or expires_at is None:
        raise Invalid("内部电子本必须有提取码和截止时间。请填好再提供。")


def fresh(db: Session, ecopy_id: int) -> Ecopy:
    """The row as it is now, held until the transaction ends."""
    ecopy = db.get(Ecopy, ecopy_id, with_for_update=True, populate_existing=True)
    if ecopy is None:
        raise NotFound("这里没有这个电子本。请刷新页面。")
    return ecopy
