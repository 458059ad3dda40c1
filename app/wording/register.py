"""The register of a month (工资表) as a table of texts and amounts: one row per agent, one column per line code."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from app.domain.money import Fen
from app.domain.payline import DEDUCTION, EARNING, PayRun, Payslip
from app.texts import Texts
from app.wording.numbers import month_text
from app.wording.payslip import line_name
from app.wording.pending import pending_text


class ScoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's points in the order of ``item_heads`` (None: no such item, or left out)."""

    texts: tuple[str, ...]
    score: Fraction
    points: tuple[Fraction | None, ...]


class ScoreFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet of scores: who has one, a column for each item of any scheme."""

    sheet: str
    title: str
    note: str
    text_heads: tuple[str, ...]
    item_heads: tuple[str, ...]
    rows: tuple[ScoreRow, ...]


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent: texts in the order of ``text_heads``, the score, amounts in fen (None: no such line).

    ``shop`` is where the agent is counted: the only shop, or the word for several or for none.
    """

    shop: str
    texts: tuple[str, ...]
    score: Fraction | None
    earnings: tuple[Fen | None, ...]
    deductions: tuple[Fen | None, ...]
    gross: Fen
    deducted: Fen
    net: Fen


class RegisterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in the register's workbook. ``blocked`` lists who is missing: 工号, 姓名, 岗位, reasons.

    ``scores`` None: nobody has a score.
    """

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
    scores: ScoreFacts | None
    summary_sheet: str
    shop_head: str
    people_head: str
    difference: str
    blocked_sheet: str
    blocked_note: str
    blocked_heads: tuple[str, ...]
    blocked: tuple[tuple[str, ...], ...]


def register_facts(
    run: PayRun, texts: Texts, *, sealed: bool = False, private: Mapping[str, tuple[str, ...]] | None = None
) -> RegisterFacts:
    """The computed agents in order of their numbers, columns in order of first appearance; the blocked apart.

    ``private`` are further texts of each agent by number, PRIVATE in their order (条例 724, art. 15: ID and phone).
    """
    slips = [slip for slip in run.payslips if slip.computed]
    earnings, deductions = _columns(slips, EARNING, texts), _columns(slips, DEDUCTION, texts)
    blocked = tuple(_blocked(slip, texts) for slip in run.payslips if not slip.computed)
    title = texts("document.register_title", business=run.business, month=month_text(run.month, texts))
    return RegisterFacts(
        title=title if sealed else title + texts("document.register_draft"),
        sheet=texts("document.register"),
        facts=_facts(run, texts, sealed=sealed),
        text_heads=tuple(texts(f"document.fact_{name}") for name in (*_TEXTS, *(PRIVATE if private else ()))),
        score_head=texts("document.score"),
        earning_heads=tuple(earnings.values()),
        gross_head=texts("document.earnings"),
        deduction_heads=tuple(deductions.values()),
        deducted_head=texts("document.deducted"),
        net_head=texts("document.net"),
        total=texts("document.total"),
        rows=tuple(_row(slip, tuple(earnings), tuple(deductions), private or {}, texts) for slip in slips),
        page=texts("document.page"),
        scores=_scores(slips, run, texts),
        summary_sheet=texts("document.summary"),
        shop_head=texts("document.fact_shops"),
        people_head=texts("document.people"),
        difference=texts("document.difference"),
        blocked_sheet=texts("document.blocked"),
        blocked_note=texts("document.blocked_note", count=str(len(blocked))),
        blocked_heads=tuple(texts(f"document.{name}") for name in _BLOCKED),
        blocked=blocked,
    )


PRIVATE = ("id_number", "phone", "bank", "bank_account")
_SCORED = ("number", "agent", "position")
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


def _row(
    slip: Payslip,
    earnings: tuple[str, ...],
    deductions: tuple[str, ...],
    private: Mapping[str, tuple[str, ...]],
    texts: Texts,
) -> RegisterRow:
    amounts = {(line.kind, line.code): line.amount for line in slip.lines}
    shops = texts("document.list_gap").join(slip.shops)
    return RegisterRow(
        shop=_counted_in(slip, texts),
        texts=(slip.number, slip.name, slip.position, slip.grade, slip.team, shops, *private.get(slip.number, ())),
        score=slip.score,
        earnings=tuple(amounts.get((EARNING, code)) for code in earnings),
        deductions=tuple(amounts.get((DEDUCTION, code)) for code in deductions),
        gross=slip.gross or 0,
        deducted=slip.deductions or 0,
        net=slip.net or 0,
    )


def _counted_in(slip: Payslip, texts: Texts) -> str:
    if len(slip.shops) == 1:
        return slip.shops[0]
    return texts("document.several_shops" if slip.shops else "document.no_shop")


def _scores(slips: list[Payslip], run: PayRun, texts: Texts) -> ScoreFacts | None:
    scored = [slip for slip in slips if slip.score is not None]
    if not scored:
        return None
    names = dict.fromkeys(item.name for slip in scored for item in slip.items if not item.parent)
    return ScoreFacts(
        sheet=texts("document.score"),
        title=texts("document.score_title", business=run.business, month=month_text(run.month, texts)),
        note=texts("document.score_note"),
        text_heads=tuple(texts(f"document.fact_{name}") for name in _SCORED),
        item_heads=tuple(names),
        rows=tuple(_score_row(slip, tuple(names)) for slip in scored),
    )


def _score_row(slip: Payslip, names: tuple[str, ...]) -> ScoreRow:
    points = {item.name: item.points for item in slip.items if not item.parent}
    return ScoreRow(
        texts=(slip.number, slip.name, slip.position),
        score=slip.score or Fraction(0),
        points=tuple(points.get(name) for name in names),
    )


def _facts(run: PayRun, texts: Texts, *, sealed: bool) -> tuple[str, ...]:
    state = texts("document.register_sealed") if sealed else texts("document.state_draft")
    return texts("document.register_pay_date", day=run.pay_date.isoformat()), state


def _blocked(slip: Payslip, texts: Texts) -> tuple[str, ...]:
    reasons = texts("reason.list_gap").join(pending_text(pending, texts) for pending in slip.pending)
    return slip.number, slip.name, slip.position, reasons
