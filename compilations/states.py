"""审签: the states of a compilation and what leads from one to the next, as a table of data."""

from enum import StrEnum

from desk.errors import AlreadyDone, NotAllowed, Refusal, Word
from desk.tables import Compilation
from desk.tables import CompilationState as State


class Act(StrEnum):
    """What changes the state of a compilation."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - an act
    RETURN = "return"


TRANSITIONS: dict[tuple[State, Act], State] = {
    (State.EDITING, Act.SUBMIT): State.FIRST_REVIEW,
    (State.FIRST_REVIEW, Act.PASS): State.SECOND_REVIEW,
    (State.SECOND_REVIEW, Act.PASS): State.FINAL_REVIEW,
    (State.FINAL_REVIEW, Act.PASS): State.PRINTING,
    (State.FIRST_REVIEW, Act.RETURN): State.EDITING,
    (State.SECOND_REVIEW, Act.RETURN): State.EDITING,
    (State.FINAL_REVIEW, Act.RETURN): State.EDITING,
}

STATE_LABELS = {
    State.EDITING: Word("编辑"),
    State.FIRST_REVIEW: Word("初审"),
    State.SECOND_REVIEW: Word("复审"),
    State.FINAL_REVIEW: Word("终审签发"),
    State.PRINTING: Word("付印"),
}

_WHY_NOT: dict[State, Word] = {
    State.EDITING: Word("《{title}》还在编辑，没有送审。请先送审。"),
    State.PRINTING: Word("《{title}》已经签发付印，不能再改。如需更正，请编一个新版次。"),
}
_IN_REVIEW = Word("《{title}》正在{state}，送审的稿子不能改动。请等审稿人退改后再改。")
_SUBMITTED = Word("《{title}》已经送审，正在{state}。")


def after(compilation: Compilation, act: Act) -> State:
    """The state that `act` leads to; refused in words where the table has no such transition."""
    state = State(compilation.state)
    found = TRANSITIONS.get((state, act))
    if found is None:
        raise _refusal(compilation, state)
    return found


def require_editing(compilation: Compilation) -> None:
    """Refuse unless the compilation may be changed: not while it is reviewed, and never again once it is issued."""
    state = State(compilation.state)
    if state == State.PRINTING:
        raise NotAllowed(_WHY_NOT[state], title=compilation.title)
    if state != State.EDITING:
        raise NotAllowed(_IN_REVIEW, title=compilation.title, state=STATE_LABELS[state])


def is_issued(compilation: Compilation) -> bool:
    """Whether it was signed and went to the printer: only then are there copies of it."""
    return State(compilation.state) == State.PRINTING


def require_issued(compilation: Compilation) -> None:
    """Refuse unless there are copies of it, saying what comes first."""
    if not is_issued(compilation):
        raise NotAllowed(
            "《{title}》还没有签发付印，现在是“{state}”，没有可以发放的成品。请先{step}，签发后再发放。",
            title=compilation.title,
            state=STATE_LABELS[State(compilation.state)],
            step=Word("送审并完成审签") if compilation.state == State.EDITING else Word("完成审签"),
        )


def _refusal(compilation: Compilation, state: State) -> Refusal:
    word = _WHY_NOT.get(state, _SUBMITTED)
    return AlreadyDone(word, title=compilation.title, state=STATE_LABELS[state])
