"""`import`: a file of records into the catalogue and the index."""

from pathlib import Path
from typing import Annotated

import typer

from desk import clock
from desk.catalogue import batches, imports
from desk.catalogue.batches import RefusedCopy
from desk.catalogue.preview import REFUSED, Preview, look_through
from desk.catalogue.reading import entries
from desk.catalogue.uploads import Uploads
from desk.staff.roles import OPERATOR
from gateways.commands.door import AsJson, answer, refusing, say, the_desk
from search.indexing import catch_up
from search.opening import OpenDesk

app = typer.Typer()

_TOLD_EVERY = 2_500  # records


@app.command("import")
@refusing
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=".mrc .iso .xml .xlsx .csv")],
    profile: Annotated[str, typer.Option(help="馆藏方案，不给则自动判断 / holdings profile; guessed when empty")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只预览，不写入 / show what would happen")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a file of records into the catalogue and the index."""
    desk = the_desk()
    report = _previewed(desk, file, profile) if dry_run else _imported(desk, file, profile)
    answer(report, as_json=as_json, text=_in_words(report))
    if report["read"] and report["read"] == len(_listed(report, "refused")):
        say("文件里没有一条能导入的记录。请按上面的原因改正后再导入。")
        raise typer.Exit(1)


def _previewed(desk: OpenDesk, file: Path, profile: str) -> dict[str, object]:
    with desk.database.reading() as db:
        preview = look_through(db, entries(file, profile=profile))
    return _counts_of(preview) | {
        "refused": [{"position": row.position, "why": row.why} for row in preview.rows.get(REFUSED, ())],
        "items_added": preview.copies,
        "dry_run": True,
    }


def _counts_of(preview: Preview) -> dict[str, object]:
    counts = preview.counts
    return {
        "read": preview.read,
        "added": counts["added"],
        "changed": counts["changed"],
        "duplicates": counts["duplicate"],
    }


def _imported(desk: OpenDesk, file: Path, profile: str) -> dict[str, object]:
    uploads = Uploads(desk.settings.data_dir / "uploads")
    now = clock.now()
    with file.open("rb") as source:
        digest = uploads.keep(source, file.name)
    staged = imports.stage_file(
        desk.database, OPERATOR, uploads, digest, name=file.name, now=now, profile=profile, look=False
    )
    assert staged.id is not None
    batch = imports.apply_batch(desk.database, OPERATOR, uploads, staged.id, now=now, progress=_tell)
    catch_up(desk.database, desk.engine)
    with desk.database.reading() as db:
        copies_refused = batches.items_refused(db, staged.id)
        copies_added = batches.items_added(db, staged.id)
    report: dict[str, object] = {
        "read": batch.added + batch.changed + batch.duplicates + len(batch.refused),
        "added": batch.added,
        "changed": batch.changed,
        "duplicates": batch.duplicates,
        "refused": batch.refused,
        "items_added": copies_added,
        "items_refused": [_refused_copy(copy) for copy in copies_refused],
        "batch": staged.id,
    }
    refused_file = uploads.refused(staged.id)
    return report | ({"refused_file": str(refused_file)} if refused_file.exists() else {})


def _refused_copy(copy: RefusedCopy) -> dict[str, object]:
    why = f"条码号 {copy.item.barcode} 已属于书目 {copy.owner_id}《{copy.owner_title}》"
    return {"position": copy.position, "barcode": copy.item.barcode, "record": copy.owner_id, "why": why}


def _tell(done: int) -> None:
    if done % _TOLD_EVERY == 0:
        say(f"已处理 {done} 条")


def _listed(report: dict[str, object], name: str) -> list[dict[str, object]]:
    found = report.get(name)
    return found if isinstance(found, list) else []


def _in_words(report: dict[str, object]) -> str:
    """The report for people: the counts, and each refusal on its line."""
    lines = [
        f"共读 {report['read']} 条：新增 {report['added']}，更新 {report['changed']}，重复 {report['duplicates']}，"
        f"未导入 {len(_listed(report, 'refused'))}；新增单册 {report['items_added']}。"
    ]
    lines += [f"第 {each['position']} 条未导入：{each['why']}" for each in _listed(report, "refused")]
    lines += [f"第 {each['position']} 条的一册未导入：{each['why']}。" for each in _listed(report, "items_refused")]
    if "refused_file" in report:
        lines.append(f"未导入的原始记录：{report['refused_file']}")
    return "\n".join(lines)
