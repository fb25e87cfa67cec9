"""Show in the original text, in its own characters, what a query found there."""

from search import analysis
from search.plan import plan
from search.request import SearchRequest

Marked = list[tuple[str, bool]]


def marked(text: str, request: SearchRequest) -> Marked:
    """`text` in pieces, each with whether it was looked for; the pieces make up the whole text again.

    Folding is seen through: where 内蒙古 was typed, 內蒙古 is marked; where a title has Ōsaka, `osaka` marks it.
    """
    pieces: Marked = []
    at = 0
    for start, end in _spans(text, request):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [(piece, was_sought) for piece, was_sought in pieces if piece]


def _spans(text: str, request: SearchRequest) -> list[tuple[int, int]]:
    """Where the words of the request stand, spans that touch or overlap made one."""
    sought = {term for word in plan(request.query).words for term in word.visible}
    joined: list[tuple[int, int]] = []
    for start, end in analysis.occurrences(sought, text) if sought else ():
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
