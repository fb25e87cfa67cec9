"""The table of states, walked at random: it is the only thing that decides what may follow what."""

import tempfile
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk.database import Database
from desk.errors import AlreadyDone, Refusal
from desk.migrations import migrate
from desk.reference import consultations
from desk.reference.states import STATE_LABELS, TRANSITIONS, Act, after
from desk.tables import Consultation, ConsultationState
from tests.conftest import NOW
from tests.desk.reference.conftest import laid_out


@pytest.mark.parametrize(("state", "act"), list(product(ConsultationState, Act)))
def test_every_state_and_act_leads_on_or_is_refused_in_words(state: ConsultationState, act: Act) -> None:
    if (state, act) in TRANSITIONS:
        assert after(state, act, number="Z1") == TRANSITIONS[state, act]
    else:
        with pytest.raises(AlreadyDone, match="Z20260126-0001"):
            after(state, act, number="Z20260126-0001")


def test_every_state_has_a_name_on_screen_and_a_way_out() -> None:
    assert set(STATE_LABELS) == set(ConsultationState)
    assert {state for state, _ in TRANSITIONS} == set(ConsultationState)


class Walk(RuleBasedStateMachine):
    """Acts in any order, some with a version long past, against a model of four facts."""

    @initialize()
    def lay_out(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'desk.db'}")
        migrate(self.database)
        self.counter = laid_out(self.database)
        self.minutes = 0
        with self.database.writing() as db:
            found = consultations.ask(db, conference_id=self.counter.conference_id, question="问", now=NOW)
        assert found.id is not None
        self.id, self.state, self.version, self.answer = found.id, ConsultationState.OPEN, 1, ""
        self.first_answered_at: datetime | None = None

    def try_to(self, act: Act, version: int, **facts: Any) -> bool:
        self.minutes += 1
        verb = getattr(consultations, act)
        try:
            with self.database.writing() as db:
                moment = NOW + timedelta(minutes=self.minutes)
                verb(db, self.counter.wang, self.id, version=version, now=moment, **facts)
        except Refusal:
            assert version != self.version or (self.state, act) not in TRANSITIONS
            return False
        assert version == self.version
        self.state = TRANSITIONS[self.state, act]
        self.version += 1
        return True

    @rule(lag=st.sampled_from([0, 0, 0, 1, -1]), text=st.text("甲乙丙", min_size=1))
    def answers(self, lag: int, text: str) -> None:
        if self.try_to(Act.ANSWER, self.version - lag, answer=text, kind="facts"):
            self.answer = text
            self.first_answered_at = self.first_answered_at or NOW + timedelta(minutes=self.minutes)

    @rule(lag=st.sampled_from([0, 0, 0, 1, -1]))
    def refers(self, lag: int) -> None:
        self.try_to(Act.REFER, self.version - lag, to_account_id=self.counter.li.account_id)

    @rule(lag=st.sampled_from([0, 0, 0, 1, -1]))
    def reopens(self, lag: int) -> None:
        self.try_to(Act.REOPEN, self.version - lag)

    @rule(position=st.integers(0, 2), adds=st.booleans())
    def touches_a_source(self, position: int, adds: bool) -> None:
        verb = consultations.add_source if adds else consultations.remove_source
        try:
            with self.database.writing() as db:
                verb(db, self.counter.li, self.id, record_id=self.counter.records[position], now=NOW)
        except Refusal:
            pass

    @invariant()
    def what_is_stored_is_what_the_model_says(self) -> None:
        with self.database.reading() as db:
            stored = consultations.find(db, self.id)
        assert (stored.state, stored.version, stored.answer) == (self.state, self.version, self.answer)
        assert stored.answered_at == self.first_answered_at
        hangs_together(stored)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


def hangs_together(stored: Consultation) -> None:
    answered = stored.state == ConsultationState.ANSWERED
    assert (stored.answered_at is not None) == (stored.answered_by is not None) >= answered
    assert (stored.referred_to is not None) == (stored.state == ConsultationState.REFERRED)
    assert not answered or stored.answer


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
