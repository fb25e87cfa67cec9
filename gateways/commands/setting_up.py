"""`seed` and `start-real`: a sample desk to try things on, and the way from it to a real one."""

from dataclasses import asdict
from typing import Annotated

import typer

from desk import clock, samples
from gateways.commands.door import AsJson, answer, refusing, say, the_desk
from gateways.setting_up import clear_sample, lay_out_sample

app = typer.Typer()


@app.command("seed")
@refusing
def seed(
    records: Annotated[int, typer.Option(help="样例书目的条数 / how many sample records")] = samples.RECORDS,
    as_json: AsJson = False,
) -> None:
    """Lay out the sample desk; refuses where there is data."""
    report = lay_out_sample(the_desk(), records=records, now=clock.now(), say=say)
    value = asdict(report) | {"accounts": [account._asdict() for account in samples.accounts()]}
    told = "\n".join(f"  {each.name}  {each.password}（{each.role_label}）" for each in samples.accounts())
    answer(
        value,
        as_json=as_json,
        text=f"样例已摆好：书目 {report.records} 条，咨询 {report.consultations} 件，读者证 {report.cards} 张。\n"
        f"样例账号和口令：\n{told}",
    )


@app.command("start-real")
@refusing
def start_real(
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 / do not ask")] = False,
) -> None:
    """Clear the sample and leave an empty desk for real work; refuses on a desk that is not a sample."""
    desk = the_desk()
    with desk.database.reading() as db:
        has = samples.contents(db)
    say(f"将清除全部样例：书目 {has.records} 条，咨询 {has.consultations} 件，读者证 {has.cards} 张，以及全部账号。")
    if has.own_records:
        say(f"其中 {has.own_records} 条书目是后来导入的，也会清除，之后请重新导入。")
    if not yes:
        typer.confirm("确定清除吗？", abort=True, err=True)
    clear_sample(desk, now=clock.now())
    say("样例已清除。请用 run 启动，在第一次打开的页面上设立系统管理员。")
