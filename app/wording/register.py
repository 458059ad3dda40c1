"""The register of a month (工资表) as a table of texts and amounts: one row per agent, one column per line code."""

from fractions import Fraction

import msgspec

from app.domain.money import Fen
from app.domain.payline import DEDUCTION, EARNING, PayRun, Payslip
from app.texts import Texts
from app.wording.numbers import month_text
from app.wording.payslip import line_name
from app.wording.pending import pending_text


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent: texts in the order of ``text_heads``, the score, amounts in fen (None: no such line)."""

    texts: tuple[str, ...]
    score: Fraction | None
    earnings: tuple[Fen | None, ...]
    deductions: tuple[Fen | None, ...]
    gross: Fen
    deducted: Fen
    net: Fen


class RegisterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in the register's workbook. ``blocked`` lists who is missing: 工号, 姓名, 岗位, reasons."""

    title: str
    sheet: str
    facts: tuple[str, ...]
    text_heads: tuple[str, ...]
    score_head: str
    earning_heads: tuple[str, ...]
    gross_head: str
    deduction_heads: tuple[str, ...]
    deducted_head: str
    net_head: str
    total: str
    rows: tuple[RegisterRow, ...]
    page: str
    blocked_sheet: str
    blocked_note: str
    blocked_heads: tuple[str, ...]
    blocked: tuple[tuple[str, ...], ...]


def register_facts(run: PayRun, texts: Texts, *, sealed: bool = False) -> RegisterFacts:
    """The computed agents in order of their numbers, columns in order of first appearance; the blocked apart."""
    slips = [slip for slip in run.payslips if slip.computed]
    earnings, deductions = _columns(slips, EARNING, texts), _columns(slips, DEDUCTION, texts)
    blocked = tuple(_blocked(slip, texts) for slip in run.payslips if not slip.computed)
    title = texts("document.register_title", business=run.business, month=month_text(run.month, texts))
    return RegisterFacts(
        title=title if sealed else title + texts("document.register_draft"),
        sheet=texts("document.register"),
        facts=_facts(run, texts, sealed=sealed),
        text_heads=tuple(texts(f"document.fact_{name}") for name in _TEXTS),
        score_head=texts("document.score"),
        earning_heads=tuple(earnings.values()),
        gross_head=texts("document.earnings"),
        deduction_heads=tuple(deductions.values()),
        deducted_head=texts("document.deducted"),
        net_head=texts("document.net"),
        total=texts("document.total"),
        rows=tuple(_row(slip, tuple(earnings), tuple(deductions), texts) for slip in slips),
        page=texts("document.page"),
        blocked_sheet=texts("document.blocked"),
        blocked_note=texts("document.blocked_note", count=str(len(blocked))),
        blocked_heads=tuple(texts(f"document.{name}") for name in _BLOCKED),
        blocked=blocked,
    )


_TEXTS = ("number", "agent", "position", "grade", "team", "shops")
_BLOCKED = ("fact_number", "fact_agent", "fact_position", "reason")


def _columns(slips: list[Payslip], kind: str, texts: Texts) -> dict[str, str]:
    """Line code → heading; equal headings of different codes get a number."""
    columns: dict[str, str] = {}
    for line in (line for slip in slips for line in slip.lines if line.kind == kind):
        if line.code in columns:
            continue
        name = line_name(line.code, line.name, texts)
        count = sum(head == name or head.startswith(f"{name} ") for head in columns.values())
        columns[line.code] = f"{name} {count + 1}" if count else name
    return columns


def _row(slip: Payslip, earnings: tuple[str, ...], deductions: tuple[str, ...], texts: Texts) -> RegisterRow:
    amounts = {(line.kind, line.code): line.amount for line in slip.lines}
    shops = texts("document.list_gap").join(slip.shops)
    return RegisterRow(
        texts=(slip.number, slip.name, slip.position, slip.grade, slip.team, shops),
        score=slip.score,
        earnings=tuple(amounts.get((EARNING, code)) for code in earnings),
        deductions=tuple(amounts.get((DEDUCTION, code)) for code in deductions),
        gross=slip.gross or 0,
        deducted=slip.deductions or 0,
        net=slip.net or 0,
    )


def _facts(run: PayRun, texts: Texts, *, sealed: bool) -> tuple[str, ...]:
    state = texts("document.register_sealed") if sealed else texts("document.state_draft")
    return texts("document.register_pay_date", day=run.pay_date.isoformat()), state


def _blocked(slip: Payslip, texts: Texts) -> tuple[str, ...]:
    reasons = texts("reason.list_gap").join(pending_text(pending, texts) for pending in slip.pending)
    return slip.number, slip.name, slip.position, reasons
