"""Where a month stands: steps, costs, movers, flags, the review."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.payline import Flag
from app.services.agent_changes import set_agent
from app.services.compute_month import compute_month, run_state
from app.services.corrections import adjust
from app.services.handed_out import handed_out, note_handed_out
from app.services.looked_over import flag_key
from app.services.month_costs import month_costs
from app.services.month_overview import month_overview
from app.services.movers import movers
from app.services.print_payslips import write_payslips
from app.services.reviews import mark_reviewed, pass_flag
from app.services.schemes import use_template
from app.services.seal_month import seal_month
from app.storage import runs
from app.storage.book import Book
from app.texts import Texts
from tests.services.small import NOVEMBER, OCTOBER, SHEET, Import, refusal


def test_steps_of_a_month_that_was_only_imported(book: Book) -> None:
    overview = month_overview(book, OCTOBER)
    steps = overview.steps
    assert (steps.people, steps.joined, steps.left) == (2, ("周强",), ("吴敏",))
    assert (steps.files, steps.rows, steps.unowned, steps.late) == (1, 2, 0, 0)
    assert (steps.state.state, steps.computed_at, overview.costs) == ("none", None, None)
    assert steps.pay_date == date(2026, 11, 15)


def test_accounts_of_nobody_and_figures_that_come_late_are_counted(book: Book, store: Import) -> None:
    assert store(SHEET + "小满旗舰店:夜班01,10,1,50\n").stored
    assert month_overview(book, OCTOBER).steps.unowned == 1


def test_costs_add_up_to_the_gross_of_the_run(book: Book) -> None:
    run = compute_month(book, OCTOBER)
    costs = month_costs(book, run)
    gross = sum(slip.gross or 0 for slip in run.payslips)
    assert (costs.total, sum(amount for _, amount in costs.parts), costs.people) == (gross, gross, 2)
    assert costs.trend == ((OCTOBER, gross),)
    assert costs.before is None
    assert dict(costs.parts)["base"] == sum(
        line.amount for slip in run.payslips for line in slip.lines if line.code == "base"
    )
    assert month_costs(book, run, "别的店").total == 0


def november(book: Book, store: Import) -> None:
    """November with less conversion for A1, sales unchanged."""
    sheet = SHEET.replace("100,40,5000.5", "100,33,5000.5")
    assert store(sheet, name="客服绩效_20261101_20261130.csv", month=NOVEMBER).stored


def test_movers_say_what_moved(book: Book, store: Import) -> None:
    november(book, store)
    before, run = compute_month(book, OCTOBER), compute_month(book, NOVEMBER)
    found = {one.number: one for one in movers(run, before)}
    one = found["A1"]
    nets = [next(slip.net for slip in each.payslips if slip.number == "A1") for each in (before, run)]
    assert one.difference == (nets[1] or 0) - (nets[0] or 0)
    causes = [(cause.kind, cause.what, cause.before, cause.after) for cause in one.causes]
    assert causes == [
        ("metric", "inquiry_conversion", Fraction(40, 100), Fraction(33, 100)),
        ("rate", "", Fraction("0.06"), Fraction("0.035")),
    ]


def test_movers_are_nobody_without_the_month_before(book: Book) -> None:
    assert movers(compute_month(book, OCTOBER), None) == ()


def test_a_line_that_is_new_is_a_cause_by_its_amount(book: Book, store: Import) -> None:
    assert store(SHEET, name="客服绩效_20261101_20261130.csv", month=NOVEMBER).stored
    adjust(book, NOVEMBER, "A1", "-30", "少发")
    found = {one.number: one for one in movers(compute_month(book, NOVEMBER), compute_month(book, OCTOBER))}
    assert [(cause.kind, cause.code, cause.amount) for cause in found["A1"].causes] == [("line", "adjustment", -3000)]


def test_a_flag_is_let_pass_once_and_comes_again_with_other_figures(book: Book) -> None:
    set_agent(book, "A1", {"base": "9000"}, OCTOBER)
    compute_month(book, OCTOBER)
    flags = month_overview(book, OCTOBER).flags
    assert [(one.number, one.flag.code) for one in flags] == [("A1", "tax_off")]
    assert refusal(lambda: pass_flag(book, OCTOBER, "A1", flags[0].flag, "  ")) == ["reason_blank"]
    pass_flag(book, OCTOBER, "A1", flags[0].flag, "另外申报")
    assert month_overview(book, OCTOBER).flags == ()
    assert not run_state(book, OCTOBER).stale
    assert compute_month(book, OCTOBER).payslips[0].waivers == ()
    assert flag_key(Flag(code="overload", params={"per_day": "168", "limit": "150"})) != flag_key(
        Flag(code="overload", params={"per_day": "170", "limit": "150"})
    )


def test_a_month_is_reviewed_as_it_stands_and_sealed(book: Book, tmp_path: Path) -> None:
    assert refusal(lambda: mark_reviewed(book, OCTOBER)) == ["review_stale"]
    compute_month(book, OCTOBER)
    mark_reviewed(book, OCTOBER)
    assert run_state(book, OCTOBER).state == "reviewed"
    set_agent(book, "A1", {"base": "2100"}, OCTOBER)
    assert refusal(lambda: mark_reviewed(book, OCTOBER)) == ["review_stale"]
    compute_month(book, OCTOBER)
    assert run_state(book, OCTOBER).state == "draft"
    mark_reviewed(book, OCTOBER)
    write_payslips(book, OCTOBER, tmp_path / "草稿", Texts())
    assert handed_out(book, OCTOBER) == ""
    seal_month(book, OCTOBER)
    assert refusal(lambda: mark_reviewed(book, OCTOBER)) == ["month_sealed"]
    assert refusal(lambda: pass_flag(book, OCTOBER, "A1", Flag(code="tax_off"), "x")) == ["month_sealed"]
    note_handed_out(book, OCTOBER, today=lambda: date(2026, 11, 9))
    assert month_overview(book, OCTOBER).steps.handed_out == "2026-11-09"


def test_nobody_blocked_is_reviewed(book: Book, store: Import) -> None:
    assert store("旺旺昵称,询单人数\n小满旗舰店:小美,100\n").stored
    use_template(book, "taobao-presales", position="售前", from_month=OCTOBER)
    compute_month(book, OCTOBER)
    assert set(refusal(lambda: mark_reviewed(book, OCTOBER))) == {"seal_blocked"}


def test_what_agents_earned_by_month(book: Book) -> None:
    run = compute_month(book, OCTOBER)
    assert runs.earnings(book.db, OCTOBER, OCTOBER) == {OCTOBER: {slip.number: slip.gross for slip in run.payslips}}
    assert runs.earnings(book.db, NOVEMBER, NOVEMBER) == {}


@pytest.mark.parametrize("shop", ["", "别的店"])
def test_the_overview_of_a_shop_holds_its_people_only(book: Book, shop: str) -> None:
    compute_month(book, OCTOBER)
    costs = month_overview(book, OCTOBER, shop).costs
    assert costs is not None
    assert bool(costs.people) is not bool(shop)
