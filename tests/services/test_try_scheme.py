"""A draft is tried on a month; nothing of the book changes."""

import json
from fractions import Fraction
from typing import Any

from app.domain.inputs import SchemeInForce
from app.domain.money import fen_text
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.services.compute_month import compute_month
from app.services.schemes import put_scheme, stored_schemes
from app.services.seal_month import seal_month
from app.services.try_scheme import Trial, open_trial, try_scheme
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHEET, Import


def plan(rate: str) -> Scheme:
    """A base and a commission."""
    pay: list[dict[str, Any]] = [
        {"code": "base", "name": "底薪", "rule": {"type": "base"}},
        {
            "code": "commission",
            "name": "提成",
            "rule": {"type": "commission", "amount": "inquiry_sales_amount", "rate": rate},
        },
    ]
    plain = {"format": "jixin-scheme/1", "name": "试", "items": [], "pay": pay}
    found, problems = read_scheme(json.dumps(plain).encode())
    assert found is not None, problems
    return found


def in_force(scheme: Scheme, position: str = "售前") -> SchemeInForce:
    return SchemeInForce(scheme=scheme, version=1, position=position)


def tried(book: Book, rate: str, **more: Any) -> Trial:
    return try_scheme(book, open_trial(book, OCTOBER), in_force(plan("0.01")), in_force(plan(rate)), **more)


def test_everybody_of_the_place_before_and_after(book: Book, store: Import) -> None:
    store(SHEET)
    found = tried(book, "0.02")
    assert [one.after.name for one in found.people] == ["林小美", "周强"]
    # 5,000.50 × 1 % = 50.005 → 50.01, × 2 % = 100.01; 9,000.00 × 1 % = 90.00.
    assert [fen_text(one.change or 0) for one in found.people] == ["50.00", "90.00"]
    assert found.standing["inquiry_conversion"] == [("林小美", Fraction(40, 100)), ("周强", Fraction(62, 200))]
    assert found.of("A1") is found.people[0]
    assert found.of("A9") is None


def test_nothing_is_stored(book: Book, store: Import) -> None:
    store(SHEET)
    before, revision = stored_schemes(book), book.revision
    tried(book, "0.02", number="A2", metric="inquiry_conversion")
    assert (stored_schemes(book), book.revision) == (before, revision)


def test_the_curve_is_of_the_agent_asked_for(book: Book, store: Import) -> None:
    store(SHEET)
    found = tried(book, "0.02", number="A2", metric="inquiry_conversion")
    assert found.curve is not None
    assert found.curve.here == (Fraction(62, 200), found.people[1].after.gross)
    assert tried(book, "0.02", number="A2").curve is None


def test_nobody_of_another_position(book: Book, store: Import) -> None:
    store(SHEET)
    on = open_trial(book, OCTOBER)
    nobody = in_force(plan("0.01"), "仓库")
    found = try_scheme(book, on, nobody, nobody, "A1", "inquiry_conversion")
    assert (found.people, found.curve) == ((), None)


def test_the_same_as_putting_it_in_force(book: Book, store: Import) -> None:
    store(SHEET)
    found = tried(book, "0.03")
    put_scheme(book, plan("0.03"), position="售前", from_month=OCTOBER)
    run = compute_month(book, OCTOBER)
    slips = {slip.number: slip for slip in run.payslips}
    for one in found.people:
        kept = slips[one.after.number]
        assert (one.after.gross, one.after.net, one.after.lines) == (kept.gross, kept.net, kept.lines)


def test_a_sealed_month_is_tried_on_what_it_was_sealed_with(book: Book, store: Import) -> None:
    store(SHEET)
    put_scheme(book, plan("0.01"), position="售前", from_month=OCTOBER)
    sealed = seal_month(book, OCTOBER)
    put_scheme(book, plan("0.05"), position="售前", from_month=NOVEMBER)
    found = tried(book, "0.02")
    assert [one.before.gross for one in found.people] == [
        slip.gross for slip in sealed.payslips if slip.position == "售前"
    ]
