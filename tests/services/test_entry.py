"""Marks and incidents typed in the window: read back as typed, checked together, undone."""

from datetime import date
from fractions import Fraction

import pytest

from app.services import undoing
from app.services.compute_month import compute_month
from app.services.enter_incidents import TypedIncident, incident_entry, put_incidents
from app.services.enter_marks import mark_grid, put_marks, values_text
from app.services.figures import import_incidents
from app.services.schemes import use_template
from app.services.seal_month import seal_month
from app.storage import incidents, marks
from app.storage.book import Book
from tests.services.small import OCTOBER, Write, refusal


@pytest.fixture
def presales(book: Book) -> Book:
    """A scheme with manual items and figures that no sheet gives."""
    use_template(book, "taobao-presales", position="售前", from_month=OCTOBER)
    return book


def test_the_grid_has_what_only_people_give(presales: Book) -> None:
    grid = mark_grid(presales, OCTOBER)
    items = [column.item for column in grid.columns]
    assert "quality_score" in items
    assert any(item.startswith("item:") for item in items)
    assert [row.number for row in grid.rows] == ["A1", "A2"]
    assert all("quality_score" in row.wanted for row in grid.rows)


def test_marks_are_kept_and_read_back(presales: Book) -> None:
    assert put_marks(presales, OCTOBER, [("A1", "quality_score", "90；92.5"), ("A2", "quality_score", "88")]) == 2
    grid = mark_grid(presales, OCTOBER)
    assert [values_text(row.values["quality_score"]) for row in grid.rows] == ["90; 92.5", "88"]
    put_marks(presales, OCTOBER, [("A1", "quality_score", "")])
    assert [mark.number for mark in marks.of_month(presales.db, OCTOBER)] == ["A2"]


@pytest.mark.parametrize(
    ("item", "text", "codes"),
    [
        ("quality_score", "九十", ["number_bad"]),
        ("reply_rate", "98", ["mark_percent"]),
        ("reply_rate", "98 %", []),
        ("reply_rate", "0.98", []),
        ("quality_score", "1,200", []),
    ],
)
def test_what_is_no_figure_is_refused(presales: Book, item: str, text: str, codes: list[str]) -> None:
    before = marks.of_month(presales.db, OCTOBER)
    if codes:
        assert refusal(lambda: put_marks(presales, OCTOBER, [("A2", item, "1"), ("A1", item, text)])) == codes
        assert marks.of_month(presales.db, OCTOBER) == before
    else:
        put_marks(presales, OCTOBER, [("A1", item, text)])
        (mark,) = marks.of_month(presales.db, OCTOBER)
        assert mark.value in (Fraction(98, 100), Fraction(1200))


def test_more_than_the_full_marks_is_refused(presales: Book) -> None:
    column = next(one for one in mark_grid(presales, OCTOBER).columns if one.full)
    too_much = str(Fraction(column.full) + 1)
    assert refusal(lambda: put_marks(presales, OCTOBER, [("A1", column.item, too_much)])) == ["mark_above_full"]
    put_marks(presales, OCTOBER, [("A1", column.item, column.full)])


def test_incidents_are_kept_beside_those_of_sheets(book: Book, write: Write) -> None:
    sheet = "日期,工号,类型,分数,金额,说明\n2026-10-02,A1,投诉,-2,,\n"
    assert import_incidents(book, write("奖惩.csv", sheet), OCTOBER).stored
    rows = [
        TypedIncident(day="12", who="林小美", kind="大单", money="100", note="一单  五千"),
        TypedIncident(),
        TypedIncident(day="2026/10/13", who="A2 周强", kind="迟到", points="−1"),
    ]
    assert put_incidents(book, OCTOBER, rows) == 2
    entry = incident_entry(book, OCTOBER)
    assert [(one.day, one.who, one.kind) for one in entry.typed] == [
        ("2026-10-12", "A1 林小美", "大单"),
        ("2026-10-13", "A2 周强", "迟到"),
    ]
    assert [one.kind for one in entry.imported] == ["投诉"]
    assert entry.kinds == ("大单", "投诉", "迟到")
    assert put_incidents(book, OCTOBER, entry.typed[:1]) == 1
    kept = incidents.of_month(book.db, OCTOBER)
    assert {(one.kind, one.day, one.money, one.points, one.note) for one in kept} == {
        ("投诉", date(2026, 10, 2), None, Fraction(-2), ""),
        ("大单", date(2026, 10, 12), Fraction(100), None, "一单 五千"),
    }


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (TypedIncident(day="12", who="A1"), ["kind_missing"]),
        (TypedIncident(day="32", who="A1", kind="投诉"), ["incident_day_bad"]),
        (TypedIncident(day="2026-11-01", who="A1", kind="投诉"), ["incident_day_outside"]),
        (TypedIncident(who="A1", kind="投诉"), ["day_missing"]),
        (TypedIncident(day="1", who="谁", kind="投诉"), ["unknown_person"]),
        (TypedIncident(day="1", kind="投诉"), ["person_missing"]),
        (TypedIncident(day="1", who="A1", kind="投诉", money="1.005"), ["amount_too_fine"]),
        (TypedIncident(day="1", who="A1", kind="投诉", points="两"), ["number_bad"]),
    ],
)
def test_a_wrong_row_keeps_everything_out(book: Book, row: TypedIncident, codes: list[str]) -> None:
    good = TypedIncident(day="1", who="A1", kind="表扬")
    assert refusal(lambda: put_incidents(book, OCTOBER, [good, row])) == codes
    assert incidents.of_month(book.db, OCTOBER) == ()


def test_both_are_undone_and_refused_in_a_sealed_month(book: Book) -> None:
    row = TypedIncident(day="1", who="A1", kind="表扬")
    _, edit = undoing.recorded(book, lambda book: put_incidents(book, OCTOBER, [row]))
    undoing.take_back(book, edit, edit.revision)
    assert incidents.of_month(book.db, OCTOBER) == ()
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    assert refusal(lambda: put_incidents(book, OCTOBER, [row])) == ["month_sealed"]
    assert refusal(lambda: put_marks(book, OCTOBER, [("A1", "kpi_points", "3")])) == ["month_sealed"]


def test_a_ratio_stands_as_it_was_typed(presales: Book) -> None:
    put_marks(presales, OCTOBER, [("A1", "good_review_rate", "98.5%"), ("A2", "good_review_rate", "0.4")])
    typed = [(row.number, row.values["good_review_rate"]) for row in mark_grid(presales, OCTOBER).rows]
    assert [values_text(values, "good_review_rate") for _, values in typed] == ["98.5%", "40%"]
    again = [(number, "good_review_rate", values_text(values, "good_review_rate")) for number, values in typed]
    put_marks(presales, OCTOBER, again)
    assert [row.values["good_review_rate"] for row in mark_grid(presales, OCTOBER).rows] == [one for _, one in typed]
