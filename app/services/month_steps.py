"""How far a month is, step by step: people, sheets, marks and incidents, computed, reviewed, sealed, handed out."""

from datetime import date, datetime
from fractions import Fraction

import msgspec

from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs
from app.domain.missing_days import MissingDays, missing_days
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.observations import MonthMetrics, month_metrics
from app.domain.people import COMPANY_MEMBER
from app.services.compute_month import RunState, run_state
from app.services.handed_out import handed_out
from app.services.missing_marks import missing_of
from app.services.month_data import inputs_of
from app.storage import imports, orders, runs
from app.storage.book import Book

_UNOWNED = ("account_waits", "account_unclear")


class MonthSteps(msgspec.Struct, frozen=True, kw_only=True):
    """What the checklist tells.

    ``joined`` are names of who was hired in the month, ``left`` of who left in it or on the last day before it,
    ``without_data`` of who has no figure at all. ``without_scheme`` are positions of theirs that no scheme is in force
    for. ``late`` counts accounts with figures that the platform does not know yet, ``unowned`` accounts that are
    nobody's, ``unnamed`` the orders that no remark gives to anybody and their sum in fen; ``gaps`` are the days that
    reports by day say nothing of. ``incident_money`` is their sum in CNY.
    ``handed_out`` is a day or "".
    """

    month: PayMonth
    state: RunState
    people: int
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    without_data: tuple[str, ...] = ()
    without_scheme: tuple[str, ...] = ()
    files: int = 0
    rows: int = 0
    late: int = 0
    unowned: int = 0
    unnamed: tuple[int, Fen] = (0, 0)
    gaps: tuple[MissingDays, ...] = ()
    missing: int = 0
    incidents: int = 0
    incident_money: Fraction = Fraction(0)
    computed_at: datetime | None = None
    pay_date: date
    handed_out: str = ""


def month_steps(book: Book, month: PayMonth) -> MonthSteps:
    """Where the month stands; nothing is computed or changed."""
    inputs = inputs_of(book, month)
    metrics = month_metrics(inputs)
    facts = runs.facts(book.db, month)
    sheets = [one for one in imports.of_month(book.db, month) if one.kind == "sheet" and one.undone_at is None]
    in_force = InForce(inputs, metrics)
    paid = [one for one in metrics.agents if one.agent.position != COMPANY_MEMBER]
    return MonthSteps(
        month=month,
        state=run_state(book, month),
        people=len(paid),
        joined=tuple(one.agent.name for one in paid if one.agent.hired and month.contains(one.agent.hired)),
        left=_left(inputs),
        without_data=tuple(one.agent.name for one in paid if not one.metrics),
        without_scheme=tuple(dict.fromkeys(one.agent.position for one in paid if in_force.of(one.agent) is None)),
        files=len(sheets),
        rows=sum(one.rows for one in sheets),
        late=len({(one.shop, one.account) for one in inputs.observations if one.value is None}),
        unowned=_unowned(metrics),
        unnamed=orders.nobodys(book.db, month),
        gaps=missing_days(inputs),
        missing=len(missing_of(inputs, metrics)),
        incidents=len(inputs.incidents),
        incident_money=sum((one.money or Fraction(0) for one in inputs.incidents), Fraction(0)),
        computed_at=None if facts is None else facts.computed_at,
        pay_date=inputs.pay_date if facts is None else facts.pay_date,
        handed_out=handed_out(book, month),
    )


def _left(inputs: MonthInputs) -> tuple[str, ...]:
    """Who left in the month, or with the end of the month before."""
    days = (inputs.month.shift(-1).last, inputs.month.last)
    return tuple(agent.name for agent in inputs.agents if agent.left and days[0] <= agent.left <= days[1])


def _unowned(metrics: MonthMetrics) -> int:
    return len({problem.params["account"] for problem in metrics.problems if problem.code in _UNOWNED})
