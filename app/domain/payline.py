"""What a computation gives: score items, pay lines, payslips and the run of a month."""

from datetime import date
from fractions import Fraction

import msgspec

from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.problem import Problem
from app.domain.trace import Trace

EARNING, DEDUCTION, INFO = "earning", "deduction", "info"


class ItemResult(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One score item: exact value of its metric (None: no data) and its printed points (None: left out)."""

    id: str
    name: str
    full: str
    trace: Trace
    metric: str = ""
    unit: str = ""
    value: Fraction | None = None
    points: Fraction | None = None
    parent: str = ""


class PayLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line of a payslip. A deduction's amount is ≥ 0 and is taken off; ``info`` counts nowhere."""

    code: str
    name: str
    kind: str
    amount: Fen
    trace: Trace

    @property
    def signed(self) -> Fen:
        """What the line adds to net: a deduction is below 0, an info line is 0."""
        return self.amount if self.kind == EARNING else -self.amount if self.kind == DEDUCTION else 0


class Pending(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What blocks an agent: ``code`` names the reason, ``id`` the score item or pay line that waits."""

    code: str
    id: str
    item: str
    params: dict[str, str] = {}


class Flag(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something to look at; blocks nothing. Its sentence is ``flag.<code>``."""

    code: str
    params: dict[str, str] = {}


class Gain(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one pay line would have paid more at the next threshold."""

    code: str
    name: str
    amount: Fen


class NearMiss(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How far the agent is from the next threshold of a metric, and what reaching it would have paid.

    ``needed`` of the unit more; where less is ``better``, fewer.
    """

    metric: str
    threshold: Fraction
    needed: Fraction
    unit: str
    gains: tuple[Gain, ...]
    better: str = "more"


class Payslip(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's month. Blocked: no lines, no score, no sums, ``pending`` says why.

    net = gross − deductions; gross = Σ earnings. ``not_given`` traces the optional lines that had no input.
    ``sums`` are figures in fen that later months count on: ``exempt`` of tax, ``special`` (insurance and fund),
    ``tax``, ``loss_left``, ``advance_taken``.
    """

    number: str
    name: str
    kind: str
    position: str
    grade: str
    team: str
    shops: tuple[str, ...]
    scheme: str
    version: int
    state: str
    pending: tuple[Pending, ...] = ()
    score: Fraction | None = None
    items: tuple[ItemResult, ...] = ()
    lines: tuple[PayLine, ...] = ()
    gross: Fen | None = None
    deductions: Fen | None = None
    net: Fen | None = None
    flags: tuple[Flag, ...] = ()
    near_miss: tuple[NearMiss, ...] = ()
    waivers: tuple[tuple[str, str], ...] = ()
    not_given: tuple[Trace, ...] = ()
    attended: Fraction | None = None
    sums: dict[str, Fen] = {}

    @property
    def computed(self) -> bool:
        """Whether there is something to pay out."""
        return self.state == "computed"

    @property
    def score_trace(self) -> Trace | None:
        """The reasons of the score: the items that add up to it, each with its own; None without a score."""
        if self.score is None:
            return None
        parts = tuple(
            Trace("score_item", item.points, "points", {"item": item.name, "full": item.full}, (item.trace,))
            for item in self.items
            if item.points is not None and not item.parent
        )
        whole = sum((part.value or Fraction(0) for part in parts), Fraction(0))
        return Trace("score" if whole == self.score else "score_capped", self.score, "points", {}, parts)


class PayRun(msgspec.Struct, frozen=True, kw_only=True):
    """The computation of one month, agents in order of their numbers; ``hints`` are of whole shops and teams."""

    month: PayMonth
    pay_date: date
    business: str
    payslips: tuple[Payslip, ...]
    problems: tuple[Problem, ...] = ()
    hints: tuple[Flag, ...] = ()

    @property
    def blocked(self) -> int:
        """How many agents could not be computed."""
        return sum(not payslip.computed for payslip in self.payslips)
