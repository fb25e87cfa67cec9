"""The running text of Markdown → runs, each in one style."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from compilations.blocks import Run, Runs, words
from compilations.characters import joined_lines
from compilations.markdown_notes import CALL

TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^>]*>|<[!?][^>]*>")
_SENTENCE_END = re.compile(r"[。！？；：][”’」』）》]*$")
_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "sup": "superscript"}


def emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule for `*` without its exception for punctuation, which is blind to Chinese."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    after = state.pos + scanned.length
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        opens = after < state.posMax and not state.src[after].isspace()
        closes = state.pos > 0 and not state.src[state.pos - 1].isspace()
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes))
    state.pos = after
    return True


def merged(runs: Runs) -> Runs:
    """The same text with neighbours of one style made one run, empty runs gone, and no blanks at the ends of lines.

    A note is called by the text before it; only a second note in a row, or one that begins a line, has no text.
    """
    joined = _joined(runs)
    while (trimmed := _joined(_ends_trimmed(joined))) != joined:
        joined = trimmed
    return tuple(joined)


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined and not joined[-1].note else None
        if not run.text and run.note:
            joined[-1:] = [*joined[-1:], Run("", note=run.note)] if last is None else [replace(last, note=run.note)]
        elif last is not None and replace(run, text="", note=()) == replace(last, text=""):
            joined[-1] = replace(run, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _ends_trimmed(runs: list[Run]) -> list[Run]:
    first, end = 0, len(runs)
    while first < end and not runs[first].text.strip() and not runs[first].note:
        first += 1
    while first < end and not runs[end - 1].text.strip() and not runs[end - 1].note:
        end -= 1
    kept = runs[first:end]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def unstyled(runs: Runs) -> Runs:
    """The same text and its notes in one style, as a heading has it."""
    return merged(tuple(Run(run.text, note=run.note) for run in runs))


def paragraphs(tokens: list[Token], notes: Mapping[str, Runs]) -> Iterator[Runs]:
    """The running text of one Markdown paragraph: usually one piece, more where a line ends a Chinese sentence.

    `notes` are those that it may call, by their labels.
    """
    line: list[Run] = []
    style = _Style()
    for token in tokens:
        if token.type == "softbreak":
            if _SENTENCE_END.search(words(tuple(line))):
                yield merged(tuple(line))
                line = []
            else:
                style.broken = True
        elif token.type == CALL and notes.get(token.meta["label"]):
            line.append(Run("", note=notes[token.meta["label"]]))
        elif text := style.text_of(token):
            if style.broken and line:
                before = next((run.text for run in reversed(line) if run.text), "")
                text = joined_lines(before, text)[len(before) :]
            style.broken = False
            line.append(style.run(text))
    if line:
        yield merged(tuple(line))


@dataclass
class _Style:
    """How the text at hand is set: what is open at this point of the paragraph."""

    open: dict[str, int] = field(default_factory=lambda: {"bold": 0, "italic": 0, "superscript": 0})
    link: str = ""
    broken: bool = False  # a line of the source ended just before

    def run(self, text: str) -> Run:
        bold, italic, superscript = (self.open[name] > 0 for name in ("bold", "italic", "superscript"))
        return Run(text, bold, italic, superscript, self.link)

    def text_of(self, token: Token) -> str:
        """The text that a token adds; a token that only opens or closes a style adds none."""
        if token.type in ("text", "code_inline", "text_special", CALL):
            return token.content
        if token.type == "hardbreak":
            return "\n"
        if token.type == "image":
            return f"〔图：{token.content}〕" if token.content else ""
        if token.type == "html_inline":
            return self._html(token.content)
        if token.type in ("link_open", "link_close"):
            self.link = str(token.attrGet("href") or "")
        else:
            self._turn(_STYLES.get(token.tag), token.nesting)
        return ""

    def _html(self, tag: str) -> str:
        match = TAG.match(tag)
        name = (match.group(1) or "").lower() if match else ""
        if name == "br":
            return "\n"
        self._turn(_STYLES.get(name), -1 if tag.startswith("</") else 1)
        return ""

    def _turn(self, style: str | None, by: int) -> None:
        if style is not None:
            self.open[style] = max(0, self.open[style] + by)
