"""Refusals: what the desk says when it cannot do a thing, and what to do next.

    Refusal
    ├── NotFound     there is no such card, record, consultation …
    ├── NotAllowed   a rule or a missing permission forbids it
    ├── AlreadyDone  somebody did it before, or at the same moment
    └── Invalid      what was given cannot be read, or is out of range

A refusal carries a Chinese template (the key of its translation) and the values that go into it, so that
the same refusal reads right in each language. Any other exception is a defect, never a refusal.
"""

from collections.abc import Callable


class Refusal(Exception):
    """Something the desk will not do, in words for the person who asked."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def in_words(self, translate: Callable[[str], str] = str) -> str:
        """The whole sentence; `translate` maps the Chinese template to the reader's language.

        A value that is itself a word of the screen is given as a Refusal-free template: wrap it in `Word`.
        """
        filled = {name: translate(value) if isinstance(value, Word) else value for name, value in self.values.items()}
        return translate(self.template).format(**filled)

    def __str__(self) -> str:
        return self.in_words()


class Word(str):
    """A value inside a refusal that has to be translated with it."""


class NotFound(Refusal):
    """There is no such thing."""


class NotAllowed(Refusal):
    """A rule or a missing permission forbids it."""


class AlreadyDone(Refusal):
    """It was done before, or someone else did it in the meantime."""


class Invalid(Refusal):
    """What was given cannot be read or is out of range."""
