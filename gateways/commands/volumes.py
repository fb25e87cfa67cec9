"""`compile`: a volume as a file, from a compilation in the desk or from a specification."""

import re
import secrets
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from compilations import ecopies, issue_files, print_forms
from compilations.building import SUFFIXES
from compilations.issue_files import Wanted
from compilations.making import Made
from compilations.print_forms import PrintForm
from compilations.spec import read_spec
from desk import clock
from desk.errors import Invalid
from gateways.commands.door import AsJson, answer, refusing, say, the_desk
from search.opening import OpenDesk

app = typer.Typer()
_RANGE = re.compile(r"(\d{1,6})-(\d{1,6})", re.ASCII)


@app.command("compile")
@refusing
def compile_volume(
    source: Annotated[str, typer.Argument(metavar="ID|SPEC.yaml", help="汇编的编号，或规格文件 / compilation or file")],
    output: Annotated[Path, typer.Option("--output", "-o", help="成品，.pdf、.docx 或 .epub / the file to make")],
    form: Annotated[PrintForm, typer.Option(help="印制形式，只用于 .pdf / how pages lie on paper")] = PrintForm.SINGLE,
    numbers: Annotated[
        str, typer.Option(metavar="1-900", help="另制一个编号文件，套印在首页 / one more file that numbers the copies")
    ] = "",
    large: Annotated[bool, typer.Option("--large", help="大字本 / in large type")] = False,
    as_json: AsJson = False,
) -> None:
    """制作一册专题汇编 / build a volume."""
    _refuse_wrong_usage(source, output, form, numbers)
    copies = _range(numbers) if numbers else None
    if not output.parent.is_dir():
        raise Invalid("没有文件夹 {folder}。请先建好，再制作。", folder=output.parent)
    desk = the_desk()
    with desk.database.reading() as db:
        wanted = _wanted(db, desk, source)
    if large:
        wanted = wanted.in_large_type
    volume, data_dir = wanted.volume, desk.settings.data_dir
    exports = data_dir / "exports"
    overlay = print_forms.numbered(volume, form, exports, first=copies[0], last=copies[1]) if copies else None
    made = issue_files.made(desk.database, wanted, output.suffix.lower(), data_dir, form, _Told())
    _keep(made, output)
    told = f"已制作 {output}：{made.pages} 页，{volume.entry_count} 篇，用时 {made.seconds} 秒。"
    facts = {"pages": made.pages, "entries": volume.entry_count, "seconds": made.seconds, "sha256": made.sha256}
    if overlay:
        beside = output.with_name(f"{output.stem}-numbers.pdf")
        _keep(overlay, beside)
        facts["numbers"] = str(beside)
        told += f"\n编号文件 {beside}：{overlay.pages} 份，套印在首页。"
    answer(facts, as_json=as_json, text=told)


def _refuse_wrong_usage(source: str, output: Path, form: PrintForm, numbers: str) -> None:
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise typer.BadParameter(f"应是 {'、'.join(SUFFIXES)} 文件", param_hint="-o")
    if suffix != ".pdf" and (form != PrintForm.SINGLE or numbers):
        raise typer.BadParameter("印制形式和编号只用于 .pdf 文件", param_hint="--form/--numbers")
    if not source.isdecimal() and not Path(source).is_file():
        raise typer.BadParameter(f"没有文件 {source}", param_hint="ID|SPEC.yaml")


def _wanted(db: Session, desk: OpenDesk, source: str) -> Wanted:
    library = desk.settings.library_name
    if not source.isdecimal():
        return Wanted(read_spec(db, Path(source), library=library, on=clock.today()))
    return as_it_stands(db, desk, int(source))


def as_it_stands(db: Session, desk: OpenDesk, compilation_id: int) -> Wanted:
    """The volume as it was signed, or as it is today; says why where it has to go without the address of its e-copy."""
    now, url = clock.now(), desk.settings.public_url
    if not url and ecopies.on_offer(db, compilation_id, now=now):
        say("没有设置 DESK_PUBLIC_URL，成品上没有电子本的二维码。请设为手机能访问的地址后再制作。")
    return issue_files.to_make(db, compilation_id, library=desk.settings.library_name, public_url=url, now=now)


def _range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"“{text}”看不懂，写法是 1-900", param_hint="--numbers")
    return int(found[1]), int(found[2])


class _Told:
    """Says how far the build is, each tenth of the way."""

    def __init__(self) -> None:
        self.tenths = -1

    def __call__(self, done: int, of: int) -> None:
        tenths = 10 * done // max(of, 1)
        if tenths > self.tenths:
            self.tenths = tenths
            say(f"正在排版：{tenths * 10}%")


def _keep(made: Made, output: Path) -> None:
    """Copy what was made to where it is wanted: whole or not at all."""
    partial = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        partial.write_bytes(made.path.read_bytes())
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Invalid(
            "{path} 没有写成：{why}。请换一个地方或腾出空间。", path=output, why=error.strerror or error
        ) from error
