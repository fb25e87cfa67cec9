"""How much a kind of reader may borrow, and for how long: data in `data/vocabularies/loan_rules.csv`."""

from dataclasses import dataclass
from datetime import date, timedelta

from desk import vocabularies


@dataclass(frozen=True)
class LoanRule:
    """At most `limit` items out at once, each for `days` days."""

    limit: int
    days: int

    def due_on(self, today: date, *, expires_on: date) -> date:
        """The day by which a loan of today must be back: never after the card's last day."""
        return min(today + timedelta(days=self.days), expires_on)


NOTHING = LoanRule(limit=0, days=0)


def rule_for(kind: str) -> LoanRule:
    """The rule for a kind of reader; a kind without a line in the file borrows nothing."""
    row = vocabularies.entries("loan_rules").get(kind)
    return LoanRule(int(row["limit"]), int(row["days"])) if row else NOTHING
