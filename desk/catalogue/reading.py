"""From a file to drafts: every record of it, in order, as a `Draft` or as `Refused` with the reason and its bytes.

One bad record never stops the file. A file is refused as a whole (`Invalid`) only when it is not a catalogue at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from desk.catalogue import cnmarc, iso2709, marc21, marcxml, rows, sheet
from desk.catalogue.drafts import Draft, Refused, read_or_refused
from desk.catalogue.encodings import prevailing
from desk.catalogue.files import Kind, kind_of
from desk.catalogue.holdings import Profile, copies, profile_named
from desk.catalogue.marc import Marc
from desk.errors import Invalid

_ENOUGH_TO_TELL = 300  # records after which a file's encoding is known

Entry = Draft | Refused


def entries(
    path: Path, *, name: str = "", profile: str = "", mapping: Mapping[str, str] | None = None
) -> Iterator[Entry]:
    """Every record of a file; `mapping` (heading → field) names the columns of a sheet, `None` guesses them."""
    kind = kind_of(path, name)
    chosen = profile_named(profile)
    if kind is Kind.ISO2709:
        return _of_iso2709(path, chosen)
    if kind is Kind.MARCXML:
        found = _of_marcxml(path, chosen)
        return chain([next(found)], found)  # read as far as the first record: a file without any is refused here
    table = sheet.read(path, kind)
    return rows.drafts(table, dict(mapping) if mapping else table.guess)


def draft_of(marc: Marc, profile: Profile | None) -> Draft:
    """What a MARC record says; CNMARC has its title in 200, MARC 21 in 245."""
    if marc.leader_at(5) == "d":
        raise Invalid("原系统已把这一条标为删除，没有导入。")
    is_marc21 = marc21.is_marc21(marc) and (bool(marc.control("008")) or not cnmarc.is_cnmarc(marc))
    if not (is_marc21 or cnmarc.is_cnmarc(marc)):
        raise Invalid("没有题名字段（CNMARC 的 200 或 MARC 21 的 245）。请在原系统补上题名后再导出。")
    described = marc21.described(marc) if is_marc21 else cnmarc.described(marc)
    if not described.title:
        raise Invalid("题名是空的。请在原系统补上题名后再导出。")
    return replace(described, items=copies(marc, profile))


def _of_iso2709(path: Path, profile: Profile | None) -> Iterator[Entry]:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        encoding = prevailing(chunk.raw for chunk in islice(iso2709.chunks(data), _ENOUGH_TO_TELL))
        for position, chunk in enumerate(iso2709.chunks(data), 1):
            yield read_or_refused(partial(_of_chunk, chunk, encoding, profile), position, chunk.raw, "iso2709")


def _of_chunk(chunk: iso2709.Chunk, encoding: str, profile: Profile | None) -> Draft:
    return draft_of(iso2709.parsed(chunk, encoding), profile)


def _of_marcxml(path: Path, profile: Profile | None) -> Iterator[Entry]:
    position = 0
    for position, found in enumerate(marcxml.elements(path), 1):
        if isinstance(found, Invalid):
            yield Refused(position, str(found))
            continue
        marc, raw = found
        yield read_or_refused(partial(draft_of, marc, profile), position, raw, "marcxml")
    if position == 0:
        raise Invalid("这个 XML 文件里没有 MARC 记录。请用原系统导出 MARCXML。")
