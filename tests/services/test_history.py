"""What sealed months leave to later ones, in a book: records, taxes, losses, advances, grades, and their staleness."""

import json
from typing import Any

from app.domain.money import fen_text
from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.services.compute_month import compute_month, run_state
from app.services.figures import import_incidents, import_marks
from app.services.grade_review import confirm_grades, review_grades
from app.services.import_sheets import plan_import, store_import
from app.services.month_data import inputs_of
from app.services.roster import import_roster, set_agent
from app.services.schemes import import_scheme
from app.services.seal_month import seal_month
from app.services.shops import set_shop
from app.storage import runs
from app.storage.book import Book
from tests.services.small import SHOP, Write, refusal

AUGUST, SEPTEMBER, OCTOBER = (PayMonth(2026, number) for number in (8, 9, 10))
ROSTER = f"工号,姓名,岗位,等级,底薪,子账号,店铺,入职日期\nA1,林小美,售前,P1,6000,{SHOP}:小美,{SHOP},2025-03-01\n"


def _line(code: str, rule: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "name": f"行{code}", "rule": rule}


RECORD = {
    "type": "award",
    "kind": "record",
    "metric": "inquiry_conversion",
    "by": ["shop", "position"],
    "amount": "300",
}
PLAN = {
    "format": "jixin-scheme/1",
    "name": "方案",
    "items": [
        {"id": "rate", "name": "转化", "full": "50", "metric": "inquiry_conversion",
         "rule": {"type": "bands", "bands": [["0.3", "50"]]}, "no_data": "zero"},
        {"id": "dsr", "name": "评分", "full": "50", "metric": "service_rating",
         "rule": {"type": "trend", "rise": "50", "flat": "40", "fall": "30"}, "no_data": "zero"},
    ],
    "pay": [
        _line("base", {"type": "base"}),
        _line("record", RECORD),
        _line("tax", {"type": "income_tax"}),
        _line("loss", {"type": "loss", "kinds": ["赔偿"]}),
        _line("advance", {"type": "advance"}),
    ],
    "grades": {"P1": {"base": "6000"}, "P2": {"enter": [{"mean_score": "90", "months": 2}]}},
}  # fmt: skip


def _prepared(book: Book, write: Write) -> Book:
    assert import_roster(book, write("花名册.csv", ROSTER)).stored
    import_scheme(book, write("s.json", json.dumps(PLAN)), position="售前", from_month=AUGUST)
    set_shop(book, SHOP, {"tax": "on", "minimum_wage": "2590"}, AUGUST)
    set_agent(book, "A1", {"advance": "500", "advance_instalment": "200"}, AUGUST)
    return book


def _figures(book: Book, write: Write, month: PayMonth, paid: int, rating: str) -> None:
    first, last = f"{month}-01".replace("-", ""), f"{month}-{month.days}".replace("-", "")
    sheet = write(f"客服绩效_{first}_{last}.csv", f"旺旺昵称,询单人数,询单最终付款人数\n{SHOP}:小美,100,{paid}\n")
    assert store_import(book, plan_import(book, [sheet], month)).stored
    assert import_marks(book, write("分.csv", f"工号,服务评分\nA1,{rating}\n"), month).stored


def _lines(run: PayRun) -> dict[str, str]:
    slip = run.payslips[0]
    assert slip.computed, slip.pending
    return {line.code: fen_text(line.signed) for line in slip.lines}


def test_a_record_needs_the_month_before_sealed(empty: Book, write: Write) -> None:
    book = _prepared(empty, write)
    _figures(book, write, AUGUST, 30, "4.8")
    _figures(book, write, SEPTEMBER, 31, "4.9")
    compute_month(book, AUGUST)
    assert _lines(compute_month(book, SEPTEMBER))["record"] == "0.00"
    seal_month(book, AUGUST)
    assert run_state(book, SEPTEMBER).stale, "what September is compared with has changed"
    assert _lines(compute_month(book, SEPTEMBER))["record"] == "300.00"


def test_levels_go_on_from_the_month_before(empty: Book, write: Write) -> None:
    """4.80 in August, sealed or not, then 4.90: a rise."""
    book = _prepared(empty, write)
    _figures(book, write, AUGUST, 30, "4.8")
    _figures(book, write, SEPTEMBER, 31, "4.9")
    assert compute_month(book, SEPTEMBER).payslips[0].score == 100
    seal_month(book, AUGUST)
    assert compute_month(book, SEPTEMBER).payslips[0].score == 100
    assert compute_month(book, AUGUST).payslips[0].score == 50, "nothing stands before August"


def test_sums_of_sealed_months_go_on(empty: Book, write: Write) -> None:
    """Tax of the year, an advance of 500 by 200, a claim of 2,000 at 20 % of 6,000 a month."""
    book = _prepared(empty, write)
    money = f"日期,工号,类型,金额\n{AUGUST}-05,A1,赔偿,-2000\n"
    assert import_incidents(book, write("奖惩.csv", money), AUGUST).stored
    found: list[dict[str, str]] = []
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        _figures(book, write, month, 30, "4.8")
        found.append(_lines(compute_month(book, month)))
        seal_month(book, month)
    assert [lines["advance"] for lines in found] == ["-200.00", "-200.00", "-100.00"]
    assert [lines.get("loss") for lines in found] == ["-1200.00", "-800.00", None]
    # Paid in September, October, November: 9, 10 and 11 times 5,000 are more than was earned.
    assert [lines["tax"] for lines in found] == ["0.00", "0.00", "0.00"]


def test_a_sealed_month_computes_the_same_for_ever(empty: Book, write: Write) -> None:
    book = _prepared(empty, write)
    for month, paid in ((AUGUST, 30), (SEPTEMBER, 31)):
        _figures(book, write, month, paid, "4.8")
    september_first = seal_month(book, SEPTEMBER)
    seal_month(book, AUGUST)
    assert compute_month(book, SEPTEMBER) == september_first
    assert inputs_of(book, SEPTEMBER).history == (), "August was sealed later"
    frozen = runs.frozen_inputs(book.db, SEPTEMBER)
    assert frozen is not None
    assert frozen.history == ()


def test_a_book_that_did_not_keep_it_works_it_out_anew(empty: Book, write: Write) -> None:
    book = _prepared(empty, write)
    _figures(book, write, AUGUST, 30, "4.8")
    seal_month(book, AUGUST)
    kept = inputs_of(book, SEPTEMBER).history
    book.db.execute("UPDATE runs SET history = NULL")
    assert inputs_of(book, SEPTEMBER).history == kept
    assert [past.month for past in kept] == [AUGUST]


def test_grades_are_proposed_and_confirmed(empty: Book, write: Write) -> None:
    """100 in September, 90 of two months with August's 80: the next grade is proposed, and given from October."""
    book = _prepared(empty, write)
    _figures(book, write, AUGUST, 30, "4.8")
    assert review_grades(book, AUGUST) == ()
    seal_month(book, AUGUST)
    _figures(book, write, SEPTEMBER, 31, "4.9")
    assert review_grades(book, SEPTEMBER) == (), "50 and 100 are 75 on the mean"
    _figures(book, write, OCTOBER, 31, "4.95")
    seal_month(book, SEPTEMBER)
    (proposed,) = review_grades(book, OCTOBER)
    assert (proposed.number, proposed.grade, proposed.to, proposed.way) == ("A1", "P1", "P2", "up")
    assert refusal(lambda: confirm_grades(book, OCTOBER, ["A1", "A9"])) == ["grade_not_proposed"]
    confirm_grades(book, OCTOBER, ["A1"])
    assert [inputs_of(book, month).agents[0].grade for month in (OCTOBER, OCTOBER.shift(1))] == ["P1", "P2"]
