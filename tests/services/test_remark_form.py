"""A shop's convention of remarks as a form, with what it makes of a file of orders."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.month import PayMonth
from app.domain.problem import JixinError
from app.services import books, remarks, roster
from app.services.remark_form import RemarkForm, keep_form, matched, read_remarks, remark_form
from app.storage.book import Book
from tests.importing.order_files import order_file, row
from tests.importing.sheets import DATA

MONTH = PayMonth(2026, 10)
SHOP = "云朵家居旗舰店"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    found = books.create_book(tmp_path / "账.jixin", shop=SHOP, platform="taobao")
    assert roster.import_roster(found, DATA / "sheets" / "花名册.xlsx").stored
    yield found
    found.close()


def named(form: RemarkForm, account: str, *names: str) -> RemarkForm:
    """The form with other short names of an account."""
    rows = (msgspec.structs.replace(one, names=names) if one.account == account else one for one in form.rows)
    return msgspec.structs.replace(form, rows=tuple(rows))


def test_every_account_of_the_shop_has_a_row_with_the_names_that_hold(book: Book) -> None:
    form = remark_form(book, SHOP, MONTH)
    assert not form.own and form.chased == ("追单",)
    assert form.rows and all(one.owners and one.names for one in form.rows)
    first = form.rows[0].account
    keep_form(book, named(form, first, "一号", "头牌"))
    kept = remark_form(book, SHOP, MONTH)
    assert kept.own
    assert next(one.names for one in kept.rows if one.account == first) == ("一号", "头牌")
    assert remarks.remarks(book)[SHOP].own


def test_what_the_names_make_of_a_file_is_counted_before_they_are_kept(book: Book, tmp_path: Path) -> None:
    form = remark_form(book, SHOP, MONTH)
    first, second = (one.account for one in form.rows[:2])
    form = named(named(form, first, "一号"), second, "二号")
    file = order_file(
        tmp_path,
        row("4001", "10.00", remark="一号 发顺丰"),
        row("4002", "20.00", remark="一号"),
        row("4003", "5.00", remark="一号、二号"),
        row("4004", "7.00", remark="尽快"),
        row("4005", "8.00", remark="尽快"),
        row("4006", "1.00", remark=""),
        row("4007", "99.00", "交易关闭", remark="二号"),
        row("4008", "98.00", remark="二号", paid_at="2026-09-30 12:00:00"),
    )
    told = read_remarks(file, MONTH, form)
    found = matched(form, told)
    assert found.accounts == {first: (2, 3000)}
    assert (found.several, found.nobodys) == ((1, 500), (3, 1600))
    assert [(one.text, one.orders) for one in found.unread] == [("尽快", 2), ("", 1)]
    better = matched(named(form, second, "二号", "尽快"), told)
    assert better.accounts[second] == (2, 1500)


def test_one_name_of_two_accounts_and_a_file_without_orders_are_refused(book: Book) -> None:
    form = remark_form(book, SHOP, MONTH)
    first, second = (one.account for one in form.rows[:2])
    with pytest.raises(JixinError) as refused:
        keep_form(book, named(named(form, first, "同名"), second, "同名"))
    assert {one.code for one in refused.value.problems} == {"remark_name_twice"}
    with pytest.raises(JixinError) as refused:
        read_remarks(DATA / "sheets" / "考勤.xlsx", MONTH, form)
    assert [one.code for one in refused.value.problems] == ["no_orders"]
