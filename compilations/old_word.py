"""旧版 Word: .doc, and .wps of WPS Writer, which is the same container, made a .docx by LibreOffice where it is there.

A large program meets bytes from anywhere: so it gets a profile of its own that is thrown away, in which no macro runs
and no link is followed; it reads Word's old format and no other; it and all that it starts are killed when it takes too
long; one file is converted at a time. What comes of it is checked like any other .docx. Changes that are not accepted
do not all come through (a table loses its bookmark), so files from a review are not read this way.
"""

import os
import shutil
import signal
import struct
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

from desk.errors import Invalid

SUFFIXES = (".doc", ".wps")
SECONDS = 60
_WAIT_SECONDS = 180  # for the files before it
_LARGEST_MB = 300  # of what comes out, as `word_opening` takes it
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_SECTOR = 512
_TURN = Lock()

# No macros, no Java, no update of links; and since pictures are fetched from the web all the same, each such request
# goes to a proxy that is not there. Names: LibreOffice's registry schemas Common.xcs, Writer.xcs, Inet.xcs, Java.xcs.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
<prop oor:name="ooInetFTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetFTPProxyPort" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine">
<prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def as_docx(name: str, content: bytes, program: Path) -> bytes:
    """The .docx that `program`, LibreOffice, makes of a .doc or .wps.

    Refuses, with what to do: files that are no Word files, have a password, are broken, or take longer than a minute.
    """
    _refuse_others(name, content)
    if not _TURN.acquire(timeout=_WAIT_SECONDS):
        raise Invalid("文件“{name}”没有转换：前面的文件还没有转完。请过几分钟再上传。", name=name)
    try:
        with tempfile.TemporaryDirectory(prefix="desk-word-", ignore_cleanup_errors=True) as folder:
            return _converted(name, content, program, Path(folder))
    finally:
        _TURN.release()


def _refuse_others(name: str, content: bytes) -> None:
    if not content.startswith(_COMPOUND_FILE) or _WORD_STREAM not in content:
        raise Invalid(
            "文件“{name}”不是旧版 Word 文件，只是名字像，或者已经损坏。请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
            name=name,
        )
    if _is_encrypted(content):
        raise Invalid("文件“{name}”设了打开密码。请另存为不加密的 .docx 后再上传。", name=name)


def _is_encrypted(content: bytes) -> bool:
    """What the first fields of a Word stream say ([MS-DOC] 2.5.2: wIdent, nFib, fEncrypted); it begins a sector."""
    for place in range(_SECTOR, len(content) - 12, _SECTOR):
        mark, version = struct.unpack_from("<HH", content, place)
        if mark == 0xA5EC and 0x00C0 <= version <= 0x0120:
            (flags,) = struct.unpack_from("<H", content, place + 10)
            return bool(flags & 0x0100)
    return False


def _converted(name: str, content: bytes, program: Path, folder: Path) -> bytes:
    source, made, profile = folder / "in.doc", folder / "out" / "in.docx", folder / "profile"
    source.write_bytes(content)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    if not _ended_by_itself(program, source, made.parent, profile, folder):
        raise Invalid(
            "文件“{name}”转换超过 {seconds} 秒，已经停止，没有读入。请用 Word 或 WPS 另存为 .docx 后再上传。",
            name=name,
            seconds=SECONDS,
        )
    if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST_MB * 1_000_000:
        raise Invalid(
            "文件“{name}”没有转换成功，可能已损坏。请用 Word 或 WPS 打开看一看，另存为 .docx 后再上传。", name=name
        )
    return made.read_bytes()


def _ended_by_itself(program: Path, source: Path, target: Path, profile: Path, home: Path) -> bool:
    """Run it in a group of its own, of which nothing is left afterwards; False when its time was over."""
    process = subprocess.Popen(
        [
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            "--infilter=MS Word 97",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)),
        ],
        cwd=home,
        env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        | {"HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill it and whatever it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def found(setting: str) -> Path | None:
    """Where the program is that a setting names, by path or by name; None where it is switched off or not there."""
    where = None if setting in ("", "off") else shutil.which(setting)
    return Path(where) if where else None
