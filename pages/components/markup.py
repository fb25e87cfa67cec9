"""Text that people typed, made harmless before it is shown as HTML or Markdown."""

import re
from html import escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:&])")


def escaped(text: str) -> str:
    """`text` for use inside HTML, between tags or in a quoted attribute."""
    return escape(text, quote=True)


def plain(text: str) -> str:
    """`text` for use inside Markdown: shown letter by letter, with no mark-up of its own."""
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", "  \n")
