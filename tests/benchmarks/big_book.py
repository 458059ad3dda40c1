"""A book of many agents in one shop on a scheme of 12 items and 8 pay lines, filled from sheets as an owner would."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from app.documents.demo_sheets import shop_sheets, write_sheet
from app.domain.inputs import Adjustment
from app.domain.month import PayMonth
from app.services.books import create_book
from app.services.compute_month import compute_month
from app.services.demo_people import DemoBusiness, DemoShop, Person, attendance_rows, read_business, roster_rows
from app.services.demo_people import shop_month as figures_of
from app.services.figures import import_marks
from app.services.import_sheets import plan_import, store_import
from app.services.roster import import_roster
from app.services.schemes import import_scheme
from app.services.seal_month import seal_month
from app.storage import adjustments
from app.storage.book import Book

SCHEME = Path(__file__).parent / "twelve-items.json"
MONTH = PayMonth(2026, 10)
SHOP = "大店"


def make_book(folder: Path, size: int, *, months: int = 1, shop: str = SHOP, name: str = "客服{}") -> Book:
    """A book of so many agents and months, the last one October 2026: those before it are sealed, it is not computed.

    Roster, five platform sheets and attendance of each month, an adjustment of every fourth agent.
    """
    first = MONTH.shift(1 - months)
    business = _business(size, shop, name, first.first)
    book = create_book(folder / "book.jixin", shop=shop, platform="tmall")
    write_sheet(folder / "花名册.xlsx", roster_rows(business))
    assert import_roster(book, folder / "花名册.xlsx").stored
    import_scheme(book, SCHEME, position="售前", from_month=first)
    for before in reversed(range(months)):
        month = MONTH.shift(-before)
        _fill(book, folder, business, month)
        if before:
            compute_month(book, month)
            seal_month(book, month)
    return book


def _fill(book: Book, folder: Path, business: DemoBusiness, month: PayMonth) -> None:
    shop = business.people[0].shops[0]
    whole = DemoShop(name=shop, platform="tmall", share=100)
    sheets = shop_sheets("tmall", shop, month, figures_of(business, whole, month))
    for file, rows in sheets.items():
        write_sheet(folder / file, rows)
    plan = plan_import(book, [folder / file for file in sheets], month, shop=shop)
    assert store_import(book, plan).stored
    write_sheet(folder / "考勤.xlsx", attendance_rows(business, month))
    assert import_marks(book, folder / "考勤.xlsx", month).stored
    with book.edit(month=month) as db:
        for index in range(0, len(business.people), 4):
            amount = Fraction(100 * (index % 7) - 250, 4)
            adjustments.add(db, month, Adjustment(number=_number(index), amount=amount, reason="补发上月差额"))


def _business(size: int, shop: str, name: str, first: date) -> DemoBusiness:
    business = read_business()
    people = tuple(_person(business.people[0], index, shop, name.format(index), first) for index in range(size))
    return msgspec.structs.replace(business, people=people)


def _number(index: int) -> str:
    return f"A{index:05d}"


def _person(pattern: Person, index: int, shop: str, name: str, first: date) -> Person:
    changed: dict[str, Any] = {
        "number": _number(index),
        "name": name,
        "nick": f"号{index}",
        "shops": (shop,),
        "hired": min(pattern.hired, first),
        "conversion": 280 + index % 160,
    }
    return msgspec.structs.replace(pattern, **changed)
