"""Which texts go down the page: those that are mainly in Traditional Mongolian, for every format.

Tables, lists of books and pictures lie across the page whatever is in them.
"""

from collections.abc import Iterator
from itertools import groupby

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Quote, words

_HAN = 2.5  # letters that take as much room as a character


def goes_down(text: str) -> bool:
    """Whether a text is mostly Traditional Mongolian, measured by the room that its letters take."""
    letters = [letter for letter in text if letter.isalpha()]
    mongolian = sum("\u1800" <= letter <= "\u18af" for letter in letters)
    han = sum(letter >= "\u2e80" for letter in letters)
    return mongolian > (len(letters) - han - mongolian) + han * _HAN


def is_vertical(block: Block) -> bool:
    """Whether a block goes down the page."""
    return isinstance(block, Heading | Paragraph | ListItem | Quote) and goes_down(words(block.runs))


def stretches(blocks: Blocks) -> Iterator[tuple[bool, tuple[tuple[int, Block], ...]]]:
    """The blocks with their numbers, in stretches that go down the page or do not."""
    for down, group in groupby(enumerate(blocks), lambda numbered: is_vertical(numbered[1])):
        yield down, tuple(group)
