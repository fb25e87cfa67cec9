"""Every noun of the desk that is stored: one module per family of tables."""

from desk.tables.base import Table
from desk.tables.catalogue import (
    BatchChange,
    BatchState,
    BibRecord,
    BibSource,
    CatalogueChange,
    ElectronicAccess,
    ImportBatch,
    Item,
)
from desk.tables.circulation import Loan
from desk.tables.compilations import Compilation, CopyHandout, CopyKind, Entry, Section
from desk.tables.conference import (
    Conference,
    Delegation,
    DeskState,
    Meeting,
    MeetingKind,
    PointKind,
    Sector,
    ServicePoint,
    Team,
)
from desk.tables.patrons import Card, CardState, NumberSeries, Patron
from desk.tables.reference import Consultation, ConsultationState, Source, UnmetSearch
from desk.tables.staff import AuditEntry, Role, SignIn, StaffAccount

__all__ = [
    "AuditEntry",
    "BatchChange",
    "BatchState",
    "BibRecord",
    "BibSource",
    "Card",
    "CardState",
    "CatalogueChange",
    "Compilation",
    "Conference",
    "Consultation",
    "ConsultationState",
    "CopyHandout",
    "CopyKind",
    "Delegation",
    "DeskState",
    "ElectronicAccess",
    "Entry",
    "ImportBatch",
    "Item",
    "Loan",
    "Meeting",
    "MeetingKind",
    "NumberSeries",
    "Patron",
    "PointKind",
    "Role",
    "Section",
    "Sector",
    "ServicePoint",
    "SignIn",
    "Source",
    "StaffAccount",
    "Table",
    "Team",
    "UnmetSearch",
]
