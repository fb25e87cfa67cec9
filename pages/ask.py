"""向馆员咨询: a delegate asks from the tablet or a phone, without an account. `?record=` is the book it is about."""

import streamlit as st

from pages.components import question_ask
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened()

st.title(_("向馆员咨询"))
with refusals():
    if number := question_ask.number_given(here.now):
        question_ask.thanks(number)
    else:
        question_ask.form(here)
