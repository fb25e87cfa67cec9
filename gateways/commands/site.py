"""`compile-site`: the e-copies that are for everybody, as a folder for the library's website."""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from compilations import ecopies, issue_files
from compilations.site import SiteVolume, write_site
from desk import clock
from desk.tables import Audience
from gateways.commands.door import AsJson, answer, refusing, the_desk
from gateways.commands.volumes import as_it_stands

app = typer.Typer()


@app.command("compile-site")
@refusing
def compile_site(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="空文件夹，或原来的静态页面 / where to write it")],
    as_json: AsJson = False,
) -> None:
    """把公开的电子本做成静态页面，供图书馆网站使用 / a static folder of public e-copies for the website."""
    started = monotonic()
    desk = the_desk()
    with desk.database.reading() as db:
        offers = [each for each in ecopies.on_offer(db, now=clock.now()) if each.audience == Audience.PUBLIC]
        volumes = [(each.compilation_id, as_it_stands(db, desk, each.compilation_id)) for each in reversed(offers)]
    made = [
        SiteVolume(
            f"volume-{number}",
            wanted.volume,
            *(
                issue_files.made(desk.database, wanted, suffix, desk.settings.data_dir).path
                for suffix in ecopies.SUFFIXES
            ),
        )
        for number, wanted in volumes
    ]
    files = write_site(made, folder.absolute(), library=desk.settings.library_name)
    answer(
        {"volumes": len(made), "files": list(files), "seconds": round(monotonic() - started, 2)},
        as_json=as_json,
        text=f"已写入 {folder}：{len(made)} 册公开的电子本，{len(files)} 个文件。",
    )
