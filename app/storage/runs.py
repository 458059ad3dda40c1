"""Runs: the computed payslips of a month, and of a sealed month also what they were computed from."""

import sqlite3
from datetime import date, datetime
from typing import Literal

import msgspec

from app.domain.history import PastMonth
from app.domain.inputs import MonthInputs
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import PayRun, Payslip
from app.storage.codec import day, from_json, to_json, to_utf8


class RunFacts(msgspec.Struct, frozen=True, kw_only=True):
    """State of a month's run, and the revision of the book that it was computed from.

    ``pay_date_given``: somebody chose the pay date, it is not the setting's. ``sealed_on`` is a day or "".
    """

    month: PayMonth
    state: str
    revision: int
    pay_date: date
    pay_date_given: bool
    computed_at: datetime
    sealed_on: str = ""


def save(db: sqlite3.Connection, run: PayRun, facts: RunFacts) -> None:
    """Keep a run instead of the month's earlier one."""
    month = str(run.month)
    db.execute("DELETE FROM runs WHERE month = ?", (month,))
    db.execute(
        "INSERT INTO runs (month, state, revision, pay_date, pay_date_given, computed_at, header)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            month,
            facts.state,
            facts.revision,
            facts.pay_date.isoformat(),
            int(facts.pay_date_given),
            facts.computed_at.isoformat(),
            to_json(msgspec.structs.replace(run, payslips=())),
        ),
    )
    db.executemany(
        "INSERT INTO payslips (month, number, place, state, net, body) VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT))",
        ((month, slip.number, place, slip.state, slip.net, to_utf8(slip)) for place, slip in enumerate(run.payslips)),
    )
    db.executemany(
        "INSERT INTO pay_lines (month, number, place, code, name, kind, amount) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (month, slip.number, place, line.code, line.name, line.kind, line.amount)
            for slip in run.payslips
            for place, line in enumerate(slip.lines)
        ),
    )


def load(db: sqlite3.Connection, month: PayMonth) -> PayRun | None:
    """The kept run of a month."""
    row = db.execute("SELECT header FROM runs WHERE month = ?", (str(month),)).fetchone()
    if row is None:
        return None
    bodies = db.execute("SELECT body FROM payslips WHERE month = ? ORDER BY place", (str(month),)).fetchall()
    payslips = tuple(from_json(body[0], Payslip) for body in bodies)
    return msgspec.structs.replace(from_json(row[0], PayRun), payslips=payslips)


def load_one(db: sqlite3.Connection, month: PayMonth, number: str) -> PayRun | None:
    """The kept run of a month with one agent's payslip alone; None if the agent is not in it."""
    row = db.execute(
        "SELECT header, body FROM runs JOIN payslips USING (month) WHERE month = ? AND number = ?", (str(month), number)
    ).fetchone()
    if row is None:
        return None
    return msgspec.structs.replace(from_json(row[0], PayRun), payslips=(from_json(row[1], Payslip),))


def nets(db: sqlite3.Connection, month: PayMonth) -> dict[str, Fen]:
    """The net of each agent who is computed in the kept run of a month, by number."""
    rows = db.execute(
        "SELECT number, net FROM payslips WHERE month = ? AND net IS NOT NULL ORDER BY place", (str(month),)
    ).fetchall()
    return dict(rows)


def earnings(db: sqlite3.Connection, first: PayMonth, last: PayMonth) -> dict[PayMonth, dict[str, Fen]]:
    """What each agent earned (gross) in the kept runs of a range of months, by month and number."""
    rows = db.execute(
        "SELECT month, number, sum(amount) FROM pay_lines WHERE kind = 'earning' AND month BETWEEN ? AND ?"
        " GROUP BY month, number ORDER BY month",
        (str(first), str(last)),
    ).fetchall()
    found: dict[PayMonth, dict[str, Fen]] = {}
    for month, number, amount in rows:
        found.setdefault(PayMonth.parse(month), {})[number] = amount
    return found


def of_agent(db: sqlite3.Connection, number: str) -> tuple[tuple[PayMonth, str, Payslip], ...]:
    """Every kept payslip of an agent with the state of its month, newest first."""
    rows = db.execute(
        "SELECT payslips.month, runs.state, payslips.body FROM payslips JOIN runs ON runs.month = payslips.month"
        " WHERE payslips.number = ? ORDER BY payslips.month DESC",
        (number,),
    ).fetchall()
    return tuple((PayMonth.parse(month), state, from_json(body, Payslip)) for month, state, body in rows)


def put_state(db: sqlite3.Connection, month: PayMonth, state: Literal["draft", "reviewed"]) -> None:
    """The kept run of an open month is reviewed, or no longer."""
    db.execute("UPDATE runs SET state = ? WHERE month = ? AND state <> 'sealed'", (state, str(month)))


def facts(db: sqlite3.Connection, month: PayMonth) -> RunFacts | None:
    """State of a month's run; None if it was never computed."""
    row = db.execute(
        "SELECT state, revision, pay_date, pay_date_given, computed_at, sealed_on FROM runs WHERE month = ?",
        (str(month),),
    ).fetchone()
    if row is None:
        return None
    return RunFacts(
        month=month,
        state=row[0],
        revision=row[1],
        pay_date=day(row[2]),
        pay_date_given=bool(row[3]),
        computed_at=datetime.fromisoformat(row[4]),
        sealed_on=row[5],
    )


def states(db: sqlite3.Connection) -> dict[PayMonth, str]:
    """The state of every month that has a run."""
    rows = db.execute("SELECT month, state FROM runs ORDER BY month").fetchall()
    return {PayMonth.parse(row[0]): row[1] for row in rows}


def seal(db: sqlite3.Connection, inputs: MonthInputs, left: PastMonth, sealed_on: date) -> None:
    """Seal the kept run of the month with what it was computed from and what it leaves to later months."""
    kept = msgspec.structs.replace(inputs, history=(), sealed_before=tuple(past.month for past in inputs.history))
    db.execute(
        "UPDATE runs SET state = 'sealed', inputs = ?, history = ?, sealed_on = ? WHERE month = ?",
        (to_json(kept), to_json(left), sealed_on.isoformat(), str(inputs.month)),
    )


def frozen_inputs(db: sqlite3.Connection, month: PayMonth) -> MonthInputs | None:
    """What a sealed month was computed from, its history only named; None if it is not sealed."""
    row = db.execute("SELECT inputs FROM runs WHERE month = ?", (str(month),)).fetchone()
    return None if row is None or row[0] is None else from_json(row[0], MonthInputs)


def history(db: sqlite3.Connection, before: PayMonth) -> dict[PayMonth, PastMonth | None]:
    """What every month sealed before one leaves, oldest first; None where a book of version 1 did not keep it."""
    rows = db.execute(
        "SELECT month, history FROM runs WHERE state = 'sealed' AND month < ? ORDER BY month", (str(before),)
    ).fetchall()
    return {PayMonth.parse(month): None if text is None else from_json(text, PastMonth) for month, text in rows}
