"""The one interface that a search engine fulfils. Tokens are ours in every engine; an engine matches and ranks."""

from collections.abc import Iterable
from typing import Protocol

from desk.errors import Refusal
from search.documents import Document
from search.hits import Completion, Results
from search.request import SearchRequest


class IndexTrouble(Refusal):
    """The index cannot be used, or not be written, just now; the catalogue itself is not affected."""


class IndexBusy(IndexTrouble):
    """The files of the index are held, or kept from us, for longer than anyone should wait."""


class IndexDiskFull(IndexTrouble):
    """There is no room to write the index; it is as it was, and building it anew would not help."""


class IndexUnusable(IndexTrouble):
    """There is no index, or it cannot be read: it has to be built anew from the database."""


class Engine(Protocol):
    """An index that can be asked and kept up to date."""

    def search(self, request: SearchRequest) -> Results:
        """The records that `request` finds, best first, with facets over all of them."""

    def complete(self, typed: str, limit: int = 8) -> tuple[Completion, ...]:
        """What the catalogue has that begins with `typed`, in any script, the most frequent first."""

    def replace(self, documents: Iterable[Document], removed: Iterable[int], *, mark: int) -> None:
        """Put in these documents (each replaces its earlier self), take out those record ids, and note `mark`."""

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        mark: int,
        instead_of: str | None = None,
        learned: Iterable[str] = (),
    ) -> None:
        """Build the index anew beside the old one and then take its place.

        `learned` are Han words of the user dictionary, kept as words beside those that everybody knows.

        Where `instead_of` names a build that is no longer in use by the time it is our turn, somebody else has done
        it, and nothing is built.
        """

    @property
    def build(self) -> str:
        """Which build of the index is in use; empty when there is none."""

    @property
    def mark(self) -> int:
        """The high-water mark (catalogue_change.id) up to which the index has caught up; -1: no usable index."""
