"""Reading bytes: where records end, where fields end, and what characters they hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue import iso2709
from desk.catalogue.drafts import Draft, Refused
from desk.catalogue.encodings import GB18030, UTF8, decoded, prevailing
from desk.catalogue.reading import Entry, entries
from desk.errors import Invalid
from tests.desk.catalogue import marc_text

LEADER = "00000nam0 2200265   450 "
TITLES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="$\ufffd"), min_size=1)


def record(title: str, number: str = "1") -> list[str]:
    return [LEADER, f"001 {number}", f"200 1 $a{title}", "210   $a呼和浩特 $c示例出版社 $d2008", "801  0$aCN $bXMP"]


def read(data: bytes, folder: Path) -> list[Entry]:
    path = folder / "file.mrc"
    path.write_bytes(data)
    return list(entries(path))


def titles(found: list[Entry]) -> list[str]:
    return [entry.title if isinstance(entry, Draft) else "—" for entry in found]


@given(TITLES, st.sampled_from(["utf-8", "gb18030"]))
def test_a_title_comes_back_letter_by_letter_from_either_encoding(title: str, encoding: str) -> None:
    lines = [LEADER, f"200 1 $aX{title}X", "210   $c示例出版社书店"]
    raw = marc_text.iso2709(lines, encoding)
    marc = iso2709.parsed(iso2709.Chunk(raw, is_whole=True), encoding)
    assert next(value for code, value in next(marc.all("200")).subfields if code == "a") == f"X{title}X"


@pytest.mark.parametrize(
    ("between", "expected"), [(b"", 3), (b"\n", 3), (b"\r\n", 3), (b"\x00\x00", 3), (b" \r\n\x1a", 3)]
)
def test_what_editors_put_between_records_is_no_record(between: bytes, expected: int, tmp_path: Path) -> None:
    data = between.join(marc_text.iso2709(record("草原", str(number))) for number in range(3)) + between
    assert len(read(data, tmp_path)) == expected


def test_a_bad_record_is_refused_with_its_place_and_bytes_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = [marc_text.iso2709(record(title, title)) for title in ("一", "二")]
    bad = b"00099garbage without any directory\x1d"
    found = read(good[0] + bad + good[1], tmp_path)
    assert titles(found) == ["一", "—", "二"]
    assert isinstance(found[1], Refused)
    assert (found[1].position, found[1].raw) == (2, bad)


@pytest.mark.parametrize("length", [b"99999", b"00030", b"     ", b"abcde"])
def test_a_leader_that_lies_about_the_length_does_no_harm(length: bytes, tmp_path: Path) -> None:
    data = [marc_text.iso2709(record(title, title)) for title in ("一", "二", "三")]
    data[1] = length + data[1][5:]
    assert titles(read(b"".join(data), tmp_path)) == ["一", "二", "三"]


def test_a_length_that_covers_the_next_record_does_not_swallow_it(tmp_path: Path) -> None:
    one, two = (marc_text.iso2709(record(title, title)) for title in ("一", "二"))
    lying = f"{len(one) + len(two):05d}".encode() + one[5:]
    assert titles(read(lying + two, tmp_path)) == ["一", "二"]


def test_directory_numbers_left_over_from_another_encoding_are_not_believed(tmp_path: Path) -> None:
    """A conversion to UTF-8 that kept the directory of the GB file: the terminators still tell the fields apart."""
    in_gb, in_utf8 = (marc_text.iso2709(record("草原经济研究"), encoding) for encoding in ("gb18030", "utf-8"))
    end = in_gb.index(b"\x1e")
    assert titles(read(in_gb[:end] + in_utf8[in_utf8.index(b"\x1e") :], tmp_path)) == ["草原经济研究"]


def test_a_stray_record_terminator_inside_a_record_does_not_cut_it(tmp_path: Path) -> None:
    one = marc_text.iso2709([*record("一"), "330   $a提要\x1d提要"])
    found = read(one + marc_text.iso2709(record("二", "2")), tmp_path)
    assert titles(found) == ["一", "二"]
    assert isinstance(found[0], Draft)
    assert found[0].summary == "提要提要"


def test_the_last_record_of_a_truncated_file_is_refused(tmp_path: Path) -> None:
    one, two = (marc_text.iso2709(record(title, title)) for title in ("一", "二"))
    found = read(one + two[:-40], tmp_path)
    assert titles(found) == ["一", "—"]
    assert isinstance(found[1], Refused)
    assert "截断" in found[1].why
    assert found[1].raw == two[:-40]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    good = marc_text.iso2709(record("草原"))
    found = read(good + noise + b"\x1d" + good, tmp_path_factory.mktemp("noise"))
    assert titles(found)[0] == titles(found)[-1] == "草原"


def test_each_record_of_a_mixed_file_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    data = [
        marc_text.iso2709(record(title, title), encoding)
        for title, encoding in (("草原经济", "utf-8"), ("牧区供水", "gb18030"), ("Өвөр Монголын түүх", "utf-8"))
    ]
    assert titles(read(b"".join(data), tmp_path)) == ["草原经济", "牧区供水", "Өвөр Монголын түүх"]


@pytest.mark.parametrize(
    ("raw", "of_file", "expected"),
    [
        ("联通".encode("gb18030"), GB18030, "联通"),  # the classic: its GB bytes are valid UTF-8 too
        ("Zoë".encode(), UTF8, "Zoë"),
        ("Өвөр Монгол".encode(), GB18030, "Өвөр Монгол"),
        ("草原".encode("gb18030"), UTF8, "草原"),
        ("\U00020000".encode("gb18030"), UTF8, "\U00020000"),
    ],
)
def test_what_could_be_either_follows_its_file(raw: bytes, of_file: str, expected: str) -> None:
    assert decoded(raw, of_file) == expected


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("草原经济研究".encode()[:-1] + b"X" + "示例出版社".encode(), "UTF-8 文字有损坏"),
        ("草原".encode("gb18030")[:-1], "既不是"),
        ("草原\ufffd".encode(), "已经损坏"),
        ("草原\ufffd".encode("gb18030"), "已经损坏"),
        ("草原经济研究".encode() + b"\xed\xa0\x80", "UTF-8 文字有损坏"),  # a lone surrogate
        (b"\x1b$1!Kk!Pf\xe2e", "MARC-8"),
        (b"Qu\xe2ebec and \xe1a la carte", "MARC-8"),
    ],
)
def test_what_cannot_be_read_surely_is_refused_and_never_becomes_other_characters(raw: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        decoded(raw, UTF8)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([b"abc"], UTF8),
        (["草原".encode()] * 2 + ["草原".encode("gb18030")], UTF8),
        (["草原".encode("gb18030")], GB18030),
    ],
)
def test_most_records_decide_for_the_file(texts: list[bytes], expected: str) -> None:
    assert prevailing(texts) == expected
