"""Word files as LibreOffice shows them, with the desk's own fonts in the places of those that Windows has."""

import os
import subprocess
from pathlib import Path

from desk.settings import ROOT

_OURS = {
    "Noto Serif SC": ("宋体", "仿宋", "Times New Roman"),
    "Noto Sans SC": ("黑体",),
    "LXGW WenKai": ("楷体",),
    "Noto Sans Mongolian": ("Mongolian Baiti",),
}
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
# Blank pages too, so that a page lies where it would in the hand.
_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_ALIAS = '<alias binding="same"><family>{named}</family><prefer><family>{ours}</family></prefer></alias>'


def as_pdf(path: Path) -> Path:
    """What LibreOffice makes of a Word file, beside it; profile and cache of fonts are thrown away with its folder."""
    folder = path.parent
    configuration = folder / "fonts.conf"
    aliases = "\n".join(_ALIAS.format(named=each, ours=ours) for ours, named in _OURS.items() for each in named)
    fonts = (ROOT / "data" / "fonts").resolve()
    configuration.write_text(_CONFIGURATION.format(fonts=fonts, cache=folder / "fontcache", aliases=aliases), "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", _FILTER, "--outdir", str(folder), str(path)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration)}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
    return path.with_suffix(".pdf")
