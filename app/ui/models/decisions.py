"""What the owner decides about the accounts of an import; carried out when the import is stored. No Qt."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.month import PayMonth
from app.services.import_sheets import AccountRow

GIVE, NEW, OUT, BACK = "give", "new", "out", "back"


@dataclass(frozen=True)
class Decision:
    """One answer about an account. ``kind``: give it to agent ``number``, make a ``new`` agent of ``name`` and
    ``position``, leave it ``out`` for good, or take it ``back`` in after it was left out.

    It is theirs from ``day`` (of a new agent: when they were hired) to ``until`` (None: for good).
    """

    kind: str
    day: date
    number: str = ""
    name: str = ""
    position: str = ""
    until: date | None = None

    @property
    def gives(self) -> bool:
        """Whether somebody gets the account."""
        return self.kind in (GIVE, NEW)


Decisions = tuple[Decision, ...]
"""What was decided about one account, in the order of the days; several where it was handed on."""


def added(before: Decisions, decision: Decision) -> Decisions:
    """The decisions with one more: it follows one that ends before it, and takes the place of any other."""
    earlier = before[-1].until if before and before[-1].gives else None
    if decision.gives and earlier is not None and decision.day > earlier:
        return (*before, decision)
    return (decision,)


def open_from(row: AccountRow, decisions: Decisions, month: PayMonth) -> date | None:
    """The first day of the month from which it is still open whose the account is; None where all is decided."""
    if not row.waits:
        return None
    if not decisions:
        return month.first
    until = decisions[-1].until
    return until + timedelta(days=1) if until is not None and until < month.last else None


def suggested(row: AccountRow, month: PayMonth) -> Decisions:
    """What is proposed before anybody is asked: robots and the shop's own account are left out."""
    return (Decision(OUT, month.first),) if row.looks else ()
