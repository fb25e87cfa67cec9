"""The files that were imported, as they came, and what belongs to them: previews, and the records refused."""

import csv
import hashlib
import io
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desk.catalogue.values import inert
from desk.errors import Invalid
from desk.tables import ImportBatch

_BLOCK = 2**20
_SHEETS = {".xlsx", ".csv", ".txt", ".tsv"}


@dataclass(frozen=True)
class Uploads:
    """The folder in which they lie: `data_dir / "uploads"`."""

    folder: Path

    def keep(self, source: IO[bytes], name: str) -> str:
        """Copy a file in under its digest, which is returned; on a full disk nothing is left behind."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        part = self.folder / f"{secrets.token_hex(8)}.part"
        try:
            with part.open("wb") as file:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    file.write(block)
            part.replace(self.file(digest.hexdigest(), name))
        except OSError as error:
            part.unlink(missing_ok=True)
            raise Invalid("文件没能保存，磁盘可能已满。请腾出空间后再试。") from error
        return digest.hexdigest()

    def file(self, digest: str, name: str) -> Path:
        """Where a kept file lies."""
        return self.folder / f"{digest}{Path(name).suffix.lower()[:8]}"

    def of(self, batch: ImportBatch) -> Path:
        """The file of a batch."""
        return self.file(batch.file_sha256, batch.file_name)

    def preview(self, batch_id: int) -> Path:
        """Where the preview of a batch lies."""
        return self.folder / f"batch-{batch_id}.preview.json"

    def refused(self, batch_id: int) -> Path:
        """Where the raw records that a batch refused lie, one after the other as they came."""
        return self.folder / f"batch-{batch_id}.refused"

    def refused_to_mend(self, batch: ImportBatch) -> tuple[str, bytes] | None:
        """A name and a file with which what a batch refused can be mended and imported; None when nothing was."""
        path = self.refused(batch.id or 0)
        if not path.exists():
            return None
        suffix, raw = Path(batch.file_name).suffix.lower(), path.read_bytes()
        name = f"batch-{batch.id}-refused"
        if suffix in _SHEETS:
            return f"{name}.csv", _as_csv(raw)
        if suffix == ".xml":
            return f"{name}.xml", b"<collection>\n" + raw + b"</collection>\n"
        return f"{name}{suffix}", raw


def _as_csv(lines: bytes) -> bytes:
    """Rows that were kept as JSON, one on a line, as a table that Excel and WPS open; no cell of it is a formula."""
    kept = [json.loads(line) for line in lines.split(b"\n") if line]  # no other line end: a cell may hold U+2028
    rows = [{inert(heading): inert(cell) for heading, cell in row.items()} for row in kept]
    out = io.StringIO()
    table = csv.DictWriter(out, fieldnames=list(dict.fromkeys(heading for row in rows for heading in row)))
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
