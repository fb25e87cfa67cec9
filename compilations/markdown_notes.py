"""Notes in Markdown, as most programs write them: `text[^1]` calls the note that a line `[^1]: …` gives.

A call without its note, a note without its call and a call inside a note are text, so that nothing is lost.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

_CALL = re.compile(r"\[\^([^\]\[\s]{1,40})\](?!:)")
_NOTE = re.compile(r"\[\^([^\]\[\s]{1,40})\]:[ \t]*(\S.*)")
CALL, NOTE = "note_call", "note"


def with_notes(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which now makes a token of each call (`meta["label"]`) and of each note (its text in `content`)."""
    parser.inline.ruler.before("link", CALL, _call)
    parser.block.ruler.before("html_block", NOTE, _note, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


def labels_called(tokens: Sequence[Token]) -> Iterator[str]:
    """The labels of all notes that are called, pictures' captions included."""
    for token in tokens:
        if token.type == CALL:
            yield token.meta["label"]
        yield from labels_called(token.children or ())


def _call(state: StateInline, silent: bool) -> bool:
    match = _CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push(CALL, "", 0)
        token.content, token.meta = match[0], {"label": match[1]}
    state.pos = match.end()
    return True


def _note(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _NOTE.match(line)
    if match is None:
        return False
    if not silent:
        token = state.push(NOTE, "", 0)
        token.content, token.meta, token.map = match[2], {"label": match[1]}, [start, start + 1]
        state.line = start + 1
    return True
