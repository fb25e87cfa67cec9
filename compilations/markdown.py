"""Markdown → blocks. Entries are kept as Markdown, so that an editor can go on writing in them.

Three departures from CommonMark, each because Chinese texts come that way: emphasis opens and closes beside Chinese
punctuation (`**“草原”**是`), indented lines are paragraphs and not program code, and a line that ends a Chinese
sentence ends its paragraph. Raw HTML is read for bold, italics, superscript and line breaks; the rest of it is dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Picture, Quote, Run, Runs, Table
from compilations.characters import seen
from compilations.markdown_notes import NOTE, labels_called, with_notes
from compilations.markdown_runs import TAG, emphasis, merged, paragraphs

DEEPEST_HEADING = 4
_KEPT = re.compile(r"picture:([A-Za-z0-9_-]+\.(?:png|jpe?g))\?([1-9]\d{0,4})x([1-9]\d{0,4})")  # never a path
_HOLLOW_LINE = re.compile("^[\u200b\ufeff]+\r?\n", re.MULTILINE)  # left by web pages in mid-sentence: no blank line
_COMMENT_OR_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "reference"])
    parser.inline.ruler.at("emphasis", emphasis)
    return with_notes(parser)


_PARSER = _parser()


def blocks(text: str) -> Blocks:
    """The blocks of a Markdown text. Never refuses: what is no mark-up is text."""
    return _Reader().read(_PARSER.parse(seen(_HOLLOW_LINE.sub("", text))))


def running_text(text: str) -> Runs:
    """One line of Markdown as running text, its notes' calls left as they are written."""
    return _one_run_of([runs for token in _PARSER.parseInline(text) for runs in paragraphs(token.children or [], {})])


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
    notes: dict[str, Runs] = field(default_factory=dict)

    def read(self, tokens: list[Token]) -> Blocks:
        called = set(labels_called(tokens))
        for token in tokens:
            if token.type == NOTE and token.meta["label"] in called - self.notes.keys():
                self.notes[token.meta["label"]] = running_text(token.content)
                token.hidden = True
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
        children = token.children or []
        if self.rows is not None:
            self.rows[-1].append(self._one_run(children))
        elif self.heading:
            self._add(Heading(self.heading, self._one_run(children)))
        else:
            for is_picture, part in _parted(children):
                if is_picture:
                    self.found.append(self._picture(part[0]))
                elif self.lists:
                    self._add_item(self._one_run(part))
                else:
                    for runs in paragraphs(part, self.notes):
                        self._add(Quote(runs) if self.quotes else Paragraph(runs))

    def _on_note(self, token: Token) -> None:
        if not token.hidden:
            self._add(Paragraph((Run(f"[^{token.meta['label']}]: "), *running_text(token.content))))

    def _one_run(self, tokens: list[Token]) -> Runs:
        return _one_run_of(list(paragraphs(tokens, self.notes)))

    def _picture(self, token: Token) -> Picture:
        kept = _KEPT.fullmatch(str(token.attrGet("src")))
        assert kept is not None
        caption = self._one_run(token.children or [])
        return Picture(kept[1], int(kept[2]), int(kept[3]), caption, str(token.attrGet("title") or ""))

    def _add(self, block: Heading | Paragraph | Quote) -> None:
        if merged(block.runs):
            self.found.append(replace(block, runs=merged(block.runs)))

    def _add_item(self, runs: Runs) -> None:
        level = self.lists[-1]
        if level.begun and self.found and isinstance(self.found[-1], ListItem):
            last = self.found[-1]  # a further paragraph of the same item
            self.found[-1] = replace(last, runs=merged((*last.runs, Run("\n"), *runs)))
        elif runs:
            self.found.append(ListItem(runs, len(self.lists) - 1, level.number))
        level.begun = True

    def _on_fence(self, token: Token) -> None:
        self._add(Paragraph(merged((Run(token.content.strip()),))))

    def _on_html_block(self, token: Token) -> None:
        text = unescape(TAG.sub("\n", _COMMENT_OR_HIDDEN.sub("", token.content)))
        for line in filter(None, map(str.strip, text.split("\n"))):
            self._add(Paragraph((Run(line),)))


def _parted(tokens: list[Token]) -> Iterator[tuple[bool, list[Token]]]:
    """Running text cut where kept pictures stand in it: whether a part is one picture, and its tokens."""
    part: list[Token] = []
    for token in tokens:
        if token.type == "image" and _KEPT.fullmatch(str(token.attrGet("src"))):
            if part:
                yield False, part
            yield True, [token]
            part = []
        else:
            part.append(token)
    if part:
        yield False, part


def _one_run_of(pieces: list[Runs]) -> Runs:
    """Several paragraphs where only one may stand, with line breaks between them."""
    joined: list[Run] = []
    for runs in pieces:
        joined += [Run("\n"), *runs] if joined else runs
    return merged(tuple(joined))
