"""Markdown → blocks. Entries are kept as Markdown, so that an editor can go on writing in them.

Three departures from CommonMark, each because Chinese texts come that way: emphasis opens and closes beside Chinese
punctuation (`**“草原”**是`), indented lines are paragraphs and not program code, and a line that ends a Chinese
sentence ends its paragraph. Raw HTML is read for bold, italics, superscript and line breaks; the rest of it is dropped.
"""

import re
from dataclasses import dataclass, field, replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Quote, Run, Runs, Table, words
from compilations.characters import seen
from compilations.markdown_runs import TAG, emphasis, merged, paragraphs

DEEPEST_HEADING = 4
_HOLLOW_LINE = re.compile("^[\u200b\ufeff]+\r?\n", re.MULTILINE)  # left by web pages in mid-sentence: no blank line
_COMMENT_OR_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "reference"])
    parser.inline.ruler.at("emphasis", emphasis)
    return parser


_PARSER = _parser()


def blocks(text: str) -> Blocks:
    """The blocks of a Markdown text. Never refuses: what is no mark-up is text."""
    return _Reader().read(_PARSER.parse(seen(_HOLLOW_LINE.sub("", text))))


@dataclass
class _Level:
    """One list that is open: its next number (None: bullets), and whether its item already has a block."""

    number: int | None
    begun: bool = False


@dataclass
class _Reader:
    """Walks markdown-it's tokens and keeps what they say about the text."""

    found: list[Block] = field(default_factory=list)
    lists: list[_Level] = field(default_factory=list)
    quotes: int = 0
    heading: int = 0
    rows: list[list[Runs]] | None = None

    def read(self, tokens: list[Token]) -> Blocks:
        for token in tokens:
            handler = getattr(self, f"_on_{token.type}", None)
            if handler is not None:
                handler(token)
        return tuple(self.found)

    def _on_heading_open(self, token: Token) -> None:
        self.heading = min(int(token.tag[1]), DEEPEST_HEADING)

    def _on_heading_close(self, _token: Token) -> None:
        self.heading = 0

    def _on_blockquote_open(self, _token: Token) -> None:
        self.quotes += 1

    def _on_blockquote_close(self, _token: Token) -> None:
        self.quotes -= 1

    def _on_bullet_list_open(self, _token: Token) -> None:
        self.lists.append(_Level(None))

    def _on_ordered_list_open(self, token: Token) -> None:
        start = token.attrGet("start")
        self.lists.append(_Level(1 if start is None else int(start)))

    def _on_bullet_list_close(self, _token: Token) -> None:
        self.lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token: Token) -> None:
        self.lists[-1].begun = False

    def _on_list_item_close(self, _token: Token) -> None:
        level = self.lists[-1]
        if level.number is not None:
            level.number += 1

    def _on_table_open(self, _token: Token) -> None:
        self.rows = []

    def _on_table_close(self, _token: Token) -> None:
        assert self.rows is not None
        self.found.append(Table(tuple(map(tuple, self.rows))))
        self.rows = None

    def _on_tr_open(self, _token: Token) -> None:
        assert self.rows is not None
        self.rows.append([])

    def _on_inline(self, token: Token) -> None:
        pieces = list(paragraphs(token.children or []))
        if self.rows is not None:
            self.rows[-1].append(_one_run_of(pieces))
        elif self.heading:
            self._add(Heading(self.heading, _one_run_of(pieces)))
        elif self.lists:
            self._add_item(_one_run_of(pieces))
        else:
            for runs in pieces:
                self._add(Quote(runs) if self.quotes else Paragraph(runs))

    def _add(self, block: Heading | Paragraph | Quote) -> None:
        if words(block.runs):
            self.found.append(block)

    def _add_item(self, runs: Runs) -> None:
        level = self.lists[-1]
        if level.begun and self.found and isinstance(self.found[-1], ListItem):
            last = self.found[-1]  # a further paragraph of the same item
            self.found[-1] = replace(last, runs=merged((*last.runs, Run("\n"), *runs)))
        elif words(runs):
            self.found.append(ListItem(runs, len(self.lists) - 1, level.number))
        level.begun = True

    def _on_fence(self, token: Token) -> None:
        self._add(Paragraph(merged((Run(token.content.strip()),))))

    def _on_html_block(self, token: Token) -> None:
        text = unescape(TAG.sub("\n", _COMMENT_OR_HIDDEN.sub("", token.content)))
        for line in filter(None, map(str.strip, text.split("\n"))):
            self._add(Paragraph((Run(line),)))


def _one_run_of(pieces: list[Runs]) -> Runs:
    """Several paragraphs where only one may stand, with line breaks between them."""
    joined: list[Run] = []
    for runs in pieces:
        joined += [Run("\n"), *runs] if joined else runs
    return merged(tuple(joined))
