"""A month of 1,000 agents × 12 items × 8 lines beside its floor and its rival; the sheets of a month; 100 payslips in one file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.services.compute_month import compute_month
from app.services.import_sheets import plan_import, store_import
from app.services.print_payslips import Papers, write_payslips
from app.storage.book import Book
from app.texts import Texts
from tests.benchmarks import floor, rival
from tests.benchmarks.big_book import MONTH
from tests.benchmarks.scale import stored_rows

SHEETS = Path(__file__).resolve().parent.parent / "data" / "sheets"
AGENTS = 1000

_GROUP = f"compute {AGENTS:,} agents x 12 items x 8 lines, with trace, stored"
_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.benchmark(group=_GROUP)
def test_program(benchmark: Any, big_book: Callable[[int], Book]) -> None:
    book = big_book(AGENTS)
    run = benchmark.pedantic(compute_month, (book, MONTH), rounds=5, warmup_rounds=1)
    assert len(run.payslips) == AGENTS
    assert run.blocked == 0
    assert all(len(slip.items) == 12 for slip in run.payslips)


@pytest.mark.benchmark(group=_GROUP)
def test_floor(benchmark: Any, big_book: Callable[[int], Book]) -> None:
    """The floor is honest: it leaves the very same rows in the book."""
    book = big_book(AGENTS)
    compute_month(book, MONTH, now=lambda: _AT)
    ours = stored_rows(book)
    words = (book.db, str(MONTH), "2026-11-15", _AT.isoformat())
    benchmark.pedantic(floor.compute, words, rounds=5, warmup_rounds=1)
    assert stored_rows(book) == ours


@pytest.mark.skipif(not rival.installed(), reason="no LibreOffice (Debian: libreoffice-calc)")
def test_rival(big_book: Callable[[int], Book], tmp_path: Path) -> None:
    """The sheet that LibreOffice recalculates holds the same rules: it comes to the same nets."""
    book = big_book(100)
    run = compute_month(book, MONTH)
    found = rival.recalculate(book.db, str(MONTH), tmp_path)
    assert found.nets == {slip.number: slip.net for slip in run.payslips}


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
        return len(
            write_payslips(book, MONTH, tmp_path / "slips", Texts(), Papers(merged=tmp_path / "all.pdf")).written
        )

    assert benchmark.pedantic(all_of_it, rounds=3, warmup_rounds=1) == 101
