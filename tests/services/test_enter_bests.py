"""The best figures of the month before the book's first: which are asked for, kept, and what an award makes of them."""

from fractions import Fraction

import pytest

from app.services.compute_month import compute_month, run_state
from app.services.enter_bests import BestKey, asked_bests, put_bests
from app.services.schemes import use_template
from app.services.seal_month import seal_month
from app.services.undoing import recorded, take_back
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, refusal

SEPTEMBER = OCTOBER.shift(-1)
KEY = BestKey("inquiry_conversion", "小满旗舰店", "售前")


@pytest.fixture
def tiered(book: Book) -> Book:
    """A book whose 售前 have an award for beating the best conversion of the month before."""
    use_template(book, "conversion-tiered", position="售前", from_month=OCTOBER)
    return book


def awards(book: Book) -> dict[str, int]:
    run = compute_month(book, OCTOBER)
    lines = [(slip.number, line) for slip in run.payslips for line in slip.lines if line.kind == "earning"]
    return {number: line.amount for number, line in lines if line.trace.rule == "award_record"}


def test_the_groups_of_the_awards_are_asked_for(tiered: Book) -> None:
    assert asked_bests(tiered, OCTOBER) == {KEY: None}
    put_bests(tiered, SEPTEMBER, [(KEY, "35%")])
    assert asked_bests(tiered, OCTOBER) == {KEY: Fraction(35, 100)}


def test_an_award_is_won_against_what_was_given_and_undone_with_it(tiered: Book) -> None:
    assert awards(tiered) == {}
    _, edit = recorded(tiered, lambda book: put_bests(book, SEPTEMBER, [(KEY, "35%")]))
    assert run_state(tiered, OCTOBER).stale
    assert list(awards(tiered)) == ["A1"]
    put_bests(tiered, SEPTEMBER, [(KEY, "40%")])
    assert awards(tiered) == {}, "as good is not better"
    put_bests(tiered, SEPTEMBER, [(KEY, "")])
    assert asked_bests(tiered, OCTOBER) == {KEY: None}
    _, edit = recorded(tiered, lambda book: put_bests(book, SEPTEMBER, [(KEY, "0.35")]))
    take_back(tiered, edit, tiered.revision)
    assert asked_bests(tiered, OCTOBER) == {KEY: None}


def test_what_is_wrong_is_refused_together(tiered: Book) -> None:
    typed = [(KEY, "many"), (KEY, "42"), (BestKey("luck"), "1"), (BestKey(KEY.metric, "别店", "站长"), "0.4")]
    assert refusal(lambda: put_bests(tiered, SEPTEMBER, typed)) == [
        "number_bad", "mark_percent", "metric_unknown", "shop_unknown", "position_unknown",
    ]  # fmt: skip
    assert asked_bests(tiered, OCTOBER) == {KEY: None}


def test_a_sealed_month_is_known_and_cannot_be_given(tiered: Book) -> None:
    put_bests(tiered, SEPTEMBER, [(KEY, "35%")])
    compute_month(tiered, OCTOBER)
    seal_month(tiered, OCTOBER)
    assert asked_bests(tiered, NOVEMBER) == {}
    assert refusal(lambda: put_bests(tiered, OCTOBER, [(KEY, "50%")])) == ["month_sealed"]
    assert refusal(lambda: put_bests(tiered, SEPTEMBER, [(KEY, "50%")])) == ["months_sealed"]
