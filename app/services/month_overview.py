"""Everything that the page of the month shows, read in one go."""

import msgspec

from app.domain.month import PayMonth
from app.domain.payline import Flag, Payslip
from app.services import collector
from app.services.looked_over import OpenFlag, open_flags, seen
from app.services.month_costs import MonthCosts, month_costs
from app.services.month_steps import MonthSteps, month_steps
from app.services.movers import Mover, movers
from app.storage import runs
from app.storage.book import Book


class MonthOverview(msgspec.Struct, frozen=True, kw_only=True):
    """Steps and hints of the whole book; costs, movers, blocked payslips and flags of one shop or of all.

    Without a run ``costs`` is None. ``hints`` are of whole shops and of the grades; they ask for nothing.
    """

    steps: MonthSteps
    slips: int = 0
    seen: int = 0
    costs: MonthCosts | None = None
    movers: tuple[Mover, ...] = ()
    blocked: tuple[Payslip, ...] = ()
    flags: tuple[OpenFlag, ...] = ()
    hints: tuple[Flag, ...] = ()


@collector.paused()
def month_overview(book: Book, month: PayMonth, shop: str = "") -> MonthOverview:
    """The month as it was last computed; nothing is computed or changed."""
    steps, run = month_steps(book, month), runs.load(book.db, month)
    if run is None:
        return MonthOverview(steps=steps)
    wanted = tuple(slip for slip in run.payslips if not shop or shop in slip.shops)
    shown = msgspec.structs.replace(run, payslips=wanted)
    return MonthOverview(
        steps=steps,
        slips=len(run.payslips),
        seen=len(seen(book.db, run)),
        costs=month_costs(book, run, shop),
        movers=movers(run, runs.load(book.db, month.shift(-1)), shop),
        blocked=tuple(slip for slip in wanted if not slip.computed),
        flags=open_flags(book.db, shown),
        hints=run.hints,
    )
