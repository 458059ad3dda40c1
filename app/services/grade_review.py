"""晋级考核: proposals for a month, and what the owner confirms of them."""

from collections.abc import Sequence

from app.domain.grade_review import Proposal, proposals
from app.domain.month import PayMonth
from app.domain.payrun import scored_staff
from app.domain.problem import JixinError, error
from app.services.agent_changes import set_agent
from app.services.month_data import inputs_of
from app.storage.book import Book

__all__ = ["Proposal", "confirm_grades", "review_grades"]


def review_grades(book: Book, month: PayMonth) -> tuple[Proposal, ...]:
    """Who should move up or down a grade by what the book knows at the end of the month; nothing is changed."""
    return proposals(scored_staff(inputs_of(book, month)))


def confirm_grades(
    book: Book, month: PayMonth, numbers: Sequence[str], from_month: PayMonth | None = None
) -> tuple[Proposal, ...]:
    """Give these agents the proposed grade from a month on (None: the month after); the proposals that were followed.

    JixinError lists every number for which nothing is proposed; then nobody is changed.
    """
    proposed = {one.number: one for one in review_grades(book, month)}
    unknown = [number for number in numbers if number not in proposed]
    if unknown:
        raise JixinError(*(error("grade_not_proposed", number=number, month=str(month)) for number in unknown))
    followed = tuple(proposed[number] for number in dict.fromkeys(numbers))
    for one in followed:
        set_agent(book, one.number, {"grade": one.to}, from_month or month.shift(1))
    return followed
