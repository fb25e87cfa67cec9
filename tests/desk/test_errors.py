"""A refusal reads right in each language, with its values in it."""

from desk.errors import NotAllowed, Word
from desk.words import LANGUAGES, translator


def test_a_refusal_is_translated_with_the_words_inside_it() -> None:
    refusal = NotAllowed("“{role}”没有这项权限。请联系系统管理员。", role=Word("馆员"))
    assert str(refusal) == "“馆员”没有这项权限。请联系系统管理员。"
    assert refusal.in_words(translator("en")) == "The role “Librarian” may not do this. Ask the administrator."


def test_a_value_is_shown_as_it_is_also_where_it_holds_braces() -> None:
    assert "{x}" in str(NotAllowed("没有账号 {name}。", name="{x}"))


def test_a_language_that_the_desk_does_not_speak_is_answered_in_chinese() -> None:
    assert translator("xx")("检索") == "检索"
    assert translator("en")("检索") == "Search"
    assert set(LANGUAGES) == {"zh_CN", "en"}
