"""Who may do what: one table, asked by the menu, by every page and by every verb that writes."""

from dataclasses import dataclass

from desk.errors import NotAllowed, Word
from desk.tables import Role

LIBRARIANS = frozenset(Role)
EDITORS = frozenset({Role.EDITOR, Role.TEAM_LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})
LEADERS = frozenset({Role.TEAM_LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "log": LIBRARIANS,  # consultations: log, answer, refer
    "cards": LIBRARIANS,  # issue, extend, revoke
    "lend": LIBRARIANS,
    "import": EDITORS,
    "compile": EDITORS,
    "review": LEADERS,  # the second review of a compilation; the last signature is beside the role (`may_sign_off`)
    "hand_out": LIBRARIANS,  # copies of a volume
    "figures": LEADERS,
    "manage": ADMINISTRATORS,  # conference, service points, accounts
}

ROLE_LABELS = {
    Role.LIBRARIAN: Word("馆员"),
    Role.EDITOR: Word("编辑"),
    Role.TEAM_LEADER: Word("组长"),
    Role.SUPERVISOR: Word("主管"),
    Role.ADMINISTRATOR: Word("系统管理员"),
}


@dataclass(frozen=True)
class Identity:
    """Who is asking, as one rerun or request knows it."""

    account_id: int | None
    display_name: str
    role: Role
    may_sign_off: bool = False
    service_point_id: int | None = None
    sign_in_id: int | None = None


OPERATOR = Identity(account_id=None, display_name="命令行", role=Role.ADMINISTRATOR, may_sign_off=True)
"""Whoever runs manage.py on the machine itself: they hold the data folder, so they may do everything."""


def may(who: Identity | None, permission: str) -> bool:
    """Whether `who` (None: a delegate who has no account) has `permission`."""
    return who is not None and who.role in PERMISSIONS[permission]


def require(who: Identity | None, permission: str) -> None:
    """Refuse unless `who` has `permission`."""
    if who is None:
        raise NotAllowed("请先登录，再做这件事。")
    if not may(who, permission):
        raise NotAllowed("“{role}”没有这项权限。请联系系统管理员。", role=ROLE_LABELS[who.role])
