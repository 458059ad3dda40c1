"""The roster as a workbook that can be imported again."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from app.documents.output import write_file
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.storage import agents as store
from app.storage import people
from app.storage.agents import AgentRecord
from app.storage.book import Book

Cell = str | Fraction | date | None


def export_roster(book: Book, month: PayMonth, file: Path, numbers: tuple[str, ...] | None = None) -> Path:
    """Write everybody (or only ``numbers``) as of a month in the columns of the empty form; the path written."""
    from app.documents.sheet_forms import render_filled

    records = {record.number: record for record in store.load(book.db)}
    wanted = [one for one in people.load(book.db, str(month)) if numbers is None or one.number in numbers]
    return write_file(file, render_filled("roster", [_row(agent, records[agent.number]) for agent in wanted]))


def _row(agent: Agent, record: AgentRecord) -> tuple[Cell, ...]:
    return (
        agent.number,
        agent.name,
        agent.position,
        agent.grade,
        agent.team,
        agent.shift,
        None if agent.base is None else agent.base.value,
        None if agent.performance is None else agent.performance.value,
        ";".join(dict.fromkeys(account.full for account in agent.accounts)),
        ";".join(agent.shops),
        agent.hired,
        agent.regular_from,
        agent.left,
        record.id_number,
        record.phone,
        record.bank,
        record.bank_account,
        record.alipay,
        record.note,
    )
