"""What a month costs: gross by kind of line, against the month before, over six months."""

from collections.abc import Mapping, Sequence

import msgspec

from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import EARNING, PayRun, Payslip
from app.services import roster
from app.storage import runs
from app.storage.book import Book

GROUPS = ("base", "performance", "commission", "piece", "other")
"""Kinds of earnings. One that is named like a line is that line alone: the figure is the same as on the payslips."""

_GROUP_OF = {name: name for name in GROUPS[:3]} | dict.fromkeys(("followup", "piece", "points"), "piece")
_MONTHS = 6


class CostLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the payslips, over everybody: its group, code, the name that the scheme gives it, fen."""

    group: str
    code: str
    name: str
    amount: Fen


class MonthCosts(msgspec.Struct, frozen=True, kw_only=True):
    """Gross in fen of the agents who are computed. ``before`` None: the month before was not computed.

    ``parts`` are (group of ``GROUPS``, sum) without those of 0, ``lines`` what they are made of; ``trend`` are the last
    six months that have a run, oldest first, with this one.
    """

    people: int
    total: Fen
    before: Fen | None
    parts: tuple[tuple[str, Fen], ...]
    lines: tuple[CostLine, ...]
    trend: tuple[tuple[PayMonth, Fen], ...]


def month_costs(book: Book, run: PayRun, shop: str = "") -> MonthCosts:
    """The costs of a run; of one shop those of the agents who work for it."""
    slips = [slip for slip in run.payslips if slip.gross is not None and (not shop or shop in slip.shops)]
    lines = _lines(slips)
    sums = {group: sum(line.amount for line in lines if line.group == group) for group in GROUPS}
    trend = _trend(book, run.month, shop)
    return MonthCosts(
        people=len(slips),
        total=sum(sums.values()),
        before=trend.get(run.month.shift(-1)),
        parts=tuple((group, amount) for group, amount in sums.items() if amount),
        lines=lines,
        trend=tuple(trend.items()),
    )


def _lines(slips: Sequence[Payslip]) -> tuple[CostLine, ...]:
    """Every earning of the month by its code; the first name of a code wins, as in the grid."""
    names: dict[str, str] = {}
    sums: dict[str, Fen] = {}
    for slip in slips:
        for line in slip.lines:
            if line.kind == EARNING:
                names.setdefault(line.code, line.name)
                sums[line.code] = sums.get(line.code, 0) + line.amount
    return tuple(
        CostLine(group=_GROUP_OF.get(code, "other"), code=code, name=names[code], amount=amount)
        for code, amount in sums.items()
    )


def _trend(book: Book, month: PayMonth, shop: str) -> dict[PayMonth, Fen]:
    wanted = {agent.number for agent in roster.agents(book) if not shop or shop in agent.shops}
    found = runs.earnings(book.db, month.shift(1 - _MONTHS), month)
    return {past: _sum(amounts, wanted) for past, amounts in found.items()}


def _sum(amounts: Mapping[str, Fen], wanted: set[str]) -> Fen:
    return sum(amount for number, amount in amounts.items() if number in wanted)
