"""A demonstration book: invented people, four shops, three months, everything that a month needs."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import msgspec

from app.documents.demo_sheets import Cell, Table, shop_sheets, write_sheet
from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.domain.problem import JixinError, Problem, error
from app.domain.scheme import Manual, Scheme, given
from app.services.agent_changes import set_agent
from app.services.books import book_facts, close_book, create_book, open_book
from app.services.compute_month import compute_month
from app.services.demo_people import (
    DemoBusiness,
    attendance_rows,
    figure_rows,
    incident_rows,
    mark_value,
    read_business,
    roster_rows,
    shop_month,
    term_values,
)
from app.services.explain import Explanation, explain
from app.services.figures import adjust, import_incidents, import_marks, missing_marks, waive
from app.services.import_sheets import plan_import, store_import
from app.services.print_payslips import Papers, write_payslips
from app.services.print_register import write_register
from app.services.roster import import_roster
from app.services.schemes import stored_schemes, use_template
from app.services.seal_month import seal_month
from app.services.shops import set_shop
from app.storage.book import Book
from app.texts import Texts

MONTHS = (PayMonth(2026, 8), PayMonth(2026, 9), PayMonth(2026, 10))
"""The first two are sealed, the last is a draft."""

BOOK, SHEETS, PAYSLIPS = "demo.jixin", "表格", "工资条"
EXPLAINED = ("A008", "commission")


class DemoReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the book, every file in order, the draft run of the newest month, one explanation of it.

    ``problems`` are warnings of the imports, if there are any.
    """

    book: Path
    written: tuple[Path, ...]
    run: PayRun
    explanation: Explanation
    problems: tuple[Problem, ...] = ()


def make_demo(folder: Path, texts: Texts, progress: Callable[[int, int], None] | None = None) -> DemoReport:
    """Write ``folder``/demo.jixin with its sheets and papers; what an earlier call wrote there is replaced.

    JixinError if something of those names is there that is not from a demonstration.
    """
    business = read_business()
    _make_room(folder, business)
    book = create_book(
        folder / BOOK,
        shop=business.shops[0].name,
        platform=business.shops[0].platform,
        business=business.business,
    )
    try:
        return _Maker(book, folder, business, texts, progress).make()
    finally:
        close_book(book)


def _make_room(folder: Path, business: DemoBusiness) -> None:
    """Take an earlier demonstration's book away; refuse whatever else stands where this one goes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / BOOK
    if not _is_demo(path, business):
        for name in (BOOK, SHEETS, PAYSLIPS, _register(folder).name):
            if (folder / name).exists():
                raise JixinError(error("demo_foreign_file", file=name, folder=str(folder)))
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_demo(path: Path, business: DemoBusiness) -> bool:
    if not path.is_file():
        return False
    try:
        book = open_book(path)
    except JixinError:
        return False
    try:
        return book_facts(book).business == business.business
    finally:
        close_book(book)


def _register(folder: Path) -> Path:
    return folder / f"工资表-{MONTHS[-1]}.xlsx"


class _Maker:
    """Fills one fresh book, in the order in which an owner would."""

    def __init__(
        self,
        book: Book,
        folder: Path,
        business: DemoBusiness,
        texts: Texts,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._book, self._folder, self._business, self._texts = book, folder, business, texts
        self._tell = progress
        self._done = 0
        self._written: list[Path] = [folder / BOOK]
        self._problems: list[Problem] = []

    def make(self) -> DemoReport:
        """Roster and schemes, then month by month, then the papers of the last month."""
        self._roster()
        self._schemes()
        for month in MONTHS:
            self._import_month(month)
            self._correct(month)
            if month != MONTHS[-1]:
                seal_month(self._book, month)
            self._step()
        month = MONTHS[-1]
        run = compute_month(self._book, month)
        self._papers(month)
        return DemoReport(
            book=self._folder / BOOK,
            written=tuple(self._written),
            run=run,
            explanation=explain(self._book, month, *EXPLAINED),
            problems=tuple(self._problems),
        )

    def _step(self) -> None:
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, len(MONTHS) + 1)

    def _sheet(self, name: str, rows: Table) -> Path:
        file = self._folder / SHEETS / name
        write_sheet(file, rows)
        self._written.append(file)
        return file

    def _check(self, problems: tuple[Problem, ...], *, stored: bool) -> None:
        if not stored:
            raise JixinError(*problems)
        self._problems.extend(problems)

    def _roster(self) -> None:
        report = import_roster(self._book, self._sheet("花名册.xlsx", roster_rows(self._business)))
        self._check(report.problems, stored=report.stored)
        for shop in self._business.shops:
            set_shop(self._book, shop.name, {"platform": shop.platform, **shop.settings}, MONTHS[0])
        for person in self._business.employed(MONTHS[0]):
            if values := term_values(person):
                set_agent(self._book, person.number, values, MONTHS[0])

    def _schemes(self) -> None:
        for one in self._business.schemes:
            use_template(self._book, one.scheme, position=one.position, team=one.team, from_month=MONTHS[0])

    def _import_month(self, month: PayMonth) -> None:
        for shop in self._business.shops:
            rows = shop_month(self._business, shop, month)
            sheets = shop_sheets(shop.platform, shop.name, month, rows)
            files = tuple(self._sheet(f"{month}/{name}", cells) for name, cells in sheets.items())
            report = store_import(self._book, plan_import(self._book, files, month, shop=shop.name))
            self._check(report.problems, stored=report.stored)
        figures = self._sheet(f"{month}/手工数据.xlsx", figure_rows(self._business, month))
        attendance = self._sheet(f"{month}/考勤.xlsx", attendance_rows(self._business, month))
        for file in (figures, attendance):
            report = import_marks(self._book, file, month)
            self._check(report.problems, stored=report.stored)
        incidents = self._sheet(f"{month}/奖惩记录.xlsx", incident_rows(self._business, month))
        report = import_incidents(self._book, incidents, month)
        self._check(report.problems, stored=report.stored)
        marks = self._sheet(f"{month}/人工评分.xlsx", [*self._mark_rows(month)])
        report = import_marks(self._book, marks, month)
        self._check(report.problems, stored=report.stored)

    def _mark_rows(self, month: PayMonth) -> Iterator[list[Cell]]:
        """A mark for everything that a scheme leaves to the supervisor."""
        yield ["工号", "姓名", "项目", "数值", "说明"]
        full = _full_marks(stored.scheme for stored in stored_schemes(self._book))
        for need in missing_marks(self._book, month):
            if (need.name, need.item) in full:
                value = mark_value(full[need.name, need.item], need.number, need.item, month)
                yield [need.number, need.agent, need.item, value, None]

    def _correct(self, month: PayMonth) -> None:
        for one in self._business.waivers:
            if one.month == str(month):
                waive(self._book, month, one.number, one.code, one.reason)
        for one in self._business.adjustments:
            if one.month == str(month):
                for_month = PayMonth.parse(one.for_month)
                adjust(self._book, month, one.number, one.amount, one.reason, for_month)

    def _papers(self, month: PayMonth) -> None:
        folder = self._folder / PAYSLIPS / str(month)
        folder.mkdir(parents=True, exist_ok=True)
        merged = self._folder / PAYSLIPS / f"{month}-全部.pdf"
        report = write_payslips(self._book, month, folder, self._texts, Papers(merged=merged))
        register = write_register(self._book, month, _register(self._folder), self._texts)
        self._written.extend(report.written)
        self._written.append(register.file)
        self._step()


def _full_marks(schemes: Iterable[Scheme]) -> dict[tuple[str, str], Fraction]:
    """Full marks of manual items by (item's name, item's id or ``id/criterion``)."""
    found: dict[tuple[str, str], Fraction] = {}
    for item in (item for scheme in schemes for item in scheme.every_item):
        if isinstance(item.rule, Manual):
            found[item.name, item.id] = item.full.value
            for part in given(item.rule.criteria, ()):
                found[item.name, f"{item.id}/{part.name}"] = part.full.value
    return found
