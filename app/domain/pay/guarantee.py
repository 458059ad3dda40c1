"""保底, 封顶, 取高: named lines together at least or at most an amount, or the larger of two groups of them."""

from collections.abc import Iterable

from app.domain.money import Fen, decimal_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning
from app.domain.scheme import Exact, Guarantee, PayItem, given
from app.domain.trace import Trace


def guarantee(item: PayItem, rule: Guarantee, at: Context) -> Lines:
    """Always on printed lines, deductions below 0, an absent one 0; no line where nothing changes."""
    groups = given(rule.larger_of, ((), ()))
    if any(groups):
        return _larger(item, groups, at)
    codes = given(rule.of, ())
    total = _sum(codes, at)
    least, most = _limit(rule.at_least), _limit(rule.at_most)
    if least is not None and total < least:
        return _moved(item, total, least, "guarantee_least", codes, at)
    if most is not None and total > most:
        return _moved(item, total, most, "guarantee_most", codes, at)
    return Lines()


def _limit(amount: object) -> Fen | None:
    return to_fen(amount.value) if isinstance(amount, Exact) else None


def _sum(codes: Iterable[str], at: Context) -> Fen:
    return sum(at.amount_of(code) for code in dict.fromkeys(codes))


def _moved(item: PayItem, total: Fen, limit: Fen, rule: str, codes: Iterable[str], at: Context) -> Lines:
    """The line that brings ``total`` to ``limit``."""
    params = {"total": _money(total), "limit": _money(limit)}
    return Lines(lines=(earning(item, yuan(limit - total), rule, params, _named(codes, at)),))


def _larger(item: PayItem, groups: tuple[tuple[str, ...], tuple[str, ...]], at: Context) -> Lines:
    """Takes the smaller of two sums off again, so that the larger one is left."""
    smaller, larger = sorted(_sum(group, at) for group in groups)
    if not smaller:
        return Lines()
    params = {"larger": _money(larger), "smaller": _money(smaller)}
    inputs = tuple(Trace("line_group", yuan(_sum(group, at)), "CNY", {}, _named(group, at)) for group in groups)
    return Lines(lines=(earning(item, yuan(-smaller), "guarantee_larger", params, inputs),))


def _named(codes: Iterable[str], at: Context) -> tuple[Trace, ...]:
    """The printed lines that were looked at, each with its signed amount."""
    wanted = set(codes)
    return tuple(
        Trace("line_amount", yuan(line.signed), "CNY", {"line": line.name or line.code})
        for line in at.lines
        if line.code in wanted
    )


def _money(fen: Fen) -> str:
    return decimal_text(yuan(fen), 2)
