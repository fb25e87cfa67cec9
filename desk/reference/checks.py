"""What people put into a consultation, checked before it is kept."""

import unicodedata
from datetime import datetime

from sqlmodel import Session

from desk import clock, vocabularies
from desk.errors import Invalid, Word
from desk.tables import Conference, ServicePoint

LONGEST_QUESTION = 5_000
LONGEST_CALLBACK = 200


def cleaned(text: str) -> str:
    """`text` without control characters and lone surrogates, which no database keeps; everything else stays.

    Line breaks and tabs stay, and so do the joiners and variation selectors that Mongolian needs.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def a_question(text: str) -> str:
    """A question of 1 to 5,000 characters; refuses one that is empty or longer."""
    question = cleaned(text)
    if not _says_something(question):
        raise Invalid("还没有写问题。请写一两句，再保存。")
    if len(question) > LONGEST_QUESTION:
        raise Invalid(
            "问题有 {length} 字，超过了 {limit} 字。请只留要点，其余分成几件登记。",
            length=len(question),
            limit=LONGEST_QUESTION,
        )
    return question


def an_answer(text: str) -> str:
    """An answer of any length, kept whole; refuses an empty one."""
    answer = cleaned(text)
    if not _says_something(answer):
        raise Invalid("还没有写答复。请写下答复，或把这件咨询留作待答复。")
    return answer


def a_callback(text: str) -> str:
    """How somebody may be reached, in at most 200 characters."""
    callback = cleaned(text)
    if len(callback) > LONGEST_CALLBACK:
        raise Invalid(
            "联系方式有 {length} 字，超过了 {limit} 字。请只留房间号或电话。",
            length=len(callback),
            limit=LONGEST_CALLBACK,
        )
    return callback


def a_code(vocabulary: str, code: str, template: Word) -> str:
    """A code that `vocabulary` has; any other is refused with `template`."""
    if code not in vocabularies.codes(vocabulary):
        raise Invalid(template)
    return code


def a_past_moment(asked_at: datetime, now: datetime) -> datetime:
    """A moment not after `now`; refuses one in the future."""
    if asked_at > now:
        raise Invalid(
            "提问时间 {asked} 还没有到（现在是 {now}）。请改成已过去的时间。",
            asked=f"{clock.local(asked_at):%Y-%m-%d %H:%M}",
            now=f"{clock.local(now):%Y-%m-%d %H:%M}",
        )
    return asked_at


def a_conference(db: Session, conference_id: int, service_point_id: int | None) -> Conference:
    """The conference; refuses one that is not there, and a service point that belongs to another."""
    conference = db.get(Conference, conference_id)
    if conference is None:
        raise Invalid("还没有设定会议。请系统管理员先设定会议，再登记咨询。")
    if service_point_id is not None:
        point = db.get(ServicePoint, service_point_id)
        if point is None or point.conference_id != conference_id:
            raise Invalid("本次会议没有这个服务点。请从列表中选择。")
    return conference


def _says_something(text: str) -> bool:
    """Whether anything in `text` can be seen: a letter, digit, mark of punctuation or symbol."""
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)
