"""Sums before the book's first month, typed for everybody."""

from fractions import Fraction

from app.services.enter_openings import OPENING_COLUMNS, opening_rows, put_openings
from app.services.roster import agents
from app.storage.book import Book
from tests.services.small import OCTOBER, refusal


def test_sums_are_kept_together_and_read_back(book: Book) -> None:
    texts = ("48,000", "1600", "", "", "90.09")
    values = dict(zip(OPENING_COLUMNS[:5], texts, strict=True))
    assert put_openings(book, OCTOBER, [("A1", values), ("A2", {"advance": "300"})]) == 2
    opening = agents(book, OCTOBER)[0].tax.opening
    assert opening is not None
    assert (opening.month, opening.income, opening.withheld) == (OCTOBER, Fraction(48000), Fraction("90.09"))
    rows = {row.number: row.texts for row in opening_rows(book, OCTOBER)}
    assert rows["A1"] == ("48000", "1600", "", "", "90.09", "", "")
    assert rows["A2"][5] == "300"
    assert "A3" not in rows  # left before


def test_a_text_that_is_no_amount_keeps_everything_out(book: Book) -> None:
    before = agents(book, OCTOBER)
    rows = [("A1", {"advance": "5"}), ("A2", {"advance": "x"})]
    assert refusal(lambda: put_openings(book, OCTOBER, rows)) == ["number_bad"]
    assert agents(book, OCTOBER) == before
