"""Control totals: what each month pays, kept when it is sealed, so that damage which SQLite cannot see is found."""

import sqlite3
from hashlib import sha256

import msgspec

from app.domain.month import PayMonth
from app.storage import meta
from app.storage.codec import from_json, to_json

_KEY = "control."


class MonthTotals(msgspec.Struct, frozen=True, kw_only=True):
    """A computed month: how many are paid, and their sums in fen."""

    month: PayMonth
    state: str
    people: int
    gross: int
    deductions: int
    net: int


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the seal keeps of a month: its totals and a digest of everything that was frozen."""

    totals: MonthTotals
    digest: str


def totals(db: sqlite3.Connection) -> tuple[MonthTotals, ...]:
    """Every month that has a run, oldest first. Blocked agents count nowhere."""
    rows = db.execute(
        "SELECT runs.month, runs.state, (SELECT count(*) FROM payslips WHERE payslips.month = runs.month"
        " AND net IS NOT NULL), coalesce(sum(CASE kind WHEN 'earning' THEN amount END), 0),"
        " coalesce(sum(CASE kind WHEN 'deduction' THEN amount END), 0), (SELECT coalesce(sum(net), 0) FROM payslips"
        " WHERE payslips.month = runs.month) FROM runs LEFT JOIN pay_lines USING (month)"
        " GROUP BY runs.month ORDER BY runs.month"
    ).fetchall()
    return tuple(
        MonthTotals(
            month=PayMonth.parse(month), state=state, people=people, gross=gross, deductions=deductions, net=net
        )
        for month, state, people, gross, deductions, net in rows
    )


def keep(db: sqlite3.Connection, month: PayMonth) -> None:
    """Remember the totals of a month that is being sealed, inside the same transaction."""
    found = next(one for one in totals(db) if one.month == month)
    meta.put(db, f"{_KEY}{month}", to_json(_Kept(totals=found, digest=_digest(db, month))))


def different(db: sqlite3.Connection, *, whole: bool) -> tuple[PayMonth, ...]:
    """The sealed months that are no longer what they were, oldest first.

    A payslip must pay what its lines add up to, and the month what it paid when it was sealed; with ``whole`` every
    byte that was frozen is looked at too. A month sealed before totals were kept is only added up.
    """
    broken = {month for month, _ in _unequal(db)}
    found: list[PayMonth] = []
    for now in totals(db):
        if now.state != "sealed":
            continue
        text = meta.get(db, f"{_KEY}{now.month}")
        kept = from_json(text, _Kept) if text else None
        if now.month in broken or (kept is not None and _differs(db, now, kept, whole=whole)):
            found.append(now.month)
    return tuple(found)


def unequal(db: sqlite3.Connection, month: PayMonth) -> tuple[str, ...]:
    """Whose payslip of a sealed month does not pay what its lines add up to (工号)."""
    return tuple(number for of, number in _unequal(db) if of == month)


def _unequal(db: sqlite3.Connection) -> list[tuple[PayMonth, str]]:
    return [(PayMonth.parse(month), number) for month, number in db.execute(_UNEQUAL).fetchall()]


_UNEQUAL = (
    "SELECT payslips.month, payslips.number FROM payslips"
    " JOIN runs ON runs.month = payslips.month AND runs.state = 'sealed'"
    " WHERE payslips.net <> (SELECT coalesce(sum(CASE kind WHEN 'earning' THEN amount WHEN 'deduction' THEN -amount END"
    "), 0) FROM pay_lines WHERE pay_lines.month = payslips.month AND pay_lines.number = payslips.number)"
)


def _differs(db: sqlite3.Connection, now: MonthTotals, kept: _Kept, *, whole: bool) -> bool:
    return kept.totals != now or (whole and kept.digest != _digest(db, now.month))


def _digest(db: sqlite3.Connection, month: PayMonth) -> str:
    """Over the run, its payslips and their lines, value by value."""
    found = sha256()
    for table, order in (("runs", "month"), ("payslips", "place"), ("pay_lines", "number, place")):
        columns = _FROZEN[table]
        for row in db.execute(f"SELECT {columns} FROM {table} WHERE month = ? ORDER BY {order}", (str(month),)):  # noqa: S608
            found.update(to_json(list(row)).encode())
            found.update(b"\n")
    return found.hexdigest()


_FROZEN = {
    "runs": "month, pay_date, header, inputs, history",
    "payslips": "number, place, state, net, body",
    "pay_lines": "number, place, code, name, kind, amount",
}
