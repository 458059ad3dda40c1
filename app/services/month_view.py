"""What the window shows of a month: the run as it was kept, without computing anything."""

import msgspec

from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import Flag, PayRun, Payslip
from app.domain.source import SourceFile
from app.services.compute_month import RunState, run_state
from app.services.looked_over import flag_key, seen
from app.storage import imports, runs, waivers
from app.storage.book import Book


class MonthView(msgspec.Struct, frozen=True, kw_only=True):
    """The kept run (None: not computed yet), what its sources point to, and each agent's net of the month before.

    ``passed`` are the reasons of the flags that were let pass, by (number, key of the flag), ``seen`` the numbers whose
    payslips were looked at as they stand.
    """

    month: PayMonth
    state: RunState
    run: PayRun | None
    files: dict[int, SourceFile]
    sealed_on: str
    before: dict[str, Fen]
    passed: dict[tuple[str, str], str] = {}
    seen: frozenset[str] = frozenset()

    def reason(self, number: str, flag: Flag) -> str:
        """Why a flag of an agent was let pass, "" while it is open."""
        return self.passed.get((number, flag_key(flag)), "")

    @property
    def sealed(self) -> bool:
        """Whether the month is sealed."""
        return self.state.state == "sealed"

    def open_flags(self, slip: Payslip) -> tuple[Flag, ...]:
        """The flags of a payslip that nobody has let pass."""
        return tuple(flag for flag in slip.flags if not self.reason(slip.number, flag))


def month_view(book: Book, month: PayMonth) -> MonthView:
    """The month as it was last computed; a stale run stays readable."""
    facts, run = runs.facts(book.db, month), runs.load(book.db, month)
    return MonthView(
        month=month,
        state=run_state(book, month),
        run=run,
        files=imports.source_files(book.db),
        sealed_on="" if facts is None else facts.sealed_on,
        before=runs.nets(book.db, month.shift(-1)),
        passed=waivers.flags_of_month(book.db, month),
        seen=frozenset() if run is None else seen(book.db, run),
    )
