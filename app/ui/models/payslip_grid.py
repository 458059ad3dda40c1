"""The month's grid: a row per agent, a column per pay line, and the row of sums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.money import Fen, decimal_text, yuan
from app.domain.payline import DEDUCTION, EARNING, Payslip
from app.services.month_view import MonthView
from app.texts import Texts
from app.ui.i18n import Words
from app.ui.models.rows import Column
from app.wording.numbers import fen_money, points
from app.wording.payslip import line_name

UP, DOWN = "▲", "▼"


@dataclass(frozen=True)
class GridRow:
    """One payslip with each line's signed fen by code and the net of the month before (None: not there).

    ``flagged``: it has flags that nobody has let pass. ``seen``: it was looked over, or the month is sealed.
    """

    slip: Payslip
    amounts: dict[str, Fen]
    before: Fen | None
    total: bool = False
    people: int = 0
    flagged: bool = False
    seen: bool = False


def grid_rows(view: MonthView, shop: str = "") -> tuple[GridRow, ...]:
    """The rows of a month, of one shop or all of them."""
    slips = view.run.payslips if view.run is not None else ()
    return tuple(_row(slip, view) for slip in slips if not shop or shop in slip.shops)


def _row(slip: Payslip, view: MonthView) -> GridRow:
    amounts: dict[str, Fen] = {}
    for line in slip.lines:
        if line.kind == EARNING:
            amounts[line.code] = amounts.get(line.code, 0) + line.amount
        elif line.kind == DEDUCTION:
            amounts["-"] = amounts.get("-", 0) - line.amount
    before = view.before.get(slip.number)
    seen = view.sealed or slip.number in view.seen
    return GridRow(slip=slip, amounts=amounts, before=before, flagged=bool(view.open_flags(slip)), seen=seen)


def total_row(rows: Sequence[GridRow]) -> GridRow:
    """The sums of the computed rows shown; the month before counts who is in both."""
    slips = [row.slip for row in rows if row.slip.net is not None]
    amounts: dict[str, Fen] = {}
    for row in rows:
        for code, amount in row.amounts.items():
            amounts[code] = amounts.get(code, 0) + amount
    known = [row.before for row in rows if row.slip.net is not None and row.before is not None]
    net = sum(slip.net or 0 for slip in slips)
    joined = sum(row.slip.net or 0 for row in rows if row.slip.net is not None and row.before is not None)
    slip = Payslip(
        number="", name="", kind="", position="", grade="", team="", shops=(), scheme="", version=0, state="computed",
        net=net,
    )  # fmt: skip
    before = sum(known) + net - joined if known else None
    return GridRow(slip=slip, amounts=amounts, before=before, total=True, people=len(slips))


def line_codes(rows: Sequence[GridRow], texts: Texts) -> list[tuple[str, str]]:
    """(code, heading) of every earning of the month in the order of the schemes; the first name of a code wins."""
    found: dict[str, str] = {}
    for row in rows:
        for line in row.slip.lines:
            if line.kind == EARNING and line.code not in found:
                found[line.code] = line_name(line.code, line.name, texts)
    return list(found.items())


def grid_columns(words: Words, rows: Sequence[GridRow], before: str) -> tuple[Column[GridRow], ...]:
    """The columns of the grid; ``before`` is the word for the month before, "" if it was not computed."""
    codes = line_codes(rows, words.texts)
    columns: list[Column[GridRow]] = [_state_column(), _name_column(words), _position_column(words)]
    if any(row.slip.score is not None for row in rows):
        columns.append(_score_column(words))
    drops = _drops(rows, [code for code, _ in codes])
    columns.extend(_line_column(code, head, drops[code]) for code, head in codes)
    if any("-" in row.amounts for row in rows):
        columns.append(_line_column("-", words("ui.col_deductions"), 0))
    columns.append(_net_column(words))
    if before:
        columns.append(_before_column(words, before))
    return tuple(columns)


def _drops(rows: Sequence[GridRow], codes: Sequence[str]) -> dict[str, int]:
    """In which order the lines give way in a narrow window: the smallest sum first, the three largest at last."""
    sums = {code: sum(abs(row.amounts.get(code, 0)) for row in rows) for code in codes}
    ordered = sorted(codes, key=lambda code: -sums[code])
    return {code: (5 if at < 3 else 10) + at for at, code in enumerate(ordered)}


def state_icon(row: GridRow) -> tuple[str, str]:
    """Icon and token of a payslip's state."""
    if not row.slip.computed:
        return "circle-alert", "err"
    if row.flagged:
        return "triangle-alert", "warn"
    return ("circle-check", "ok") if row.seen else ("circle", "text3")


def _state_column() -> Column[GridRow]:
    return Column(
        id="state",
        head="",
        text=lambda row: "",
        value=lambda row: (row.slip.computed, not row.flagged, row.seen),
        icon=lambda row: None if row.total else state_icon(row),
        fixed=True,
    )


def _name_column(words: Words) -> Column[GridRow]:
    return Column(
        id="name",
        head=words("ui.col_name"),
        text=lambda row: words("ui.pay_total") if row.total else row.slip.name,
        tip=lambda row: "" if row.total else f"{row.slip.number} {row.slip.name}",
        bold=True,
        elide=True,
    )


def _position_column(words: Words) -> Column[GridRow]:
    return Column(
        id="position",
        head=words("ui.col_position"),
        text=lambda row: words("ui.pay_people", count=row.people) if row.total else row.slip.position,
        tint=lambda row: "" if row.total else "text2",
        drop=9,
    )


def _score_column(words: Words) -> Column[GridRow]:
    def text(row: GridRow) -> str:
        if row.total:
            return ""
        return "–" if row.slip.score is None else points(row.slip.score)

    return Column(
        id="score",
        head=words("ui.col_score"),
        text=text,
        value=lambda row: row.slip.score,
        tint=lambda row: "text3" if row.slip.score is None else "",
        right=True,
    )


def _line_column(code: str, head: str, drop: int) -> Column[GridRow]:
    def amount(row: GridRow) -> Fen | None:
        return row.amounts.get(code) if row.slip.net is not None else None

    return Column(
        id=code,
        head=head,
        text=lambda row: fen_money(found) if (found := amount(row)) else "–",
        value=amount,
        copy=lambda row: plain_amount(amount(row)),
        tint=lambda row: "" if amount(row) else "text3",
        right=True,
        drop=drop,
    )


def _net_column(words: Words) -> Column[GridRow]:
    def text(row: GridRow) -> str:
        if row.total and not row.people:
            return "–"
        return words("ui.pay_cannot") if row.slip.net is None else fen_money(row.slip.net)

    return Column(
        id="net",
        head=words("ui.col_net"),
        text=text,
        value=lambda row: row.slip.net,
        copy=lambda row: plain_amount(row.slip.net),
        tint=lambda row: "err" if row.slip.net is None else "",
        right=True,
        bold=True,
    )


def _before_column(words: Words, before: str) -> Column[GridRow]:
    def text(row: GridRow) -> str:
        if row.slip.net is None:
            return "–"
        if row.before is None:
            return words("ui.pay_new")
        return difference_text(row.slip.net - row.before)

    return Column(
        id="before",
        head=words("ui.col_before", month=before),
        text=text,
        value=lambda row: None if row.slip.net is None or row.before is None else row.slip.net - row.before,
        copy=lambda row: "" if row.slip.net is None or row.before is None else plain_amount(row.slip.net - row.before),
        tint=lambda row: "text2" if row.before is None else "",
        right=True,
        drop=8,
    )


def difference_text(fen: Fen) -> str:
    """``▲ 608.53``, ``▼ 840.06``, ``–`` for none."""
    return "–" if fen == 0 else f"{UP if fen > 0 else DOWN} {fen_money(abs(fen))}"


def plain_amount(fen: Fen | None) -> str:
    """``-451.50`` for the clipboard."""
    return "" if fen is None else decimal_text(yuan(fen), 2)


def mean_of(rows: Sequence[GridRow]) -> tuple[Fraction, Fen, Fen] | None:
    """(mean, highest, lowest) net of the computed rows in fen, None if there are none."""
    nets = [row.slip.net for row in rows if row.slip.net is not None]
    return (Fraction(sum(nets), len(nets)), max(nets), min(nets)) if nets else None


def _is_blocked(row: GridRow) -> bool:
    return not row.slip.computed


def _is_unseen(row: GridRow) -> bool:
    return row.slip.computed and not row.seen


def _is_flagged(row: GridRow) -> bool:
    return row.flagged and row.slip.computed


FILTERS: dict[str, Callable[[GridRow], bool] | None] = {
    "all": None,
    "unseen": _is_unseen,
    "blocked": _is_blocked,
    "flagged": _is_flagged,
}
"""The segments over the grid."""
