"""A month of 1,000 agents × 12 items beside its floor; the sheets of a month; 100 payslips in one file."""

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.services.books import open_book
from app.services.compute_month import compute_month, month_metrics
from app.services.import_sheets import plan_import, store_import
from app.services.print_payslips import write_payslips
from app.storage.book import Book
from app.texts import Texts
from tests.benchmarks import floor
from tests.benchmarks.conftest import MONTH

SHEETS = Path(__file__).resolve().parent.parent / "data" / "sheets"
AGENTS = 1000

_RAW = {
    "inquiry": "inquiry_users",
    "inquiry_paid": "inquiry_paid_users",
    "inquiry_sales": "inquiry_sales_amount",
    "consulted": "consulted_users",
    "received": "received_users",
    "orders": "orders",
    "items": "items_sold",
    "paid": "paid_users",
    "sales": "sales_amount",
    "refund": "refund_amount",
    "response": "response_seconds",
    "first": "first_response_seconds",
    "answers": "answer_ratio",
    "evaluations": "evaluations",
}


@pytest.mark.benchmark(group="compute 1,000 agents x 12 items, with trace, stored")
def test_program(benchmark: Any, big_book: Callable[[int], Book]) -> None:
    book = big_book(AGENTS)
    run = benchmark.pedantic(compute_month, (book, MONTH), rounds=5, warmup_rounds=1)
    assert len(run.payslips) == AGENTS
    assert run.blocked == 0
    assert all(len(slip.items) == 12 for slip in run.payslips)


@pytest.mark.benchmark(group="compute 1,000 agents x 12 items, with trace, stored")
def test_floor(benchmark: Any, big_book: Callable[[int], Book], tmp_path: Path) -> None:
    """The same nets from the same figures, and the very rows that the program wrote."""
    book = big_book(AGENTS)
    run = compute_month(book, MONTH)
    people = _raw_figures(book)
    slips = book.db.execute("SELECT month, number, place, state, net, body FROM payslips").fetchall()
    lines = book.db.execute("SELECT month, number, place, code, name, kind, amount FROM pay_lines").fetchall()
    copy = open_book(Path(shutil.copy(book.path, tmp_path / "copy.jixin")))

    def all_of_it() -> list[tuple[int, list[str]]]:
        done = floor.payslips(people)
        with copy.keep() as db:
            floor.write(db, slips, lines)
        return done

    done = benchmark.pedantic(all_of_it, rounds=5, warmup_rounds=1)
    assert [net for net, _ in done] == [slip.net for slip in run.payslips]


def _raw_figures(book: Book) -> list[dict[str, Fraction]]:
    people: list[dict[str, Fraction]] = []
    for one in month_metrics(book, MONTH).agents:
        found = {name: one.metrics[metric].value or Fraction(0) for name, metric in _RAW.items()}
        found["happy"] = one.metrics["satisfaction_rate"].numerator or Fraction(0)
        people.append(found)
    return people


@pytest.mark.benchmark(group="import")
def test_seven_sheets(benchmark: Any, tmp_path: Path) -> None:
    """Recognise, read, check and store the seven platform sheets of a month, four shops."""
    from app.services.books import create_book
    from app.services.roster import import_roster

    book = create_book(tmp_path / "book.jixin", shop="云朵家居旗舰店")
    assert import_roster(book, SHEETS / "花名册.xlsx").stored
    by_shop = {
        "云朵家居旗舰店": ("自制报表*", "咨询接待*", "客服销售*", "接待评价*"),
        "小满零食铺": ("自定义报表*",),
        "小满拼多多店": ("拼多多*",),
        "小满抖音店": ("飞鸽*",),
    }

    def all_of_it() -> int:
        count = 0
        for shop, patterns in by_shop.items():
            files = [next(SHEETS.glob(f"{pattern}.xlsx")) for pattern in patterns]
            count += len(store_import(book, plan_import(book, files, MONTH, shop=shop)).files)
        return count

    assert benchmark.pedantic(all_of_it, rounds=5, warmup_rounds=1) == 7


@pytest.mark.benchmark(group="payslips")
def test_a_hundred_payslips_and_all_in_one(benchmark: Any, big_book: Callable[[int], Book], tmp_path: Path) -> None:
    """100 files of A5 and one file with all of them, from the stored run."""
    book = big_book(100)
    compute_month(book, MONTH)

    def all_of_it() -> int:
        return len(write_payslips(book, MONTH, tmp_path / "slips", Texts(), merged=tmp_path / "all.pdf").written)

    assert benchmark.pedantic(all_of_it, rounds=3, warmup_rounds=1) == 101
