"""A team's amount among its members: equally, by printed score or by sales (RULES 23)."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

import msgspec

from app.domain.case import Case
from app.domain.money import Fen, short_text, yuan
from app.domain.pay.lines import Lines, absent, lacking
from app.domain.pay.teams import NoShare
from app.domain.pots import divided
from app.domain.scheme import PayItem, Sharing
from app.domain.scoring.outcome import ZERO
from app.domain.source import Source
from app.domain.staff import Staff
from app.domain.trace import Trace

SALES = "sales_amount"


class Shares(msgspec.Struct, frozen=True):
    """What each member gets by number, and how that came about; who has no sales data is in neither."""

    amounts: dict[str, Fen]
    trace: Trace


def without_sales(item: PayItem) -> Lines:
    """The line of a member who has no sales to share by: a required one waits for them (RULES 21)."""
    return lacking(item, "no_data", metric=SALES) if item.required else absent(item, "no_sales_share")


class _Weight(msgspec.Struct, frozen=True):
    value: Fraction
    sources: tuple[Source, ...] = ()


def shared(pot: Fen, by: Sharing, members: Sequence[Case], staff: Staff) -> Shares | NoShare:
    """The pot to the fen: 5,000.00 among three, equally → 1,666.67, 1,666.67, 1,666.66. All weights 0: equally."""
    weights = _weights(by, members, staff)
    if isinstance(weights, NoShare):
        return weights
    amounts = divided(pot, {number: weight.value for number, weight in weights.items()})
    inputs = [_share_trace(by, case, weights.get(case.agent.number), amounts) for case in members]
    total = sum((weight.value for weight in weights.values()), ZERO)
    left_over = pot - sum(_floor(pot, weight.value, total, len(weights)) for weight in weights.values())
    if left_over:
        inputs.append(Trace("left_over", yuan(left_over), "CNY"))
    params = {"count": str(len(weights)), "total": short_text(total)}
    rule = f"shared_by_{by}" if total else "shared_all_zero"
    return Shares(amounts, Trace(rule, yuan(pot), "CNY", params, tuple(inputs)))


def _floor(pot: Fen, weight: Fraction, total: Fraction, count: int) -> Fen:
    return floor(pot * weight / total) if total else pot // count


def _weights(by: Sharing, members: Sequence[Case], staff: Staff) -> dict[str, _Weight] | NoShare:
    if by == "equal":
        return {case.agent.number: _Weight(Fraction(1)) for case in members}
    return _scores(members, staff) if by == "score" else _sales(members)


def _scores(members: Sequence[Case], staff: Staff) -> dict[str, _Weight] | NoShare:
    weights: dict[str, _Weight] = {}
    for case in members:
        score = staff.scores[case.agent.number].total
        if score is None:
            return NoShare("waiting", "member_without_score", {"name": case.agent.name})
        weights[case.agent.number] = _Weight(score)
    return weights


def _sales(members: Sequence[Case]) -> dict[str, _Weight] | NoShare:
    """Sales below 0 count as 0: nobody's share is negative."""
    weights: dict[str, _Weight] = {}
    for case in members:
        sales = case.measured(SALES)
        if sales is not None and sales.incomplete:
            return NoShare("waiting", "not_yet_known", {"metric": SALES, "name": case.agent.name})
        if sales is not None and sales.value is not None:
            weights[case.agent.number] = _Weight(max(ZERO, sales.value), sales.sources)
    return weights or NoShare("lacking", "no_data", {"metric": SALES})


def _share_trace(by: Sharing, case: Case, weight: _Weight | None, amounts: dict[str, Fen]) -> Trace:
    params = {"name": case.agent.name, "number": case.agent.number}
    if weight is None:
        return Trace("share_without_sales", None, "", params)
    params["weight"] = short_text(weight.value)
    return Trace(f"share_by_{by}", yuan(amounts[case.agent.number]), "CNY", params, (), weight.sources)
