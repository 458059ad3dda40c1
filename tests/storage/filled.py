"""A book with two sealed months and a draft, filled row by row."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.month import PayMonth
from app.domain.payline import DEDUCTION, EARNING, PayLine, PayRun, Payslip
from app.domain.trace import Trace
from app.storage import control, meta, opening, runs
from app.storage.book import Book
from app.storage.runs import RunFacts

SEPTEMBER, OCTOBER = PayMonth(2026, 9), PayMonth(2026, 10)


def fill(book: Book) -> Book:
    """Three people, September sealed, October drafted."""
    with book.edit() as db:
        meta.put(db, "business", "小满")
        db.execute("INSERT INTO shops (name) VALUES ('小满旗舰店')")
        for number in ("A1", "A2", "A3"):
            db.execute("INSERT INTO agents (number, name) VALUES (?, '某人')", (number,))
    run(book, SEPTEMBER, seal=True)
    run(book, OCTOBER, seal=False)
    return book


def filled(path: Path) -> Book:
    """The same, new at ``path``."""
    opening.create(path)
    return fill(Book(path))


def run(book: Book, month: PayMonth, *, seal: bool) -> None:
    """A run of three payslips of 2,000.00 less 100.00."""
    slips = tuple(_slip(number) for number in ("A1", "A2", "A3"))
    made = PayRun(month=month, pay_date=date(2026, 11, 15), business="小满", payslips=slips)
    facts = RunFacts(
        month=month,
        state="draft",
        revision=book.revision,
        pay_date=made.pay_date,
        pay_date_given=False,
        computed_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    with book.keep() as db:
        runs.save(db, made, facts)
        if seal:
            db.execute("UPDATE runs SET state = 'sealed', inputs = '{}' WHERE month = ?", (str(month),))
            control.keep(db, month)


def _slip(number: str) -> Payslip:
    lines = (
        PayLine(code="base", name="底薪", kind=EARNING, amount=200_000, trace=Trace("base", None)),
        PayLine(code="attendance", name="缺勤", kind=DEDUCTION, amount=10_000, trace=Trace("base", None)),
    )
    return Payslip(
        number=number,
        name="某人",
        kind="person",
        position="售前",
        grade="",
        team="",
        shops=(),
        scheme="方案",
        version=1,
        state="computed",
        lines=lines,
        gross=200_000,
        deductions=10_000,
        net=190_000,
    )


def dump(path: Path) -> list[str]:
    """Everything that a book says."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return list(db.iterdump())
    finally:
        db.close()
