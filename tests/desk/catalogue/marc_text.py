"""MARC in a form that people read, and ISO 2709 or MARCXML written from it.

One line for each field: `200 1  $a草原 $f某某编`; a control field has no `$`; the first line is the leader. Records are
divided by an empty line. Written here and not by the house, so that reader and writer do not share a mistake.
"""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "catalogue"


@dataclass(frozen=True)
class Line:
    tag: str
    indicators: str
    content: str
    subfields: tuple[tuple[str, str], ...]


def records(text: str) -> list[list[str]]:
    """The lines of each record."""
    blocks = [block.strip("\n").split("\n") for block in text.split("\n\n")]
    return [[line for line in block if not line.startswith("#")] for block in blocks if block != [""]]


def iso2709(lines: list[str], encoding: str = "utf-8") -> bytes:
    """One record as bytes, with true lengths."""
    leader, *rest = lines
    directory, body = b"", b""
    for line in map(_line, rest):
        data = "".join(f"\x1f{code}{value}" for code, value in line.subfields)
        field = (line.indicators + data if line.subfields else line.content).encode(encoding) + b"\x1e"
        directory += f"{line.tag}{len(field):04d}{len(body):05d}".encode()
        body += field
    base = 24 + len(directory) + 1
    head = f"{base + len(body) + 1:05d}{leader[5:12]}{base:05d}{leader[17:24]}".encode()
    return head + directory + b"\x1e" + body + b"\x1d"


def golden(name: str) -> list[list[str]]:
    """The lines of each golden record of that name."""
    return records((GOLDEN / f"{name}.txt").read_text(encoding="utf-8"))


def file_of(*names: str, encoding: str = "utf-8") -> bytes:
    """The golden records of these names as one file."""
    return b"".join(iso2709(lines, encoding) for name in names for lines in golden(name))


def marcxml(lines: list[str], prefix: str = "") -> str:
    """One record as an element; `prefix` is that of its namespace ("marc:")."""
    leader, *rest = lines
    parts = [f"<{prefix}record><{prefix}leader>{escape(leader)}</{prefix}leader>"]
    for line in map(_line, rest):
        if not line.subfields:
            parts.append(
                f"<{prefix}controlfield tag={quoteattr(line.tag)}>{escape(line.content)}</{prefix}controlfield>"
            )
            continue
        subfields = "".join(
            f"<{prefix}subfield code={quoteattr(code)}>{escape(value)}</{prefix}subfield>"
            for code, value in line.subfields
        )
        indicators = f'ind1="{line.indicators[0]}" ind2="{line.indicators[1]}"'
        head = f"<{prefix}datafield tag={quoteattr(line.tag)} {indicators}>"
        parts.append(f"{head}{subfields}</{prefix}datafield>")
    return "".join([*parts, f"</{prefix}record>"])


def _line(line: str) -> Line:
    tag, rest = line[:3], line[4:]
    if "$" not in rest:
        return Line(tag, "", rest, ())
    head, *subfields = rest.split("$")
    indicators = (head.rstrip("\n") + "  ")[:2]
    return Line(tag, indicators, "", tuple((part[0], part[1:].removesuffix(" ")) for part in subfields))
