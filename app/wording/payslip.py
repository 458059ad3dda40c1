"""A computed payslip as the strings that paper and window print."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from app.domain.check_code import check_code, scanned, spaced
from app.domain.metrics import unit_of
from app.domain.payline import DEDUCTION, EARNING, INFO, ItemResult, NearMiss, PayLine, PayRun, Payslip
from app.domain.source import SourceFile
from app.domain.trace import Trace
from app.texts import Texts
from app.wording.choices import WHOLE, Choice
from app.wording.chosen import chosen
from app.wording.facts import (
    LineFacts,
    NearMissFacts,
    PayslipFacts,
    ScoreRow,
    SectionFacts,
)
from app.wording.numbers import (
    MINUS,
    NO_BREAK,
    alone,
    fen_money,
    line_word,
    metric_word,
    month_text,
    number,
    points,
    threshold_text,
    uppercase,
    value_text,
)
from app.wording.reasons import Reasons
from app.wording.sources import NoMarks, SourceMarks, SourceNote
from app.wording.traces import filled, trace_text


def payslip_facts(
    payslip: Payslip,
    run: PayRun,
    files: Mapping[int, SourceFile],
    texts: Texts,
    *,
    sealed: bool = False,
    sealed_on: str = "",
    choice: Choice = WHOLE,
) -> PayslipFacts:
    """The printed strings of a computed payslip (ValueError for a blocked one).

    ``sealed_on`` is the day of sealing as ``2026-11-05``, "" for none.
    """
    if payslip.net is None or payslip.gross is None or payslip.deductions is None:
        raise ValueError(f"a blocked payslip has nothing to print: {payslip.number}")
    marks = SourceMarks(files) if choice.depth == "full" else NoMarks()
    reasons = Reasons(marks, texts)
    earnings = _section(payslip, EARNING, reasons, texts)
    deductions = _section(payslip, DEDUCTION, reasons, texts)
    info = _lines(payslip, INFO, reasons, texts)
    score_rows = tuple(_score_row(item, payslip, reasons, texts) for item in payslip.items)
    whole = PayslipFacts(
        number=payslip.number,
        agent=payslip.name,
        stem=f"{run.month}_{payslip.number}_{payslip.name}",
        business=run.business,
        title=texts("document.payslip"),
        month=month_text(run.month, texts),
        facts=_facts(payslip, run, texts, choice),
        earnings=earnings,
        deductions=deductions if deductions.lines else None,
        info=info,
        net_label=texts("document.net"),
        net=alone(payslip.net),
        uppercase=uppercase(payslip.net, texts),
        subtraction=_subtraction(payslip.gross, payslip.deductions, payslip.net),
        near_miss=tuple(near_miss_facts(miss, texts) for miss in payslip.near_miss),
        score_heads=_heads(texts),
        score_rows=score_rows,
        score_total=_score_total(payslip, texts),
        notes=payslip_notes(payslip, texts),
        signature=(texts("document.signed"), texts("document.signed_on")),
        sources_label=texts("document.sources"),
        sources=marks.notes(),
        source_texts=tuple(_note(note, texts) for note in marks.notes()),
        scheme=texts("document.scheme", scheme=payslip.scheme, version=str(payslip.version)),
        state=_state(texts, sealed=sealed, sealed_on=sealed_on),
        check=texts("document.check_code", code=spaced(check_code(payslip, run))),
        objection=texts("document.objection"),
        overleaf=texts("document.overleaf"),
        draft="" if sealed else texts("document.draft"),
        seal=run.business if sealed else "",
        trace_title=texts("document.trace"),
    )
    return chosen(_with_looks(whole, payslip, run, texts, choice), choice)


def _with_looks(facts: PayslipFacts, payslip: Payslip, run: PayRun, texts: Texts, choice: Choice) -> PayslipFacts:
    """The facts with what only paper has: the QR code, the head of a strip, pictures."""
    return msgspec.structs.replace(
        facts,
        scanned=scanned(check_code(payslip, run), run.month),
        place=_place(payslip, texts, choice),
        paid_on=texts("document.register_pay_date", day=run.pay_date.isoformat()),
        logo=choice.logo,
        seal_picture=choice.seal if facts.seal else b"",
    )


def line_name(code: str, name: str, texts: Texts) -> str:
    """The line's name; lines that no scheme names have a word of their own by code (``incident:fine``)."""
    return name or line_word(code, texts)


def near_miss_facts(miss: NearMiss, texts: Texts) -> NearMissFacts:
    """再成交 3 人，询单转化率就到 35 %，提成多 ¥512.08，绩效工资多 ¥60.00。"""
    gains = [f"¥{fen_money(abs(gain.amount))}" for gain in miss.gains]
    clauses = [
        texts(
            "document.near_miss_gain" if gain.amount > 0 else "document.near_miss_loss",
            name=line_name(gain.code, gain.name, texts),
            amount=amount,
        )
        for gain, amount in zip(miss.gains, gains, strict=True)
    ]
    needed = value_text(miss.needed, miss.unit, texts)
    ways = (f"document.near_miss_{miss.metric}", f"document.near_miss_{miss.unit}", f"document.near_{miss.better}")
    text = texts(
        next(way for way in ways if way in texts),
        needed=needed,
        metric=metric_word(miss.metric, texts),
        threshold=threshold_text(miss.threshold, unit_of(miss.metric), texts),
        gains=texts("reason.gap").join(clauses),
    )
    return NearMissFacts(lead=texts("document.near_miss_lead"), text=text, bold=(needed, *gains))


def _place(payslip: Payslip, texts: Texts, choice: Choice) -> tuple[str, ...]:
    position = f"{payslip.position} {payslip.grade}".strip() if choice.shows("position") else ""
    shops = texts("document.list_gap").join(payslip.shops) if choice.shows("shops") else ""
    return tuple(filter(None, (position, shops)))


def _facts(payslip: Payslip, run: PayRun, texts: Texts, choice: Choice) -> tuple[tuple[str, str], ...]:
    attended = "" if payslip.attended is None else value_text(payslip.attended, "days", texts)
    values = (
        ("agent", payslip.name),
        ("number", payslip.number),
        ("position", f"{payslip.position} {payslip.grade}".strip()),
        ("attended", attended),
        ("shops", texts("document.list_gap").join(payslip.shops)),
        ("team", payslip.team),
        ("pay_date", run.pay_date.isoformat()),
    )
    return tuple((texts(f"document.fact_{name}"), value) for name, value in values if value and choice.shows(name))


def _section(payslip: Payslip, kind: str, reasons: Reasons, texts: Texts) -> SectionFacts:
    total = payslip.gross if kind == EARNING else -(payslip.deductions or 0)
    return SectionFacts(
        title=texts(f"document.{kind}s"),
        total=fen_money(total or 0),
        lines=_lines(payslip, kind, reasons, texts),
    )


def _lines(payslip: Payslip, kind: str, reasons: Reasons, texts: Texts) -> tuple[LineFacts, ...]:
    return tuple(_line(line, reasons, texts) for line in payslip.lines if line.kind == kind)


def _line(line: PayLine, reasons: Reasons, texts: Texts) -> LineFacts:
    amount = -line.amount if line.kind == DEDUCTION else line.amount
    return LineFacts(
        code=line.code,
        name=line_name(line.code, line.name, texts),
        reasons=reasons.line(line.trace),
        amount=fen_money(amount),
    )


def _score_row(item: ItemResult, payslip: Payslip, reasons: Reasons, texts: Texts) -> ScoreRow:
    waived = dict(payslip.waivers).get(item.id, "")
    actual = "" if item.value is None else value_text(item.value, item.unit, texts)
    figure = NO_BREAK.join(filter(None, (actual, reasons.figure(item.trace))))
    reason = texts("document.waived", reason=waived) if waived else reasons.score(item.trace)
    full = Fraction(item.full)
    return ScoreRow(
        id=item.id,
        level=1 if item.parent else 0,
        name=item.name,
        actual=actual,
        detail=texts("reason.gap").join(filter(None, (figure, reason))),
        full=number(full) if full else "",
        points="–" if item.points is None else points(item.points),
        share=_share(item.points, full),
    )


def _share(got: Fraction | None, full: Fraction) -> float:
    """Points ÷ full marks for a bar, between 0 and 1."""
    return float(min(max(got / full, Fraction(0)), Fraction(1))) if got is not None and full else 0.0


def _score_total(payslip: Payslip, texts: Texts) -> tuple[str, str, str] | None:
    if payslip.score is None:
        return None
    full = sum((Fraction(item.full) for item in payslip.items if not item.parent), Fraction(0))
    return texts("document.total"), number(full), points(payslip.score)


def _heads(texts: Texts) -> tuple[str, str, str, str]:
    return (
        texts("document.score"),
        texts("document.actual"),
        texts("document.full"),
        texts("document.points"),
    )


def payslip_notes(payslip: Payslip, texts: Texts) -> tuple[str, ...]:
    """Lines that were waived or had no input, and what else was let go; waived items say so in their row."""
    said = {item.id for item in payslip.items}
    traces = (*payslip.not_given, *(line.trace for line in payslip.lines))
    reasons = {trace.params.get("reason") for trace in traces if trace.rule in ("waived", "loss_limit_waived")}
    other = [
        texts("document.waived_line", item=code, reason=reason)
        for code, reason in payslip.waivers
        if code not in said and reason not in reasons
    ]
    return (*(_not_paid(trace, texts) for trace in payslip.not_given), *other)


def _not_paid(trace: Trace, texts: Texts) -> str:
    if trace.rule == "waived":
        return filled("document.waived_line", trace, texts)
    return texts("document.not_given", item=trace.params.get("item", ""), reason=trace_text(trace, texts))


def _note(note: SourceNote, texts: Texts) -> str:
    """``[2] [3] 自制报表.xlsx，B2、C2``."""
    cells = texts("document.list_gap").join(note.cells)
    return texts("reason.gap").join(filter(None, (f"{' '.join(note.marks)} {note.file}".rstrip(), cells)))


def _state(texts: Texts, *, sealed: bool, sealed_on: str) -> str:
    if not sealed:
        return texts("document.state_draft")
    return texts("document.state_sealed", day=sealed_on).strip()


def _subtraction(gross: int, deductions: int, net: int) -> str:
    return f"{fen_money(gross)} {MINUS} {fen_money(deductions)} = {fen_money(net)}"
