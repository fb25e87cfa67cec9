import pytest

from desk.catalogue import holdings
from desk.catalogue.drafts import ItemDraft
from desk.catalogue.holdings import copies, expanded, profile_named, profiles
from desk.catalogue.iso2709 import Chunk, parsed
from desk.catalogue.marc import Marc
from desk.errors import Invalid
from tests.desk.catalogue import marc_text


def marc(*lines: str) -> Marc:
    raw = marc_text.iso2709(["00000nam0 2200265   450 ", "200 1 $a草原", *lines])
    return parsed(Chunk(raw, is_whole=True), "utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0010201", ["0010201"]),
        ("0010201-3", ["0010201", "0010202", "0010203"]),
        ("0010209-11", ["0010209", "0010210", "0010211"]),
        ("0001-0003", ["0001", "0002", "0003"]),
        ("B00010～12", ["B00010", "B00011", "B00012"]),
        ("００１０２０１－３", ["0010201", "0010202", "0010203"]),
        (" 0010201 - 2 ", ["0010201", "0010202"]),
        ("*0067101", ["0067101"]),
        ("2026-0001", ["2026-0001"]),  # runs backwards: a number with a hyphen of its own
        ("0010201-99999", ["0010201-99999"]),  # more copies than any title has
        ("001", []),
        ("流通书库", []),
        ("", []),
    ],
)
def test_a_range_of_barcodes_is_that_many_copies(text: str, expected: list[str]) -> None:
    assert expanded(text) == expected


@pytest.mark.parametrize(
    ("profile", "lines", "expected"),
    [
        (
            "905",
            ["905   $aNMG $b0010201-2 $dI267 $e41 $r￥0.40/0.38元"],
            [
                ItemDraft("0010201", "", "I267/41", "NMG", "", "CNY0.40/0.38"),
                ItemDraft("0010202", "", "I267/41", "NMG", "", "CNY0.40/0.38"),
            ],
        ),
        ("905", ["905   $aNMG $b0010201 $b0010205 $dI267"], ["0010201", "0010205"]),
        ("905", ["905   $aNMG $dI267 $e41 $s3"], ["", "", ""]),
        ("905", ["905   $aNMG $sI267/41"], [ItemDraft(call_number="I267/41", home_library="NMG")]),
        (
            "982",
            ["982   $aNMG $b0010201 $c流通书库 $dI267 $e41"],
            [ItemDraft("0010201", "", "I267/41", "NMG", "流通书库")],
        ),
        ("985", ["985   $aNMG $b0010201-3 $dI267"], ["0010201", "0010202", "0010203"]),
        ("985", ["985   $a0010201 $dI267 $e41"], [ItemDraft("0010201", "", "I267/41")]),
        ("dt1000", ["905   $dI267 $e41", "906   $a0010201-2 $b流通书库 $d￥0.40/0.38元"], ["0010201", "0010202"]),
        (
            "986",
            ["986   $aNMG $b0010201 $dI267 $e41 $r12.00"],
            [ItemDraft("0010201", "", "I267/41", "NMG", "", "CNY12.00")],
        ),
        (
            "koha",
            ["952   $aXM $cSTACK $oI267/41 $p0010201 $g12.00"],
            [ItemDraft("0010201", "", "I267/41", "XM", "STACK", "CNY12.00")],
        ),
        ("marc21", ["852   $bXM $cMain $hI267 $i41 $p0010201"], [ItemDraft("0010201", "", "I267/41", "XM", "Main")]),
        ("marc21", ["AVA   $bXM $c流通书库 $dI267/41 $f2"], ["", ""]),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_each_vendors_field_is_read_by_name_and_by_guess(
    profile: str, lines: list[str], expected: list[ItemDraft | str], *, named: bool
) -> None:
    found = copies(marc(*lines), profile_named(profile if named else ""))
    assert [
        item if isinstance(want, ItemDraft) else item.barcode for item, want in zip(found, expected, strict=True)
    ] == expected


def test_numbers_and_places_are_laid_side_by_side_and_no_place_is_lost() -> None:
    found = copies(marc("905   $aXMP $dF127 $e26", "935   $b1805014", "AVA   $c一层 $f1", "AVA   $c二层 $f2"))
    assert [(item.accession_number, item.shelf) for item in found] == [("1805014", "一层"), ("", "二层"), ("", "二层")]
    assert {item.call_number for item in found} == {"F127/26"}


def test_one_copy_named_in_two_fields_is_one_copy() -> None:
    found = copies(marc("906   $b1683011 $cB1321311", "906   $b1683012", "935   $b1683011-3"))
    assert [(item.accession_number, item.barcode) for item in found] == [
        ("1683011", "B1321311"),
        ("1683012", ""),
        ("1683013", ""),
    ]


def test_call_numbers_of_single_copies_are_not_overruled_by_another_copys() -> None:
    lines = ["905   $aNMG $b0010201 $sI267/41", "905   $aNMG $b0010202 $sI267/42"]
    assert [item.call_number for item in copies(marc(*lines))] == ["I267/41", "I267/42"]


def test_a_record_without_holdings_has_no_copies() -> None:
    assert copies(marc("210   $c示例出版社")) == ()
    assert copies(marc("905   $z在编")) == ()


def test_a_profile_that_does_not_exist_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match="905"):
        profile_named("没有")


def test_every_profile_has_its_labels() -> None:
    assert all(profile.zh and profile.en and profile.copies for profile in profiles().values())
    assert set(profiles()) >= {"905", "906", "982", "985", "986", "koha", "marc21", "dt1000", "aleph"}


def test_no_field_makes_more_copies_than_a_title_has() -> None:
    assert len(copies(marc("905   $aNMG $dI267 $s499"))) == 499
    assert len(copies(marc("905   $aNMG $dI267 $s9999"))) <= holdings.MOST_COPIES


def test_a_number_longer_than_any_count_is_no_count() -> None:
    assert len(copies(marc("905   $aNMG $dI267 $f" + "1" * 5000))) == 1
    assert len(copies(marc("905   $aNMG $dI267 $s" + "1" * 5000))) == 1
