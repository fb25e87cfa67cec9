"""The table of states: what leads from one to the next, and that all the rest is refused."""

from datetime import UTC, datetime
from itertools import product

import pytest

from compilations.states import STATE_LABELS, TRANSITIONS, Act, after, require_editing
from desk.errors import AlreadyDone, NotAllowed
from desk.tables import Compilation, CompilationState


def a_compilation(state: str) -> Compilation:
    at = datetime(2026, 1, 26, tzinfo=UTC)
    return Compilation(conference_id=1, title="草原专题", state=state, created_at=at, changed_at=at)


def test_every_state_has_its_label() -> None:
    assert set(STATE_LABELS) == set(CompilationState)


def test_the_way_leads_over_two_reviews_and_a_signature_to_the_printer() -> None:
    state = CompilationState.EDITING
    for act in (Act.SUBMIT, Act.PASS, Act.PASS, Act.PASS):
        state = after(a_compilation(state), act)
    assert state == CompilationState.PRINTING


@pytest.mark.parametrize(("state", "act"), list(product(CompilationState, Act)))
def test_what_the_table_does_not_have_is_refused_in_words(state: CompilationState, act: Act) -> None:
    if (state, act) in TRANSITIONS:
        assert after(a_compilation(state), act) == TRANSITIONS[state, act]
    else:
        with pytest.raises(AlreadyDone, match="草原专题"):
            after(a_compilation(state), act)


@pytest.mark.parametrize("state", list(CompilationState))
def test_only_what_is_being_edited_may_be_changed(state: CompilationState) -> None:
    if state == CompilationState.EDITING:
        require_editing(a_compilation(state))
    else:
        with pytest.raises(NotAllowed, match="草原专题"):
            require_editing(a_compilation(state))
