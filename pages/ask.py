"""向馆员咨询: a delegate asks from the tablet or a phone, without an account. `?record=` is the book it is about."""

from pages.components import mongolian_text, question_ask
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened()

with mongolian_text.columns("ask_page"), refusals():
    mongolian_text.heading(_("向馆员咨询"))
    if number := question_ask.number_given(here.now):
        question_ask.thanks(number)
    else:
        question_ask.form(here)
