"""How long 25,000 CNMARC records take from a file into the catalogue and the index. The promise: under 90 s on 2 cores.

    python -m benchmarks.importing [--records 25000] [--from FILE.iso] [--keep FILE.mrc]

The records of FILE (ten real ones, from DESK_TEST_DATA when it is set; else the golden records of the tests) are
multiplied with control numbers, ISBNs, titles, accession numbers and barcodes of their own.
"""

import argparse
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk import clock
from desk.catalogue import imports, iso2709
from desk.catalogue.encodings import prevailing
from desk.catalogue.marc import Field, Marc
from desk.catalogue.reading import entries
from desk.catalogue.uploads import Uploads
from desk.settings import Settings
from desk.staff.roles import OPERATOR
from desk.tables import ImportBatch
from search.indexing import catch_up
from search.opening import OpenDesk, open_desk

REAL = Path(os.environ.get("DESK_TEST_DATA", "")) / "cnmarc" / "bnu10_cnmarc_utf8.iso"
PROMISE_SECONDS = 90
_NUMBERED = {"905", "906", "935", "986"}


def main() -> None:
    """Make the file, import it, import it again, and print seconds and rates."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=25_000)
    arguments.add_argument("--from", dest="source", type=Path, default=REAL if REAL.is_file() else None)
    arguments.add_argument("--keep", type=Path, help="keep the file that was made")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.keep or Path(folder) / "many.mrc"
        file.write_bytes(b"".join(multiplied(_records(chosen.source), chosen.records)))
        print(f"{chosen.records} records, {file.stat().st_size / 2**20:.1f} MB")
        measure(file, open_desk(Settings(data_dir=Path(folder) / "live")), chosen.records)


def measure(file: Path, desk: OpenDesk, count: int) -> None:
    """Import into an empty desk step by step; then the same file once more."""
    with timed("read only", count):
        for _ in entries(file):
            pass
    with timed("whole import", count) as whole:
        with timed("  read, match, write", count):
            print(_counts(_imported(desk, file)))
        with timed("  index", count):
            catch_up(desk.database, desk.engine)
    print(f"promise kept: {whole[0] < PROMISE_SECONDS} ({whole[0]:.1f} s of {PROMISE_SECONDS} s)")
    with timed("same file again", count):
        print(_counts(_imported(desk, file)))


def multiplied(records: list[Marc], count: int) -> Iterator[bytes]:
    """`count` records after the pattern of `records`, each a title of its own."""
    for number in range(count):
        pattern = records[number % len(records)]
        yield written(Marc(pattern.leader, tuple(_varied(field, number) for field in pattern.fields)))


def written(marc: Marc) -> bytes:
    """A record as ISO 2709 in UTF-8."""
    directory, body = b"", b""
    for field in marc.fields:
        text = "".join(f"{iso2709.SUBFIELD}{code}{value}" for code, value in field.subfields)
        data = (field.indicators + text if text else field.content).encode() + iso2709.FIELD_END
        directory += f"{field.tag}{len(data):04d}{len(body):05d}".encode()
        body += data
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05d}{marc.leader[5:12]}{base:05d}{marc.leader[17:24]}"
    return leader.encode() + directory + iso2709.FIELD_END + body + iso2709.RECORD_END


@contextmanager
def timed(what: str, count: int) -> Iterator[list[float]]:
    """Print how long the block took, and how many records that is in a second; the seconds are left in the list."""
    taken: list[float] = []
    start, cpu = time.perf_counter(), time.process_time()
    yield taken
    taken.append(time.perf_counter() - start)
    used = time.process_time() - cpu
    print(f"{what:<22} {taken[0]:7.1f} s  {used:7.1f} CPU-s  {count / taken[0]:8,.0f} records/s")


def _records(source: Path | None) -> list[Marc]:
    if source is None:
        from tests.desk.catalogue.marc_text import file_of  # noqa: PLC0415 - only where there are no real records

        data = file_of("dirty", "twins", "dt1000", "mongolian", "old_prices")
    else:
        data = source.read_bytes()
    chunks = list(iso2709.chunks(data))
    encoding = prevailing(chunk.raw for chunk in chunks)
    return [iso2709.parsed(chunk, encoding) for chunk in chunks]


def _varied(field: Field, number: int) -> Field:
    if field.tag == "001":
        return field._replace(content=f"99{number:013d}")
    if field.tag == "010":
        return field._replace(subfields=tuple((c, _isbn(number) if c == "a" else v) for c, v in field.subfields))
    if field.tag == "200":
        return field._replace(subfields=tuple((c, f"{v}（{number}）" if c == "a" else v) for c, v in field.subfields))
    if field.tag in _NUMBERED:
        return field._replace(subfields=tuple((c, _renumbered(v, number)) for c, v in field.subfields))
    return field


def _isbn(number: int) -> str:
    nine = f"7{number:08d}"
    check = -sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    return f"{nine[0]}-{nine[1:5]}-{nine[5:]}-{'X' if check == 10 else check}"


def _renumbered(value: str, number: int) -> str:
    """A barcode or accession number made this record's own; its last figure and the end of a range stay."""
    return re.sub(r"\d{6,}", lambda found: f"{number:08d}{found[0][-2:]}", value)


def _imported(desk: OpenDesk, file: Path) -> ImportBatch:
    uploads = Uploads(desk.settings.data_dir / "uploads")
    now = clock.now()
    with file.open("rb") as source:
        digest = uploads.keep(source, file.name)
    batch = imports.stage_file(desk.database, OPERATOR, uploads, digest, name=file.name, now=now, look=False)
    assert batch.id is not None
    return imports.apply_batch(desk.database, OPERATOR, uploads, batch.id, now=now)


def _counts(batch: ImportBatch) -> str:
    return f"added {batch.added}, changed {batch.changed}, duplicates {batch.duplicates}, refused {len(batch.refused)}"


if __name__ == "__main__":
    main()
