"""签收表: everybody of a month on one sheet with room to sign, the record that the law asks for."""

from app.documents.table_pdf import Column, Table
from app.domain.payline import PayRun
from app.texts import Texts
from app.wording.numbers import fen_money, month_text


def sign_table(run: PayRun, texts: Texts, *, sealed: bool) -> Table:
    """Computed people in order of 工号, their sums, signature and day (工资支付暂行规定 art. 6)."""
    slips = [slip for slip in run.payslips if slip.computed]
    rows = tuple(
        (
            str(place),
            slip.number,
            slip.name,
            slip.position,
            fen_money(slip.gross or 0),
            fen_money(slip.deductions or 0),
            fen_money(slip.net or 0),
            "",
            "",
        )
        for place, slip in enumerate(slips, 1)
    )
    sums = (
        sum(slip.gross or 0 for slip in slips),
        sum(slip.deductions or 0 for slip in slips),
        sum(slip.net or 0 for slip in slips),
    )
    total = (texts("document.total"), "", texts("document.sign_people", count=str(len(slips))), "")
    title = texts("document.sign_title", business=run.business, month=month_text(run.month, texts))
    paid = texts("document.register_pay_date", day=run.pay_date.isoformat())
    state = texts("document.register_sealed") if sealed else texts("document.state_draft")
    return Table(
        title=title,
        subtitle=f"{paid}\u3000{state}",
        columns=_columns(texts),
        rows=rows,
        total=(*total, *map(fen_money, sums), "", ""),
        notes=(texts("document.sign_note"),),
        row_height=26,
    )


def _columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("document.sign_place"), 32),
        Column(texts("document.fact_number"), 52),
        Column(texts("document.fact_agent"), 84),
        Column(texts("document.fact_position"), 52),
        Column(texts("document.earnings"), 66, right=True),
        Column(texts("document.deductions"), 62, right=True),
        Column(texts("document.net"), 66, right=True),
        Column(texts("document.sign_name"), 86),
        Column(texts("document.sign_day"), 54),
    )
