"""The builds that are going on for the screen: begun, looked at once a second, stopped."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Semaphore, Thread

from compilations.issue_files import Wanted, made
from compilations.making import Made, Stop, key_of
from compilations.print_forms import PrintForm
from desk.database import Database
from desk.errors import Refusal, Word

_AT_ONCE = 2
_WAITING = Word("排队等候")
_STARTING = Word("准备")
_SETTING = Word("排版")
_WRITING = Word("写成文件")


@dataclass
class Build:
    """One build; written by its own thread, read by screens."""

    suffix: str
    form: PrintForm = PrintForm.SINGLE
    done: int = 0
    of: int = 0
    made: Made | None = None
    refusal: Refusal | None = None
    defect: Exception | None = None
    stop: Stop = field(default_factory=Stop)
    has_turn: bool = False
    wanted_by: set[str] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.made is not None or self.refusal is not None or self.defect is not None

    @property
    def stage(self) -> Word:
        """What is being done, in a word for the screen."""
        if not self.of:
            return _STARTING if self.has_turn else _WAITING
        return _SETTING if self.done < self.of else _WRITING

    def progress(self, done: int, of: int) -> None:
        """Note how many of how many pieces are done."""
        self.done, self.of = done, of


class Workshop:
    """Builds for all screens of this process, two at once; further ones wait their turn."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database = database
        self._data_dir = data_dir
        self._builds: dict[str, Build] = {}
        self._turn = Semaphore(_AT_ONCE)
        self._lock = Lock()

    def begin(self, wanted: Wanted, suffix: str, form: PrintForm = PrintForm.SINGLE, *, who: str = "") -> str:
        """Begin to build, unless the same build is going on; the key under which to look at it.

        `form` is how the pages of a PDF lie on paper; the other formats have none. `who` wants it, until they leave.
        """
        key = f"{key_of(wanted.volume, suffix)} {form} {wanted.issue}"
        with self._lock:
            going_on = self._builds.get(key)
            if going_on is None or going_on.is_over or going_on.stop.asked:
                going_on = self._builds[key] = Build(suffix, form)
                Thread(target=self._run, args=(wanted, going_on), daemon=True).start()
            going_on.wanted_by.add(who)
        return key

    def leave(self, key: str, *, who: str = "") -> None:
        """`who` wants the build no longer; it is stopped when nobody does."""
        with self._lock:
            build = self._builds.get(key)
            if build is not None:
                build.wanted_by.discard(who)
                if not build.wanted_by:
                    build.stop.ask()

    def look(self, key: str) -> Build | None:
        """The build under `key`, going on or over; None when the desk was started anew in the meantime."""
        return self._builds.get(key)

    def _run(self, wanted: Wanted, build: Build) -> None:
        with self._turn:
            build.has_turn = True
            try:
                build.made = made(
                    self._database, wanted, build.suffix, self._data_dir, build.form, build.progress, build.stop
                )
            except Refusal as refusal:
                build.refusal = refusal
            except Exception as defect:  # noqa: BLE001 - the thread's boundary: the screen shows it under a number
                build.defect = defect
