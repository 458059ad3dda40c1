"""From a newer export of a sealed month to the adjustment on a later payslip."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from app.domain.inputs import Refund
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.services.compute_month import compute_month, run_state
from app.services.figures import adjust
from app.services.import_sheets import plan_import, store_import
from app.services.month_data import inputs_of
from app.services.refunds import RefundReview, confirm_refunds, review_refunds
from app.services.roster import import_roster, set_agent
from app.services.schemes import import_scheme
from app.services.seal_month import seal_month
from app.storage.book import Book
from app.texts import Texts
from app.wording.traces import trace_text
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, codes, refusal

SEPTEMBER = PayMonth(2026, 9)
ROSTER = f"""工号,姓名,岗位,底薪,子账号,店铺,入职日期
A1,林小美,售前,2000,{SHOP}:小美;{SHOP}:小美2,{SHOP},2025-03-01
A2,周强,售前,2000,{SHOP}:阿强,{SHOP},2025-03-01
A3,吴敏,售后,2000,{SHOP}:敏敏,{SHOP},2025-01-01
"""
BASE = {"code": "base", "name": "底薪", "rule": {"type": "base"}}
ON_NET = {"code": "commission", "name": "提成", "rule": {"type": "commission", "amount": "net_sales_amount", "tier_metric": "net_sales_amount", "tiers": [["0", "0.01"], ["10000", "0.02"]]}}  # fmt: skip
HEADS = "旺旺昵称,销售额,成功退款金额,净销售额\n"
THEN = f"{SHOP}:小美,9000,0,9000\n{SHOP}:小美2,3000,0,3000\n{SHOP}:阿强,5000,100,4900\n{SHOP}:敏敏,800,0,800\n"
NAME = "客服销售_20260901_20260930.csv"


def plan_of(name: str, *pay: dict[str, Any]) -> str:
    return json.dumps({"format": "jixin-scheme/1", "name": name, "items": [], "pay": [BASE, *pay]})


@pytest.fixture
def sealed(empty: Book, write: Write) -> Book:
    """September sealed: A1 240.00 at 2 % of 12,000, A2 49.00 at 1 % of 4,900, A3 not paid on net."""
    assert import_roster(empty, write("花名册.csv", ROSTER)).stored
    import_scheme(empty, write("a.json", plan_of("售前", ON_NET)), position="售前", from_month=SEPTEMBER)
    import_scheme(empty, write("b.json", plan_of("售后")), position="售后", from_month=SEPTEMBER)
    assert store_import(empty, plan_import(empty, [write(NAME, HEADS + THEN)], SEPTEMBER)).stored
    seal_month(empty, SEPTEMBER)
    return empty


@pytest.fixture
def review(sealed: Book, write: Write):
    """Look at September again, with sheets of these rows."""

    def look(*sheets: str, month: PayMonth = SEPTEMBER) -> RefundReview:
        files = [write(f"新{index}_{NAME}", HEADS + rows) for index, rows in enumerate(sheets)]
        return review_refunds(sealed, month, files)

    return look


def due(found: RefundReview) -> dict[str, str]:
    return {one.clawback.number: fen_text(one.clawback.amount) for one in found.proposals}


NOW = f"{SHOP}:小美,9000,2500,6500\n{SHOP}:小美2,3000,0,3000\n{SHOP}:阿强,5000,100,4900\n"


def test_a_proposal_stores_nothing(sealed: Book, review) -> None:
    before, run = list(sealed.db.iterdump()), compute_month(sealed, SEPTEMBER)
    found = review(NOW)
    assert due(found) == {"A1": "-50.00"}
    (one,) = found.proposals
    assert (found.into, one.name, one.line_name, one.files, one.payable) == (
        OCTOBER,
        "林小美",
        "提成",
        (f"新0_{NAME}",),
        True,
    )
    assert (one.clawback.net_then, one.clawback.net_now, one.clawback.rate) == (12000, 9500, exact("0.02"))
    assert list(sealed.db.iterdump()) == before
    assert compute_month(sealed, SEPTEMBER) == run


def test_accounts_that_a_newer_sheet_lacks_stand_as_they_were_sealed(review) -> None:
    assert due(review(f"{SHOP}:小美2,3000,1000,2000\n")) == {"A1": "-20.00"}


def test_what_is_confirmed_is_on_the_next_payslip(sealed: Book, review, texts: Texts) -> None:
    compute_month(sealed, OCTOBER)
    confirm_refunds(sealed, review(NOW), texts)
    assert run_state(sealed, OCTOBER).stale
    (stored,) = inputs_of(sealed, OCTOBER).adjustments
    assert (stored.number, stored.amount, stored.for_month) == ("A1", -50, SEPTEMBER)
    assert stored.refund == Refund(line="commission", net=exact("9500"))
    sheet = f"旺旺昵称,净销售额\n{SHOP}:小美,1000\n{SHOP}:阿强,1000\n"
    assert store_import(sealed, plan_import(sealed, [_october(sealed, sheet)], OCTOBER)).stored
    slip = next(one for one in compute_month(sealed, OCTOBER).payslips if one.number == "A1")
    (line,) = [line for line in slip.lines if line.code == "adjustment"]
    assert fen_text(line.signed) == "-50.00"
    said = trace_text(line.trace, texts)
    assert "2026 年 9 月" in said
    for part in (f"新0_{NAME}", "12,000.00", "9,500.00", "「提成」", "2\u00a0%"):
        assert part in said
    seal_month(sealed, OCTOBER)
    assert inputs_of(sealed, OCTOBER).adjustments == (stored,)


def _october(book: Book, text: str):
    path = book.path.with_name("客服销售_20261001_20261031.csv")
    path.write_text(text, "utf-8")
    return path


def test_the_same_change_is_never_taken_twice(sealed: Book, review, texts: Texts) -> None:
    confirm_refunds(sealed, review(NOW), texts)
    again = review(NOW)
    assert (again.proposals, again.problems) == ((), ())
    stale = review(NOW.replace("2500,6500", "3000,6000"))
    assert due(stale) == {"A1": "-10.00"}
    confirm_refunds(sealed, stale, texts)
    assert refusal(lambda: confirm_refunds(sealed, stale, texts)) == ["refunds_changed"]
    assert [one.amount for one in inputs_of(sealed, OCTOBER).adjustments] == [-50, -10]


def test_undone_refunds_are_given_back_in_the_month_that_is_open_then(sealed: Book, review, texts: Texts) -> None:
    confirm_refunds(sealed, review(NOW), texts)
    for number, name in (("A1", "小美"), ("A2", "阿强")):
        adjust(sealed, OCTOBER, number, "-1", f"手工 {name}", SEPTEMBER)
    sheet = f"旺旺昵称,净销售额\n{SHOP}:小美,1000\n{SHOP}:阿强,1000\n"
    assert store_import(sealed, plan_import(sealed, [_october(sealed, sheet)], OCTOBER)).stored
    seal_month(sealed, OCTOBER)
    found = review(THEN)
    assert (due(found), found.into) == ({"A1": "50.00"}, NOVEMBER)
    confirm_refunds(sealed, found, texts)
    assert review(THEN).proposals == ()


def test_a_part_of_the_sheets_does_not_give_back_what_another_part_took(sealed: Book, review, texts: Texts) -> None:
    confirm_refunds(sealed, review(NOW), texts)
    found = review(f"{SHOP}:小美2,3000,500,2500\n")
    assert (due(found), codes(found.problems)) == ({}, ["refunds_part_only"])
    parts = (f"{SHOP}:小美2,3000,500,2500\n", f"{SHOP}:小美,9000,2500,6500\n")
    assert due(review(*parts)) == {"A1": "-10.00"}


def test_a_tier_is_not_decided_again_and_the_commission_is_the_limit(review) -> None:
    rows = f"{SHOP}:小美,9000,9000,0\n{SHOP}:小美2,3000,9000,-6000\n{SHOP}:阿强,5000,200,4800\n"
    assert due(review(rows)) == {"A1": "-240.00", "A2": "-1.00"}


def test_who_has_left_is_named_and_nothing_is_written(sealed: Book, review, texts: Texts) -> None:
    set_agent(sealed, "A1", {"left": "2026-09-30"}, OCTOBER)
    found = review(NOW)
    assert (due(found), codes(found.problems)) == ({"A1": "-50.00"}, ["refunds_not_paid"])
    assert confirm_refunds(sealed, found, texts) == ()
    assert inputs_of(sealed, OCTOBER).adjustments == ()


def test_unknown_accounts_are_listed(review) -> None:
    found = review(NOW + f"{SHOP}:路人,7,0,7\n")
    assert found.unmatched == (f"{SHOP}:路人",)
    assert codes(found.problems) == ["unknown_account"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (f"{SHOP}:敏敏,800,700,100\n", "refunds_no_net"),
        (f"{SHOP}:小美,延迟统计,延迟统计,延迟统计\n", "refunds_net_unknown"),
    ],
)
def test_a_sheet_that_cannot_say_it(review, rows: str, code: str) -> None:
    found = review(rows)
    assert found.proposals == ()
    assert code in codes(found.problems)


def _refused(book: Book, month: PayMonth, files: Sequence[Any]) -> list[str]:
    return refusal(lambda: review_refunds(book, month, files))


def test_refused(sealed: Book, write: Write) -> None:
    good, bad = write(f"新_{NAME}", HEADS + NOW), write(f"坏_{NAME}", HEADS + f"{SHOP}:小美,x,y,z\n")
    assert _refused(sealed, OCTOBER, [good]) == ["refunds_not_sealed"]
    assert set(_refused(sealed, SEPTEMBER, [good, bad])) == {"not_a_number"}
    assert _refused(sealed, SEPTEMBER, [write("新_客服销售_20261001_20261031.csv", HEADS + NOW)]) == ["wrong_month"]


def test_a_month_that_nobody_was_paid_on_net_in(empty: Book, write: Write) -> None:
    assert import_roster(empty, write("花名册.csv", ROSTER)).stored
    for position in ("售前", "售后"):
        import_scheme(empty, write("b.json", plan_of("底薪")), position=position, from_month=SEPTEMBER)
    seal_month(empty, SEPTEMBER)
    assert _refused(empty, SEPTEMBER, [write(NAME, HEADS + NOW)]) == ["refunds_not_on_net"]
