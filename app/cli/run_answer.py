"""The answer of ``compute``: every agent's month as JSON, and as a table."""

from typing import Any

from app.cli.answers import amount_json, points_json, problems_json, value_json
from app.cli.tables import table
from app.domain.metrics import kind_of
from app.domain.payline import ItemResult, PayLine, PayRun, Payslip
from app.texts import Texts
from app.wording.numbers import fen_money, points
from app.wording.payslip import line_name
from app.wording.pending import flag_text, pending_text


def run_json(run: PayRun, state: str, texts: Texts) -> dict[str, Any]:
    """The object of ``compute --json``: the same run gives the same bytes."""
    paid = [payslip for payslip in run.payslips if payslip.computed]
    answer: dict[str, Any] = {
        "month": str(run.month),
        "state": state,
        "agents": [_agent_json(payslip, texts) for payslip in run.payslips],
        "totals": {
            "gross": amount_json(sum(payslip.gross or 0 for payslip in paid)),
            "deductions": amount_json(sum(payslip.deductions or 0 for payslip in paid)),
            "net": amount_json(sum(payslip.net or 0 for payslip in paid)),
            "blocked": run.blocked,
        },
    }
    if run.hints:
        answer["hints"] = [{"code": hint.code, "message": flag_text(hint, texts)} for hint in run.hints]
    if run.problems:
        answer["problems"] = problems_json(run.problems, texts)
    return answer


def _agent_json(payslip: Payslip, texts: Texts) -> dict[str, Any]:
    scheme = {"name": payslip.scheme, "version": payslip.version} if payslip.scheme else None
    return {
        "number": payslip.number,
        "name": payslip.name,
        "kind": payslip.kind,
        "position": payslip.position,
        "grade": payslip.grade,
        "scheme": scheme,
        "state": payslip.state,
        "pending": [
            {"code": one.code, "id": one.id, "item": one.item, "reason": pending_text(one, texts)}
            for one in payslip.pending
        ],
        "score": points_json(payslip.score),
        "items": [_item_json(item) for item in payslip.items],
        "lines": [_line_json(line, texts) for line in payslip.lines],
        "gross": amount_json(payslip.gross),
        "deductions": amount_json(payslip.deductions),
        "net": amount_json(payslip.net),
        "flags": [{"code": flag.code, "message": flag_text(flag, texts)} for flag in payslip.flags],
    }


def _item_json(item: ItemResult) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": item.id,
        "name": item.name,
        "metric": item.metric,
        "value": value_json(item.value, ratio=kind_of(item.metric) == "ratio"),
        "points": points_json(item.points),
        "full": item.full,
    }
    if item.parent:
        answer["parent"] = item.parent
    return answer


def _line_json(line: PayLine, texts: Texts) -> dict[str, Any]:
    name = line_name(line.code, line.name, texts)
    return {"code": line.code, "name": name, "kind": line.kind, "amount": amount_json(line.amount)}


def run_table(run: PayRun, state: str, texts: Texts) -> str:
    """The month in a table: who, scheme, score, gross, deductions, net."""
    names = ("number", "name", "position", "scheme", "score", "gross", "deductions", "net")
    heads = [texts(f"cli.head_{name}") for name in names]
    rows = [_run_row(payslip, texts) for payslip in run.payslips]
    paid = [payslip for payslip in run.payslips if payslip.computed]
    sums = (
        sum(payslip.gross or 0 for payslip in paid),
        sum(payslip.deductions or 0 for payslip in paid),
        sum(payslip.net or 0 for payslip in paid),
    )
    rows.append(["", texts("cli.total"), "", "", "", *(fen_money(one) for one in sums)])
    title = texts("cli.run_title", month=run.month, state=texts(f"cli.state_{state}"), agents=len(paid))
    hints = "".join(f"\n{flag_text(hint, texts)}" for hint in run.hints)
    return f"{title}\n{table(heads, rows, right='llllrrrr')}{hints}"


def _run_row(payslip: Payslip, texts: Texts) -> list[str]:
    who = [payslip.number, payslip.name, payslip.position, payslip.scheme]
    if not payslip.computed:
        return [*who, "", "", "", texts("cli.state_blocked")]
    score = "–" if payslip.score is None else points(payslip.score)
    return [
        *who,
        score,
        fen_money(payslip.gross or 0),
        fen_money(payslip.deductions or 0),
        fen_money(payslip.net or 0),
    ]
