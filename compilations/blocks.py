"""What a text is made of: blocks, each of running text in runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; a line break inside a paragraph is a newline in `text`.

    A run with a `note` calls that note after its text; how it is numbered and where it stands is the renderer's.
    """

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    link: str = ""
    note: "tuple[Run, ...]" = ()


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside an entry; `level` counts from 1, the entry's own title being above it."""

    level: int
    runs: Runs
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """An ordinary paragraph."""

    runs: Runs
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class ListItem:
    """An item of a list; `depth` counts from 0, `number` is None for a bullet."""

    runs: Runs
    depth: int = 0
    number: int | None = None
    kind: Literal["item"] = "item"


@dataclass(frozen=True)
class Quote:
    """A quoted paragraph, set in Kai."""

    runs: Runs
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Table:
    """Rows of cells, all rows equally long; the first row is the head and comes again on each page."""

    rows: tuple[tuple[Runs, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Picture:
    """A picture that is kept under `name` (the digest of its bytes and a suffix), with its size in pixels.

    `alt` says to those who cannot see it what it shows.
    """

    name: str
    width: int
    height: int
    caption: Runs = ()
    alt: str = ""
    kind: Literal["picture"] = "picture"

    @property
    def runs(self) -> Runs:
        """Its caption."""
        return self.caption


@dataclass(frozen=True)
class BookRow:
    """A book of a list, as it is printed, with each place where a copy stands (service point, shelf, call number)."""

    description: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookList:
    """书单: books with their call numbers and shelves."""

    rows: tuple[BookRow, ...]
    kind: Literal["books"] = "books"


Block = Annotated[Heading | Paragraph | ListItem | Quote | Table | Picture | BookList, Field(discriminator="kind")]
Blocks = tuple[Block, ...]


def words(runs: Runs) -> str:
    """The bare text of `runs`, without notes."""
    return "".join(run.text for run in runs)


def runs_of(block: Block) -> Iterator[Runs]:
    """Every piece of running text in a block, one for each cell of a table, and then the notes that they call."""
    for runs in _own_runs(block):
        yield runs
        yield from (run.note for run in runs if run.note)


def _own_runs(block: Block) -> Iterator[Runs]:
    if isinstance(block, BookList):
        block = as_table(block)
    if isinstance(block, Table):
        for row in block.rows:
            yield from row
    else:
        yield block.runs


def as_table(books: BookList) -> Table:
    """A list of books as it is printed: each with the places where it stands, a line for each."""
    head = ((Run("书刊"),), (Run("馆藏地点与索书号"),))
    rows = (((Run(book.description),), (Run("\n".join(book.places) or "未标明"),)) for book in books.rows)
    return Table((head, *rows))
