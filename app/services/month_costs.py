"""What a month costs: gross by kind of line, against the month before, over six months."""

from collections.abc import Mapping

import msgspec

from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import EARNING, PayRun
from app.services import roster
from app.storage import runs
from app.storage.book import Book

GROUPS: dict[str, tuple[str, ...]] = {
    "base": ("base",),
    "performance": ("performance", "distribution"),
    "commission": ("commission", "supervisor"),
    "piece": ("followup", "piece", "points"),
    "other": (),
}
"""Kinds of earnings and the line codes (in front of a colon) that belong to them; ``other`` are all the rest."""

_GROUP_OF = {code: group for group, codes in GROUPS.items() for code in codes}
_MONTHS = 6


class MonthCosts(msgspec.Struct, frozen=True, kw_only=True):
    """Gross in fen of the agents who are computed. ``before`` None: the month before was not computed.

    ``parts`` are (group of ``GROUPS``, sum) without those of 0; ``trend`` are the last six months that have a run,
    oldest first, with this one.
    """

    people: int
    total: Fen
    before: Fen | None
    parts: tuple[tuple[str, Fen], ...]
    trend: tuple[tuple[PayMonth, Fen], ...]


def month_costs(book: Book, run: PayRun, shop: str = "") -> MonthCosts:
    """The costs of a run; of one shop those of the agents who work for it."""
    slips = [slip for slip in run.payslips if slip.gross is not None and (not shop or shop in slip.shops)]
    sums = dict.fromkeys(GROUPS, 0)
    for slip in slips:
        for line in slip.lines:
            if line.kind == EARNING:
                sums[_GROUP_OF.get(line.code.partition(":")[0], "other")] += line.amount
    trend = _trend(book, run.month, shop)
    return MonthCosts(
        people=len(slips),
        total=sum(sums.values()),
        before=trend.get(run.month.shift(-1)),
        parts=tuple((group, amount) for group, amount in sums.items() if amount),
        trend=tuple(trend.items()),
    )


def _trend(book: Book, month: PayMonth, shop: str) -> dict[PayMonth, Fen]:
    wanted = {agent.number for agent in roster.agents(book) if not shop or shop in agent.shops}
    found = runs.earnings(book.db, month.shift(1 - _MONTHS), month)
    return {past: _sum(amounts, wanted) for past, amounts in found.items()}


def _sum(amounts: Mapping[str, Fen], wanted: set[str]) -> Fen:
    return sum(amount for number, amount in amounts.items() if number in wanted)
