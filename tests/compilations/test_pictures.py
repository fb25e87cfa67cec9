"""Pictures are kept once, plain, and what is no picture is refused."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from compilations import building
from compilations.blocks import Picture
from compilations.pictures import Pictures
from compilations.volume import VolumeEntry, VolumeSection
from desk.errors import Invalid
from tests.compilations.volumes import volume


def drawn(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, None).save(file, kind, **more)
    return file.getvalue()


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    kept = [Pictures(tmp_path).keep(name, drawn()) for name in ("甲.png", "乙.png")]
    assert kept[0] == kept[1]
    assert (kept[0].width, kept[0].height) == (40, 20)
    assert [path.name for path in tmp_path.iterdir()] == [kept[0].name]


def test_a_photograph_loses_what_the_camera_noted_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "where it was taken"
    picture = Pictures(tmp_path).keep("照片.jpg", drawn("JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)
    with Image.open(Pictures(tmp_path).path(picture)) as image:
        assert not image.getexif()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "1"), ("PNG", "I;16"), ("GIF", "P"), ("TIFF", "CMYK"), ("WEBP", "RGBA")]
)
def test_pictures_of_every_kind_are_made_plain(tmp_path: Path, kind: str, mode: str) -> None:
    picture = Pictures(tmp_path).keep("图", drawn(kind, mode))
    with Image.open(Pictures(tmp_path).path(picture)) as image:
        assert image.format in ("PNG", "JPEG")
        assert image.mode in ("RGB", "L")


@pytest.mark.parametrize("content", [b"", b"no picture", drawn()[:60], b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Invalid, match="坏图"):
        Pictures(tmp_path).keep("坏图", content)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"像素|打不开"):
        Pictures(tmp_path).keep("大图", drawn("PNG", "1", (10_000, 7_000)))


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".epub"])
def test_a_missing_picture_is_named_before_the_build(tmp_path: Path, suffix: str) -> None:
    made = volume(VolumeSection("一", (VolumeEntry("草场", (Picture("gone.png", 3, 3, alt="分布图"),)),)))
    with pytest.raises(Invalid, match="“草场”里的分布图"):
        building.build(made, tmp_path / f"out{suffix}", pictures=Pictures(tmp_path / "pictures"))
    assert list(tmp_path.iterdir()) == []
