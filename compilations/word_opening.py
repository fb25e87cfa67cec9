"""Opening a .docx that somebody sent: what is locked, broken, inflated or carries macros is refused in words."""

import io
import zipfile
import zlib

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from desk.errors import Invalid

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_UNPACKED_MB = 300
LARGEST_TEXT_MB = 60  # of one XML part: 3 MB of Chinese text is about 20
_MOST_PARTS = 5_000
_STEEPEST = 300  # unpacked to packed; real documents of text reach 40

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    PackageNotFoundError,
    NotImplementedError,  # a compression that zipfile does not know
    RuntimeError,  # a part that is encrypted by zip itself
    AttributeError,  # python-docx on a part that is well formed and not what it should be
    KeyError,
    ValueError,
    OSError,
    EOFError,
)


def opened(name: str, content: bytes) -> WordDocument:
    """The document in `content`; sizes are checked as declared, before anything is unpacked."""
    if content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in content:
            raise Invalid("文件“{name}”设了打开密码。请另存为不加密的 .docx 后再上传。", name=name)
        raise Invalid("文件“{name}”其实是旧版 .doc 格式。请用 Word 或 WPS 另存为 .docx 后再上传。", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_inflated(name, package)
            _refuse_macros(name, package)
        return Document(io.BytesIO(content))
    except _BROKEN as error:
        raise Invalid(
            "文件“{name}”已损坏，或不是 .docx 文件。请用 Word 或 WPS 打开后重新另存为 .docx。", name=name
        ) from error


def _refuse_inflated(name: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > 1_000_000 and part.file_size > _STEEPEST * max(part.compress_size, 1) for part in parts
    )
    text = max((part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))), default=0)
    if (
        steep
        or len(parts) > _MOST_PARTS
        or unpacked > LARGEST_UNPACKED_MB * 1_000_000
        or text > LARGEST_TEXT_MB * 1_000_000
    ):
        raise Invalid(
            "文件“{name}”解开后有 {size} MB，大得不寻常，没有打开。请另存为新的 .docx，或分成几个文件。",
            name=name,
            size=unpacked // 1_000_000,
        )


def _refuse_macros(name: str, package: zipfile.ZipFile) -> None:
    names = package.namelist()
    with_macros = any(part.lower().endswith("vbaproject.bin") for part in names)
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if with_macros or b"macroEnabled" in types:
        raise Invalid("文件“{name}”含有宏。请另存为不含宏的 .docx 后再上传。", name=name)
