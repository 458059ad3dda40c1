"""Computing, staleness, sealing: what a run rests on."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest

from app.domain.month import PayMonth
from app.services.compute_month import RunState, compute_month, current_run, month_metrics, run_state
from app.services.figures import adjust, import_incidents, import_marks, set_target, waive
from app.services.ignored_accounts import ignore_account
from app.services.import_sheets import plan_import, store_import
from app.services.month_view import month_view
from app.services.roster import import_roster, move_account, set_agent
from app.services.schemes import import_scheme, use_template
from app.services.seal_month import seal_month
from app.services.shops import set_shop
from app.storage import runs
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, refusal

Edit: TypeAlias = Callable[[Book, Write, PayMonth], object]


def _sheet(book: Book, write: Write, month: PayMonth) -> object:
    name = f"新_{month.year}{month.number:02d}01_{month.year}{month.number:02d}{month.days}.csv"
    plan = plan_import(book, [write(name, f"旺旺昵称,询单人数,下单人数\n{SHOP}:小美,110,50\n")], month)
    return store_import(book, plan)


def _scheme(book: Book, write: Write, month: PayMonth) -> object:
    pay = '[{"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar", "amount": "1"}}]'
    file = write("s.json", f'{{"format": "jixin-scheme/1", "name": "s", "items": [], "pay": {pay}}}')
    return import_scheme(book, file, position="售前", from_month=month)


EDITS: dict[str, Edit] = {
    "sheet": _sheet,
    "incidents": lambda book, write, month: import_incidents(
        book, write("奖惩.csv", f"日期,工号,类型\n{month}-05,A1,投诉\n"), month
    ),
    "marks": lambda book, write, month: import_marks(book, write("分.csv", "工号,追销成功数\nA1,9\n"), month),
    "attendance": lambda book, write, month: import_marks(book, write("勤.csv", "工号,出勤天数\nA1,20\n"), month),
    "target": lambda book, _, month: set_target(book, "sales_amount", "5", level="agent", key="A1", from_month=month),
    "waive": lambda book, _, month: waive(book, month, "A1", "commission", "原因"),
    "adjust": lambda book, _, month: adjust(book, month, "A1", "5", "原因"),
    "agent": lambda book, _, month: set_agent(book, "A1", {"base": "1"}, month),
    "agent left": lambda book, _, month: set_agent(book, "A1", {"left": f"{month}-20"}, month.shift(3)),
    "account": lambda book, _, month: move_account(book, "阿强", "A1", date(month.year, month.number, 20)),
    "shop": lambda book, _, month: set_shop(book, SHOP, {"pay_day": "9"}, month),
    "template": lambda book, _, month: use_template(book, "conversion-tiered", position="售后", from_month=month),
    "scheme": _scheme,
}
"""Every verb that changes a month's inputs."""


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_edit_makes_a_run_stale(book: Book, write: Write, edit: Edit) -> None:
    first = compute_month(book, OCTOBER)
    assert run_state(book, OCTOBER) == RunState("draft", False)
    edit(book, write, OCTOBER)
    assert run_state(book, OCTOBER) == RunState("draft", True)
    assert runs.load(book.db, OCTOBER) == first
    current_run(book, OCTOBER)
    assert run_state(book, OCTOBER) == RunState("draft", False)


def test_a_view_shows_the_kept_run_and_the_nets_of_the_month_before(book: Book) -> None:
    assert month_view(book, NOVEMBER).run is None
    run = compute_month(book, OCTOBER)
    view = month_view(book, NOVEMBER)
    assert view.before == {slip.number: slip.net for slip in run.payslips if slip.computed}
    assert view.before
    assert month_view(book, OCTOBER).run == run
    assert not month_view(book, OCTOBER).before


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("month", [OCTOBER, OCTOBER.shift(-1)], ids=str)
def test_a_sealed_month_refuses_every_edit(book: Book, write: Write, month: PayMonth, edit: Edit) -> None:
    sealed = seal_month(book, OCTOBER)
    if month != OCTOBER:
        seal_earlier(book)
    before = book.path.read_bytes()
    (code,) = refusal(lambda: edit(book, write, month))
    assert code in ("month_sealed", "months_sealed")
    assert book.path.read_bytes() == before
    assert compute_month(book, OCTOBER) == current_run(book, OCTOBER) == sealed


def seal_earlier(book: Book) -> None:
    """Seal September too; nobody is blocked who has a scheme."""
    with book.keep() as db:
        db.execute("UPDATE schemes SET from_month = '2026-09'")
    use_later(book)
    seal_month(book, OCTOBER.shift(-1))


def use_later(book: Book) -> None:
    """Waive, directly in the book, what September lacks."""
    with book.keep() as db:
        db.execute("INSERT INTO waivers VALUES ('2026-09', 'A1', 'commission', 'x')")
        db.execute("UPDATE agents SET hired = '2026-10-01' WHERE number IN ('A3')")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edits_of_later_months_leave_a_sealed_month_as_it_is(book: Book, write: Write, edit: Edit) -> None:
    use_template(book, "conversion-tiered", position="售后", from_month=OCTOBER)
    sealed, metrics = seal_month(book, OCTOBER), month_metrics(book, OCTOBER)
    before = [tuple(row) for row in book.db.execute("SELECT * FROM runs JOIN payslips USING (month)")]
    edit(book, write, NOVEMBER)
    assert current_run(book, OCTOBER) == compute_month(book, OCTOBER) == sealed
    assert month_metrics(book, OCTOBER) == metrics
    assert [tuple(row) for row in book.db.execute("SELECT * FROM runs JOIN payslips USING (month)")] == before


def test_what_is_undated_does_not_reach_a_sealed_month(book: Book, write: Write) -> None:
    sealed = seal_month(book, OCTOBER)
    import_roster(book, write("改.csv", "工号,姓名,底薪,岗位\nA1,改名,9999,主管\nA7,新人,1,售前\n"))
    ignore_account(book, f"{SHOP}:小美")
    set_shop(book, SHOP, {"pay_day": "1"})
    assert compute_month(book, OCTOBER) == sealed


def test_keeping_a_run_is_no_edit(book: Book) -> None:
    before = book.revision
    compute_month(book, OCTOBER)
    compute_month(book, NOVEMBER)
    assert book.revision == before
    assert run_state(book, OCTOBER) == RunState("draft", False)


def test_the_same_book_gives_the_same_run(book: Book) -> None:
    first = compute_month(book, OCTOBER)
    stored = [row[0] for row in book.db.execute("SELECT body FROM payslips ORDER BY place")]
    assert compute_month(book, OCTOBER) == first == runs.load(book.db, OCTOBER)
    assert [row[0] for row in book.db.execute("SELECT body FROM payslips ORDER BY place")] == stored


def test_pay_lines_are_kept_in_fen(book: Book) -> None:
    run = compute_month(book, OCTOBER)
    rows = book.db.execute("SELECT number, code, kind, amount, typeof(amount) FROM pay_lines ORDER BY number, place")
    assert [tuple(row) for row in rows] == [
        (slip.number, line.code, line.kind, line.amount, "integer") for slip in run.payslips for line in slip.lines
    ]
    assert {slip.number: slip.net for slip in run.payslips} == {
        "A1": 2000_00 + 300_03,  # 40 of 100: 6 % of 5,000.50
        "A2": 1490_66 + 315_00,  # 21 of 31 days of 2,200.50; 62 of 200: 3.5 % of 9,000
    }


def test_a_pay_date_that_was_given_holds(book: Book) -> None:
    assert compute_month(book, OCTOBER).pay_date == date(2026, 11, 15)
    set_shop(book, SHOP, {"pay_day": "10"})
    assert current_run(book, OCTOBER).pay_date == date(2026, 11, 10)
    compute_month(book, OCTOBER, pay_date=date(2026, 11, 20))
    adjust(book, OCTOBER, "A1", "5", "补")
    assert current_run(book, OCTOBER).pay_date == date(2026, 11, 20)
    assert seal_month(book, OCTOBER).pay_date == date(2026, 11, 20)
    inputs = runs.frozen_inputs(book.db, OCTOBER)
    assert inputs is not None and inputs.pay_date == date(2026, 11, 20)


def test_sealing_computes_what_is_missing_or_stale(book: Book) -> None:
    assert seal_month(book, OCTOBER, today=lambda: date(2026, 11, 5)).payslips
    facts = runs.facts(book.db, OCTOBER)
    assert facts is not None and (facts.state, facts.sealed_on) == ("sealed", "2026-11-05")
    assert refusal(lambda: seal_month(book, OCTOBER)) == ["already_sealed"]


def test_nobody_may_be_blocked_when_a_month_is_sealed(book: Book, write: Write) -> None:
    import_roster(book, write("新.csv", "工号,姓名,岗位\nA8,没方案,仓库\nA9,没数据,售前\n"))
    assert refusal(lambda: seal_month(book, OCTOBER)) == ["seal_blocked", "seal_blocked"]
    assert run_state(book, OCTOBER).state == "draft"


def test_a_month_of_nobody_is_not_sealed(empty: Book) -> None:
    assert refusal(lambda: seal_month(empty, OCTOBER)) == ["seal_empty"]


class CancelledError(Exception):
    """As the window cancels."""


def test_a_cancelled_computation_keeps_the_run_before(book: Book) -> None:
    def progress(done: int, _all: int) -> None:
        if done == 2:
            raise CancelledError

    first = compute_month(book, OCTOBER)
    adjust(book, OCTOBER, "A1", "5", "补")
    with pytest.raises(CancelledError):
        compute_month(book, OCTOBER, progress=progress)
    assert runs.load(book.db, OCTOBER) == first
    assert run_state(book, OCTOBER) == RunState("draft", True)
