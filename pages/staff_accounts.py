"""馆员账号: who works at the desk and what they may do. For administrators."""

import streamlit as st

from desk.errors import Invalid
from desk.staff import accounts
from desk.staff.roles import ROLE_LABELS
from desk.tables import Role, StaffAccount
from pages.components import state
from pages.components.frame import opened, refusals
from pages.components.markup import plain
from pages.components.words import _

here = opened("manage")


def role_label(role: Role) -> str:
    """A role in the reader's language."""
    return _(ROLE_LABELS[role])


def add_form() -> None:
    """A new account."""
    with st.form("account_new", clear_on_submit=False):
        name = st.text_input(_("账号"), key="account_new_name")
        display_name = st.text_input(_("姓名"), key="account_new_display")
        role = st.segmented_control(
            _("角色"), list(Role), default=Role.LIBRARIAN, format_func=role_label, required=True, key="account_new_role"
        )
        password = st.text_input(_("口令"), type="password", key="account_new_password")
        sign_off = st.checkbox(_("有审签权限"), key="account_new_sign_off")
        if not st.form_submit_button(_("建立账号"), type="primary"):
            return
    with refusals():
        with here.database.writing() as db:
            added = accounts.add(
                db,
                here.me,
                name=name or "",
                display_name=display_name or "",
                role=Role(role),
                password=password or "",
                may_sign_off=sign_off,
                now=here.now,
            )
        state.leave_notice(_("已建立账号 {name}。").format(name=added.name))
        st.rerun()


def one_account(account: StaffAccount) -> None:
    """What one account may do, its password and its badge."""
    number = account.id or 0
    closed = "" if account.is_active else " · " + _("已停用")
    with st.expander(
        f"{plain(account.display_name)} · {plain(account.name)} · {role_label(Role(account.role))}{closed}"
    ):
        with st.form(f"account_{number}"):
            role = st.segmented_control(
                _("角色"),
                list(Role),
                default=Role(account.role),
                format_func=role_label,
                required=True,
                key=f"account_role_{number}",
            )
            sign_off = st.checkbox(_("有审签权限"), value=account.may_sign_off, key=f"account_sign_{number}")
            is_active = st.checkbox(_("可以登录"), value=account.is_active, key=f"account_active_{number}")
            password = st.text_input(_("新口令（不换就留空）"), type="password", key=f"account_password_{number}")
            badge = st.text_input(_("工作证（不换就留空）"), key=f"account_badge_{number}")
            pin = st.text_input("PIN", type="password", key=f"account_pin_{number}")
            if not st.form_submit_button(_("保存")):
                return
        with refusals():
            save(account, Role(role), sign_off, is_active, password or "", badge or "", pin or "")
            state.leave_notice(_("已保存账号 {name}。").format(name=account.name))
            st.rerun()


def save(
    account: StaffAccount, role: Role, sign_off: bool, is_active: bool, password: str, badge: str, pin: str
) -> None:
    """All that was changed in one form, whole or not at all."""
    if bool(badge) != bool(pin):
        raise Invalid("工作证和 PIN 要一起填写。")
    number = account.id or 0
    with here.database.writing() as db:
        accounts.change(db, here.me, number, role=role, may_sign_off=sign_off, is_active=is_active, now=here.now)
        if password:
            accounts.set_password(db, here.me, number, password, now=here.now)
        if badge:
            accounts.set_badge(db, here.me, number, badge=badge, pin=pin, now=here.now)


st.title(_("馆员账号"))
with st.expander(_("添加账号")):
    add_form()
with here.database.reading() as db:
    everybody = accounts.everybody(db)
for one in everybody:
    one_account(one)
