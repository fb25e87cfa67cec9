"""The embedded index: kept on disk by Whoosh (`whoosh_files`), matched and ranked on arrays (`snapshot`)."""

import threading
from collections.abc import Iterable
from pathlib import Path

from search.analysis.words import VERSION as ANALYSIS_VERSION
from search.asking import answer
from search.completing import completions
from search.documents import Document
from search.engine import IndexUnusable
from search.hits import Completion, Results
from search.index_folder import IndexFolder, Note, disk_told
from search.request import SearchRequest
from search.segments import Segment
from search.snapshot import Snapshot
from search.whoosh_files import WhooshFiles, damage_told

VERSION = f"3; {ANALYSIS_VERSION}"
WRITING_S, BUILDING_S = 30.0, 120.0  # how long to wait for whoever writes: an update takes moments, a rebuild minutes


class WhooshEngine:
    """An index in a folder of its own. One instance serves all threads of a process."""

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder, VERSION)
        self._opening = threading.Lock()
        self._files: tuple[str, WhooshFiles] | None = None
        self._state: Note | None = None
        self._segments: dict[str, Segment] = {}
        self._snapshot = Snapshot([], [], frozenset())

    @property
    def build(self) -> str:
        """Which build of the index is in use; empty when there is none."""
        with disk_told():
            note = self._folder.note()
        return note.folder if note else ""

    @property
    def mark(self) -> int:
        """The high-water mark up to which the index has caught up; -1: no usable index."""
        try:
            with disk_told():
                self.snapshot()
                note = self._folder.note()
        except IndexUnusable:
            return -1
        return note.mark if note else -1

    def search(self, request: SearchRequest) -> Results:
        """The records that `request` finds, best first, with facets over all of them."""
        with disk_told():
            return answer(self.snapshot(), request)

    def complete(self, typed: str, limit: int = 8) -> tuple[Completion, ...]:
        """What the catalogue has that begins with `typed`, in any script, the most frequent first."""
        with disk_told():
            return completions(self.snapshot(), typed, limit)

    def replace(self, documents: Iterable[Document], removed: Iterable[int], *, mark: int) -> None:
        """Put in these documents, take out those record ids, and note `mark`."""
        with disk_told(), self._folder.lock("writing", WRITING_S), damage_told():
            note, files = self._in_use()
            files.replace(documents, removed, self._segments)
            self._folder.put_down(note.folder, mark)

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        mark: int,
        instead_of: str | None = None,
        learned: Iterable[str] = (),
    ) -> None:
        """Build the index anew beside the old one and then take its place, unless `instead_of` is gone already."""
        with disk_told(), self._folder.lock("building", BUILDING_S):
            before = self.build
            if instead_of not in (None, before):
                return
            self._folder.sweep(before)
            beside = self._folder.new_folder()
            try:
                WhooshFiles.build(beside, documents, learned)
                with self._folder.lock("writing", WRITING_S):
                    self._folder.put_down(beside.name, mark)
            except BaseException:
                self._folder.sweep(before)
                raise
            # the state before stays until the next rebuild: somebody may be reading it
            self._folder.sweep(beside.name, before)

    def _in_use(self) -> tuple[Note, WhooshFiles]:
        """The note on the state in use, and its files."""
        note = self._folder.note()
        if note is None:
            raise IndexUnusable("检索库还没有建好，或是由别的版本建立的。请运行 manage.py reindex 重建。")
        if self._files is None or self._files[0] != note.folder:
            self._files = (note.folder, WhooshFiles(self._folder.root / note.folder))
        return note, self._files[1]

    def snapshot(self) -> Snapshot:
        """The newest state, read once and shared by all threads until the note on it changes."""
        with self._opening:
            note, files = self._in_use()
            if note is not self._state:
                found = files.segments(self._segments)
                self._segments = {name: segment for name, (segment, _) in found.items()}
                deleted = [gone for _, gone in found.values()]
                self._snapshot = Snapshot(list(self._segments.values()), deleted, files.learned)
                self._state = note
            return self._snapshot
