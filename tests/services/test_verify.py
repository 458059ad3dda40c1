"""A sealed month is what it was: computed again the same, stored the same, frozen the same."""

import pytest

from app.services.compute_month import compute_month
from app.services.seal_month import seal_month
from app.services.verify import verify_sealed
from app.storage.book import Book
from tests.services.small import OCTOBER

CHANGES = {
    "net in the grid": ("UPDATE payslips SET net = net + 100 WHERE number = 'A1'", ("A1",)),
    "amount of a line": (
        "UPDATE pay_lines SET amount = amount + 100 WHERE number = 'A2' AND kind = 'earning' AND place = 0",
        ("A2",),
    ),
    "both, so that they agree": (
        (
            "UPDATE payslips SET net = net + 100 WHERE number = 'A1';"
            "UPDATE pay_lines SET amount = amount + 100 WHERE number = 'A1' AND kind = 'earning' AND place = 0"
        ),
        ("A1",),
    ),
    "name of a line": ("UPDATE pay_lines SET name = '别的' WHERE number = 'A1'", ()),
    "what is left to later months": ("UPDATE runs SET history = replace(history, '40', '41')", ()),
}


@pytest.fixture
def sealed(book: Book) -> Book:
    """October sealed."""
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    return book


def test_untouched(sealed: Book) -> None:
    (month,) = verify_sealed(sealed)
    assert (month.month, month.different, month.changed) == (OCTOBER, (), False)


@pytest.mark.parametrize(("change", "people"), CHANGES.values(), ids=CHANGES)
def test_any_change_is_found_and_as_far_as_can_be_said_whose(
    sealed: Book, change: str, people: tuple[str, ...]
) -> None:
    for statement in change.split(";"):
        sealed.db.execute(statement)
    (month,) = verify_sealed(sealed)
    assert (month.different, month.changed) == (people, True)
