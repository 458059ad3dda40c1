"""The rows of the movers: net, difference and its causes in words."""

from fractions import Fraction

from app.domain.money import Fen
from app.services.movers import Cause, Mover
from app.ui.i18n import Words
from app.ui.models.payslip_grid import DOWN, UP
from app.ui.models.rows import Column
from app.wording.numbers import MINUS, fen_money, metric_word, points, rate, value_text
from app.wording.payslip import line_name


def mover_columns(words: Words) -> tuple[Column[Mover], ...]:
    """Name, net, difference, causes; no column has a heading."""
    return (
        Column(id="name", head="", text=lambda row: row.name, bold=True, elide=True),
        Column(
            id="net", head="", text=lambda row: fen_money(row.net), value=lambda row: row.net, right=True, fixed=True
        ),
        Column(
            id="difference",
            head="",
            text=lambda row: difference_text(row.difference),
            value=lambda row: row.difference,
            right=True,
            fixed=True,
        ),
        Column(
            id="causes",
            head="",
            text=lambda row: causes_text(row.causes, words),
            tip=lambda row: causes_text(row.causes, words),
            tint=lambda _row: "text2",
            elide=True,
            end=True,
        ),
    )


def difference_text(fen: Fen) -> str:
    """``▲ 608.53``, ``▼ 840.06``."""
    return f"{UP if fen > 0 else DOWN} {fen_money(abs(fen))}"


def causes_text(causes: tuple[Cause, ...], words: Words) -> str:
    """``询单转化率 33.90 % → 41.18 %，提成 3.5 % → 6 %，奖惩 +¥200.00``."""
    return words("ui.gap").join(dict.fromkeys(cause_text(cause, words) for cause in causes))


def cause_text(cause: Cause, words: Words) -> str:
    """One cause."""
    name = line_name(cause.code, cause.name, words.texts)
    if cause.before is None or cause.after is None:
        sign = "+" if cause.amount > 0 else MINUS
        return words("ui_month.cause_line", name=name, amount=f"{sign}¥{fen_money(abs(cause.amount))}")
    what = {"score": words("ui.slip_score"), "rate": name}.get(cause.kind) or metric_word(cause.what, words.texts)
    before, after = (_figure(value, cause, words) for value in (cause.before, cause.after))
    return words("ui_month.cause_moved", what=what, before=before, after=after)


def _figure(value: Fraction, cause: Cause, words: Words) -> str:
    if cause.kind == "score":
        return points(value)
    return rate(value) if cause.kind == "rate" else value_text(value, cause.unit, words.texts)
