"""`compile`: a volume as a file, from a compilation in the desk or from a specification."""

import secrets
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from compilations.binding import bind
from compilations.building import SUFFIXES
from compilations.making import Made, make
from compilations.spec import read_spec
from compilations.volume import Volume
from desk import clock
from desk.errors import Invalid
from gateways.commands.door import AsJson, answer, refusing, say, the_desk

app = typer.Typer()


@app.command("compile")
@refusing
def compile_volume(
    source: Annotated[str, typer.Argument(metavar="ID|SPEC.yaml", help="汇编的编号，或规格文件 / compilation or file")],
    output: Annotated[Path, typer.Option("--output", "-o", help="成品，.pdf、.docx 或 .epub / the file to make")],
    as_json: AsJson = False,
) -> None:
    """制作一册专题汇编 / build a volume."""
    if output.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"应是 {'、'.join(SUFFIXES)} 文件", param_hint="-o")
    if not source.isdecimal() and not Path(source).is_file():
        raise typer.BadParameter(f"没有文件 {source}", param_hint="ID|SPEC.yaml")
    if not output.parent.is_dir():
        raise Invalid("没有文件夹 {folder}。请先建好，再制作。", folder=output.parent)
    desk = the_desk()
    with desk.database.reading() as db:
        volume = _volume(db, source, desk.settings.library_name)
    made = make(volume, output.suffix.lower(), desk.settings.data_dir / "exports", _Told())
    _keep(made, output)
    answer(
        {"pages": made.pages, "entries": volume.entry_count, "seconds": made.seconds, "sha256": made.sha256},
        as_json=as_json,
        text=f"已制作 {output}：{made.pages} 页，{volume.entry_count} 篇，用时 {made.seconds} 秒。",
    )


def _volume(db: Session, source: str, library: str) -> Volume:
    if source.isdecimal():
        return bind(db, int(source), library=library, on=clock.today())
    return read_spec(db, Path(source), library=library, on=clock.today())


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
