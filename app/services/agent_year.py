"""An agent's year: the view, the yearly statement and the payslip history as PDF."""

from pathlib import Path

from app.documents.output import write_file
from app.domain.agent_year import AgentYear, Paid, agent_year
from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.domain.problem import JixinError, error
from app.services.month_data import agent_of
from app.services.print_payslips import printed
from app.storage import meta, runs
from app.storage.book import Book
from app.texts import Texts
from app.wording.year import NUMBERS, YearFacts, year_facts


def last_year(book: Book) -> int:
    """The year of the newest computed month; JixinError if no month is computed yet."""
    months = sorted(runs.states(book.db))
    if not months:
        raise JixinError(error("year_nothing"))
    return months[-1].year


def year_view(book: Book, number: str, year: int) -> AgentYear:
    """The year as it was kept, nothing is computed. JixinError for an unknown agent."""
    agent = agent_of(book, number)
    paid = [one for month in runs.states(book.db) if abs(month.year - year) <= 1 for one in _paid(book, month, number)]
    return agent_year(number, agent.name, year, paid, agent.tax.opening)


def year_words(book: Book, number: str, year: int, texts: Texts) -> YearFacts:
    """The same as printed strings."""
    return year_facts(year_view(book, number, year), meta.get(book.db, "business"), texts)


def write_statement(book: Book, number: str, year: int, file: Path, texts: Texts) -> Path:
    """Write the yearly statement, a page of twelve months; the file written. JixinError if nothing was paid."""
    from app.documents.table_pdf import Column, Table, render_table

    view = year_view(book, number, year)
    if not view.rows:
        raise JixinError(error("year_empty", number=number, name=view.name, year=str(year)))
    words = year_facts(view, meta.get(book.db, "business"), texts)
    shares = (92, 74, 52, 82, 74, 70, 74, 82, 78)
    first_number = len(words.heads) - len(NUMBERS)
    columns = tuple(
        Column(head, share, right=index >= first_number)
        for index, (head, share) in enumerate(zip(words.heads, shares, strict=True))
    )
    table = Table(
        title=words.title,
        subtitle=words.subtitle,
        columns=columns,
        rows=words.rows,
        total=words.total,
        notes=words.notes,
        row_height=25,
        across=True,
    )
    return write_file(file, render_table(table, texts))


def write_history(book: Book, number: str, year: int, file: Path, texts: Texts) -> Path:
    """Write the year's payslips of the agent into one PDF, oldest first; JixinError if there is none."""
    from app.documents.payslip_pdf import render

    facts = [one for run in _runs(book, number, year) for one in printed(book, run, texts)]
    if not facts:
        raise JixinError(error("year_empty", number=number, name=agent_of(book, number).name, year=str(year)))
    return write_file(file, render(facts))


def _runs(book: Book, number: str, year: int) -> list[PayRun]:
    """The runs of the year with the agent's payslip alone."""
    months = [month for month in sorted(runs.states(book.db)) if month.year == year]
    return [run for month in months if (run := runs.load_one(book.db, month, number)) is not None]


def _paid(book: Book, month: PayMonth, number: str) -> list[Paid]:
    run, facts = runs.load_one(book.db, month, number), runs.facts(book.db, month)
    if run is None or facts is None:
        return []
    return [Paid(month=month, pay_date=run.pay_date, state=facts.state, payslip=slip) for slip in run.payslips]
