"""The states of a consultation and what leads from one to the next, as a table of data."""

from enum import StrEnum

from desk.errors import AlreadyDone, Refusal, Word
from desk.tables import ConsultationState as State


class Act(StrEnum):
    """What a librarian does to a consultation that changes its state."""

    ANSWER = "answer"
    REFER = "refer"
    REOPEN = "reopen"


TRANSITIONS: dict[tuple[State, Act], State] = {
    (State.OPEN, Act.ANSWER): State.ANSWERED,
    (State.REFERRED, Act.ANSWER): State.ANSWERED,  # whoever finds the answer may save it
    (State.ANSWERED, Act.ANSWER): State.ANSWERED,  # a correction
    (State.OPEN, Act.REFER): State.REFERRED,
    (State.REFERRED, Act.REFER): State.REFERRED,
    (State.REFERRED, Act.REOPEN): State.OPEN,  # taken back, for anyone to answer
    (State.ANSWERED, Act.REOPEN): State.OPEN,
}

STATE_LABELS = {
    State.OPEN: Word("待答复"),
    State.REFERRED: Word("已转交"),
    State.ANSWERED: Word("已答复"),
}

_WHY_NOT: dict[tuple[State, Act], Word] = {
    (State.ANSWERED, Act.REFER): Word("咨询 {number} 已经答复，不能再转交。如需继续处理，请先重新打开。"),
    (State.OPEN, Act.REOPEN): Word("咨询 {number} 本来就是待答复，不用重新打开。"),
}


def after(state: str, act: Act, *, number: str) -> State:
    """The state that `act` leads to; refused in words where the table has no such transition."""
    found = TRANSITIONS.get((State(state), act))
    if found is None:
        raise _refusal(State(state), act, number)
    return found


def _refusal(state: State, act: Act, number: str) -> Refusal:
    return AlreadyDone(_WHY_NOT[state, act], number=number)
