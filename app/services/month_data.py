"""What a month is computed from: of an open month the book as it stands, of a sealed one what it was sealed with."""

from datetime import date

from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import JixinError, error
from app.importing.formats import families
from app.storage import month_inputs, people, runs
from app.storage.book import Book


def inputs_of(book: Book, month: PayMonth, *, pay_date: date | None = None) -> MonthInputs:
    """The month's inputs."""
    frozen = runs.frozen_inputs(book.db, month)
    if frozen is not None:
        return frozen
    return month_inputs.load(book.db, month, families=families(), pay_date=pay_date)


def agent_of(book: Book, number: str, month: PayMonth | None = None) -> Agent:
    """The agent of that number; JixinError if there is none."""
    text = None if month is None else str(month)
    found = {agent.number: agent for agent in people.load(book.db, text)}
    if number not in found:
        raise JixinError(error("agent_unknown", number=number))
    return found[number]
