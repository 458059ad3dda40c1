"""What the book knows of one agent over time: dated terms, incidents of a month, payslips of earlier months."""

from fractions import Fraction

import msgspec

from app.domain.inputs import Incident
from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.storage import incidents, runs, terms
from app.storage.book import Book
from app.storage.terms import Term

__all__ = ["AgentHistory", "PastSlip", "Term", "agent_history", "remove_term"]


class PastSlip(msgspec.Struct, frozen=True, kw_only=True):
    """One payslip of the agent in brief; score and sums are None where it could not be computed."""

    month: PayMonth
    state: str
    score: Fraction | None
    gross: Fen | None
    net: Fen | None


class AgentHistory(msgspec.Struct, frozen=True, kw_only=True):
    """``terms`` and ``slips`` newest first; ``incidents`` of one month by day."""

    number: str
    terms: tuple[Term, ...] = ()
    incidents: tuple[Incident, ...] = ()
    slips: tuple[PastSlip, ...] = ()


def agent_history(book: Book, number: str, month: PayMonth) -> AgentHistory:
    """Everything of one agent; the incidents are those of ``month``."""
    dated = [term for (whose, _), found in terms.load(book.db).items() if whose == number for term in found]
    return AgentHistory(
        number=number,
        terms=tuple(sorted(dated, key=lambda term: term.from_month, reverse=True)),
        incidents=tuple(one for one in incidents.of_month(book.db, month) if one.number == number),
        slips=tuple(
            PastSlip(month=past, state=state, score=slip.score, gross=slip.gross, net=slip.net)
            for past, state, slip in runs.of_agent(book.db, number)
        ),
    )


def remove_term(book: Book, number: str, key: str, from_month: str) -> None:
    """Take a dated entry away, as if it had never been made; the one before holds on.

    JixinError if there is none, or if it reaches into a sealed month.
    """
    if not any(term.from_month == from_month for term in terms.load(book.db).get((number, key), ())):
        raise JixinError(error("term_unknown", number=number, month=from_month))
    first = PayMonth.parse(from_month[:7]) if from_month else PayMonth(1900, 1)
    with book.edit(from_month=first) as db:
        terms.remove(db, number, key, from_month)
