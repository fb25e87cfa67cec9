"""Records as they really come, beside what the desk reads in them.

Each `NAME.txt` has its `NAME.json`. A missing expectation prints what was read, to be looked at and kept.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from desk.catalogue.drafts import Draft
from desk.catalogue.reading import Entry, entries
from tests.desk.catalogue import marc_text
from tests.desk.catalogue.marc_text import GOLDEN

NAMES = sorted(path.stem for path in GOLDEN.glob("*.txt"))


def read(data: bytes, folder: Path, name: str = "file.mrc") -> list[Entry]:
    path = folder / name
    path.write_bytes(data)
    return list(entries(path))


def facts(entry: Entry) -> dict[str, object]:
    """What is not empty, so that a golden file shows only what a record says."""
    left_out = {"raw", "raw_format"}
    values = {name: value for name, value in asdict(entry).items() if value and name not in left_out}
    if isinstance(entry, Draft):
        values["items"] = [{k: v for k, v in item._asdict().items() if v} for item in entry.items]
    plain: dict[str, object] = json.loads(json.dumps(values))
    return plain


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_read_as_expected_in_either_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    found = [facts(entry) for entry in read(marc_text.file_of(name, encoding=encoding), tmp_path)]
    expected = GOLDEN / f"{name}.json"
    assert expected.exists(), f"no {expected.name}; what was read:\n{json.dumps(found, ensure_ascii=False, indent=1)}"
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("prefix", ["", "marc:", "unimarc:"])
@pytest.mark.parametrize("name", NAMES)
def test_marcxml_says_the_same_in_any_namespace(name: str, prefix: str, tmp_path: Path) -> None:
    body = "".join(marc_text.marcxml(lines, prefix) for lines in marc_text.golden(name))
    space = f'xmlns:{prefix[:-1]}="http://example.org/marc"' if prefix else 'xmlns="http://example.org/marc"'
    found = [facts(entry) for entry in read(f"<all {space}>{body}</all>".encode(), tmp_path, "file.xml")]
    assert found == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_the_raw_record_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = marc_text.file_of(*NAMES)
    assert b"".join(entry.raw for entry in read(data, tmp_path)) == data
