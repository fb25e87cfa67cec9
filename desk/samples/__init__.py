"""The sample desk: what a person sees on first run, invented from end to end and marked as a sample."""

from desk.samples.clearing import Contents, abandon, clear, contents, untouched
from desk.samples.laying_out import RECORDS, LaidOut, Stage, lay_out
from desk.samples.questions import record_of
from desk.samples.staff import SampleAccount, accounts

__all__ = [
    "RECORDS",
    "Contents",
    "LaidOut",
    "SampleAccount",
    "Stage",
    "abandon",
    "accounts",
    "clear",
    "contents",
    "lay_out",
    "record_of",
    "untouched",
]
