"""Pictures of entries: kept once under the digest of their bytes, in a form that every format can hold.

A picture is made plain before it is kept: turned as it was taken, without what a camera notes of place and time, in
RGB or grey, as PNG or JPEG.
"""

import hashlib
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from compilations.blocks import Picture, Runs
from desk.errors import Invalid

MOST_PIXELS = 60_000_000
MOST_BYTES = 40_000_000
_NOWHERE = Path("no-such-folder")
_READ = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")  # not all that Pillow knows: some of it is fragile
_PHOTOGRAPHS = {"JPEG", "MPO", "WEBP"}


class Pictures:
    """The folder in which pictures are kept; without one, none is kept: what is read there is text alone."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, name: str, content: bytes, *, caption: Runs = (), alt: str = "") -> Picture:
        """Keep a picture; `name` is what its owner calls it. Refuses what is no picture, or too large a one."""
        if self._folder is None:
            raise Invalid("图片“{name}”没有读入：这里只读文字。", name=name)
        plain, suffix = _plain(name, content)
        kept = f"{hashlib.sha256(plain).hexdigest()[:32]}{suffix}"
        path = self._folder / kept
        if not path.is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            beside.write_bytes(plain)
            beside.replace(path)
        with Image.open(path) as image:
            return Picture(kept, image.width, image.height, caption, alt)

    def path(self, picture: Picture) -> Path:
        """The file of a picture, which need not be there: `is_kept` says so."""
        return (self._folder or _NOWHERE) / Path(picture.name).name

    def is_kept(self, picture: Picture) -> bool:
        """Whether its file is there."""
        return self.path(picture).is_file()


NO_PICTURES = Pictures(None)


def _plain(name: str, content: bytes) -> tuple[bytes, str]:
    if len(content) > MOST_BYTES:
        raise Invalid("图片“{name}”有 {size} MB，太大了。请压缩后再试。", name=name, size=len(content) // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_READ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Invalid(
                        "图片“{name}”有 {width}×{height} 像素，太大了。请缩小后再试。",
                        name=name,
                        width=opened.width,
                        height=opened.height,
                    )
                is_photograph = opened.format in _PHOTOGRAPHS
                image = ImageOps.exif_transpose(opened)
                image.load()
                return _written(image, is_photograph)
    except (
        OSError,
        ValueError,
        SyntaxError,
        ArithmeticError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise Invalid("图片“{name}”打不开，可能已损坏，或不是图片。请另存为 PNG 或 JPEG 后再试。", name=name) from error


def _written(image: Image.Image, is_photograph: bool) -> tuple[bytes, str]:
    file = BytesIO()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    image = image.convert("L" if image.mode in ("1", "L", "I", "I;16") else "RGB")
    image.info.clear()
    if is_photograph:
        image.save(file, "JPEG", quality=90)
        return file.getvalue(), ".jpg"
    image.save(file, "PNG", optimize=True)
    return file.getvalue(), ".png"
