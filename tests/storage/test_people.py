"""Agents of a month are read in the same number of queries however many there are."""

from fractions import Fraction

from app.domain.month import PayMonth
from app.storage import agents, month_inputs, terms
from app.storage.agents import AgentRecord
from app.storage.book import Book
from app.storage.terms import TERM_KEYS, Term

OCTOBER = PayMonth(2026, 10)
WORDS = {"position": "售前", "grade": "P1", "team": "一组", "shift": "早班", "tax_mode": "first"}


def fill(book: Book, size: int) -> None:
    numbers = [f"A{index:03d}" for index in range(size)]
    with book.edit() as db:
        agents.put(db, [AgentRecord(number=number, name=number) for number in numbers])
        terms.put(
            db,
            (
                Term(number=number, key=key, from_month=month, value=WORDS.get(key, str(value)))
                for number in numbers
                for key in TERM_KEYS
                for value, month in ((1, "2026-08"), (2, "2026-10"), (3, "2026-11"))
            ),
        )


def queries(book: Book) -> int:
    said: list[str] = []
    book.db.set_trace_callback(said.append)
    loaded = month_inputs.load(book.db, OCTOBER)
    book.db.set_trace_callback(None)
    assert {agent.insurance["fund"].value for agent in loaded.agents} == {Fraction(2)}
    assert {agent.tax.opening.month for agent in loaded.agents if agent.tax.opening} == {OCTOBER}
    return len(said)


def test_there_is_no_query_for_each_agent(book: Book) -> None:
    fill(book, 1)
    few = queries(book)
    fill(book, 40)
    assert queries(book) == few
