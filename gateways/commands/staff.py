"""`user add`, `user passwd`, `user list`: staff accounts."""

import sys
from typing import Annotated

import typer

from desk import clock
from desk.errors import Invalid, NotFound
from desk.staff import accounts
from desk.staff.roles import OPERATOR
from desk.tables import Role, StaffAccount
from gateways.commands.door import AsJson, answer, refusing, the_desk

app = typer.Typer()
user = typer.Typer(help="馆员账号 / staff accounts", no_args_is_help=True)
app.add_typer(user, name="user")

FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="口令从标准输入读一行 / read the password from stdin")
]


@user.command("add")
@refusing
def add(
    name: str,
    role: Annotated[Role, typer.Option(help="角色 / role")],
    display_name: Annotated[str, typer.Option(help="姓名 / name on screen")] = "",
    may_sign_off: Annotated[bool, typer.Option("--sign-off", help="有审签权限 / may sign off volumes")] = False,
    password_stdin: FromStdin = False,
    as_json: AsJson = False,
) -> None:
    """Add a staff account."""
    password = _password(password_stdin)
    with the_desk().database.writing() as db:
        account = accounts.add(
            db,
            OPERATOR,
            name=name,
            display_name=display_name,
            role=role,
            password=password,
            may_sign_off=may_sign_off,
            now=clock.now(),
        )
    answer(_facts(account), as_json=as_json, text=f"已添加账号 {account.name}（{account.role}）。")


@user.command("passwd")
@refusing
def passwd(name: str, password_stdin: FromStdin = False, as_json: AsJson = False) -> None:
    """Give an account a new password and lift its lock."""
    password = _password(password_stdin)
    with the_desk().database.writing() as db:
        account = accounts.by_name(db, name)
        if account is None or account.id is None:
            raise NotFound("没有账号 {name}。用 user list 查看全部账号。", name=name)
        accounts.set_password(db, OPERATOR, account.id, password, now=clock.now())
    answer({"name": account.name}, as_json=as_json, text=f"账号 {account.name} 的口令已更换。")


@user.command("list")
@refusing
def list_accounts(as_json: AsJson = False) -> None:
    """List the staff accounts."""
    with the_desk().database.reading() as db:
        rows = [_facts(account) for account in accounts.everybody(db)]
    text = "\n".join(f"{row['name']}\t{row['role']}\t{row['display_name']}" for row in rows)
    answer({"accounts": rows}, as_json=as_json, text=text or "还没有账号。")


def _facts(account: StaffAccount) -> dict[str, object]:
    return {
        "name": account.name,
        "display_name": account.display_name,
        "role": account.role,
        "may_sign_off": account.may_sign_off,
        "active": account.is_active,
    }


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Invalid("请用 --password-stdin 从标准输入给出口令。")
    return str(typer.prompt("口令", hide_input=True, confirmation_prompt=True))
