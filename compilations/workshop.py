"""The builds that are going on for the screen: begun, looked at once a second, stopped."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Semaphore, Thread

from compilations.making import Made, Stop, key_of, make
from compilations.print_forms import PrintForm, made
from compilations.volume import Volume
from desk.errors import Refusal

_AT_ONCE = 2


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

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.made is not None or self.refusal is not None or self.defect is not None

    def progress(self, done: int, of: int) -> None:
        """Note how many of how many pieces are done."""
        self.done, self.of = done, of


class Workshop:
    """Builds for all screens of this process, two at once; further ones wait their turn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._builds: dict[str, Build] = {}
        self._turn = Semaphore(_AT_ONCE)
        self._lock = Lock()

    def begin(self, volume: Volume, suffix: str, form: PrintForm = PrintForm.SINGLE) -> str:
        """Begin to build, unless the same build is going on; the key under which to look at it.

        `form` is how the pages of a PDF lie on paper; the other formats have none.
        """
        key = f"{key_of(volume, suffix)} {form}"
        with self._lock:
            going_on = self._builds.get(key)
            if going_on is None or going_on.is_over:
                build = self._builds[key] = Build(suffix, form)
                Thread(target=self._run, args=(volume, build), daemon=True).start()
        return key

    def look(self, key: str) -> Build | None:
        """The build under `key`, going on or over; None when the desk was started anew in the meantime."""
        return self._builds.get(key)

    def _run(self, volume: Volume, build: Build) -> None:
        with self._turn:
            try:
                if build.form == PrintForm.SINGLE:
                    build.made = make(volume, build.suffix, self.folder, build.progress, build.stop)
                else:
                    build.made = made(volume, build.form, self.folder, build.progress, build.stop)
            except Refusal as refusal:
                build.refusal = refusal
            except Exception as defect:  # noqa: BLE001 - the thread's boundary: the screen shows it under a number
                build.defect = defect
