"""The steps of an import together: files → ImportPlan. Nothing is stored here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from app.domain.accounts import normal_name
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error, has_errors, warning
from app.importing.agent_sheets import agent_sheets
from app.importing.checks import column_checks, row_checks, summary_checks, summary_problems
from app.importing.figures import People, PersonRow, observations, with_figures, without_repeated
from app.importing.formats import AGENT_SHEETS, FALLBACK, load_formats, with_own
from app.importing.grid import Grid, Workbook, where
from app.importing.layouts import NUMBER_HEADERS, Recognised, recognise, texts_on_top
from app.importing.matching import Proposals, match_accounts, merged
from app.importing.order_formats import load_order_formats
from app.importing.order_plan import OrderTask
from app.importing.order_table import read_order_table, table_of
from app.importing.periods import attribution_in_name, one_date_in_name, period_in_name, period_of, periods_in_titles
from app.importing.plan import DAY, DAYS, MONTH, FileEdits, FilePlan, ImportPlan, Known, Period
from app.importing.readers import Readers
from app.importing.refusal import Refusal
from app.importing.rows import SheetRows, days_of, read_rows, summary_faults
from app.importing.stopping import look_up, stopped_by
from app.importing.together import without_settled
from app.importing.values import header_key
from app.importing.whose import account_problems, accounts_seen, other_shops, platform_problems, shops_of
from app.importing.workbook import read_workbook

Progress = Callable[[int, int], None]
Made: TypeAlias = dict[Path, tuple[FileEdits, list[FilePlan]]]
"""The plans of files with the decisions that they were made by: what is decided of one file leaves the others alone."""
_SHOWN_HEADERS = 12


def plan(
    files: Sequence[Path],
    month: PayMonth,
    known: Known,
    shop: str = "",
    progress: Progress | None = None,
    edits: Mapping[Path, FileEdits] | None = None,
    made: Made | None = None,
) -> ImportPlan:
    """What importing ``files`` for ``month`` would do. A file's faults are problems of its plan, never exceptions.

    ``shop`` is the shop of rows without a prefix. ``progress(done, all)`` may raise to cancel, in the middle of a large
    file too. ``edits`` are the owner's decisions by file. ``made`` are plans of the same month, book and shop, which
    are taken over where nothing else is decided by now; new ones come to it.
    """
    tools, made = _Tools(known), {} if made is None else made
    plans: list[FilePlan] = []
    for done, path in enumerate(files):
        decided = (edits or {}).get(path, FileEdits())
        with stopped_by(partial(progress, done, len(files)) if progress else None):
            look_up()
            if path not in made or made[path][0] != decided:
                task = _Task(path, month, known, decided.shop or shop, tools, decided)
                made[path] = decided, _read_and_planned(path, task, decided)
        for file in made[path][1]:
            plans.append(_once(file, plans))
    plans = without_settled(plans)
    if progress:
        progress(len(files), len(files))
    accounts = merged(row for file in plans for row in file.accounts)
    return ImportPlan(month=month, files=tuple(plans), accounts=accounts)


def plan_workbook(path: Path, book: Workbook, month: PayMonth, known: Known, shop: str = "") -> FilePlan:
    """The plan of a workbook that is read already; ``path`` gives the name."""
    return _Task(path, month, known, shop, _Tools(known), FileEdits()).plan(book)


def _read_and_planned(path: Path, task: "_Task", edits: FileEdits) -> list[FilePlan]:
    """The file's plan, of a workbook with a sheet for each agent one of each; what cannot be read has problems only."""
    try:
        orders = task.planned_orders(path)
        return [orders] if orders else task.plans(read_workbook(path))
    except Refusal as refusal:
        problem = error(refusal.code, file=path.name, sheet=refusal.sheet, cell=refusal.cell, **refusal.params)
        return [FilePlan(path=path, file=path.name, edits=edits, problems=(problem,))]
    except JixinError as refusal:
        return [FilePlan(path=path, file=path.name, edits=edits, problems=refusal.problems)]


def _once(file: FilePlan, before: Iterable[FilePlan]) -> FilePlan:
    """The same bytes for the same days twice in one call: the second is refused, so that it is clear which counts."""
    key = (file.sha256, file.sheet, file.period)
    twin = next((other for other in before if file.sha256 and (other.sha256, other.sheet, other.period) == key), None)
    if twin is None:
        return file
    problem = error("same_file_twice", file=file.file, other=twin.file)
    return msgspec.structs.replace(file, observations=(), problems=(problem,))


class _Tools:
    """What the files of an import share, so that what one has read the next need not read again."""

    def __init__(self, known: Known) -> None:
        self.formats = with_own(load_formats(), known.own, known.remembered)
        self.proposals, self.readers = Proposals(known.agents), Readers(self.formats)
        accounts = (account.name for agent in known.agents for account in agent.accounts)
        self.names = frozenset(map(normal_name, (*accounts, *(agent.name for agent in known.agents))))
        """Every account and real name that the book knows, normalised."""


class _Task:
    """One file on its way to a plan; gathers problems as it goes."""

    def __init__(self, path: Path, month: PayMonth, known: Known, shop: str, tools: _Tools, edits: FileEdits) -> None:
        self._path, self._month, self._known, self._shop = path, month, known, shop
        self._tools, self._formats, self._edits = tools, tools.formats, edits
        self._problems: list[Problem] = []
        self._assumed = False
        self._read: dict[str, Grid] = {}

    def planned_orders(self, path: Path) -> FilePlan | None:
        """The plan of a large export of single orders; None for any other file. Refusal for a faulty one."""
        found = read_order_table(path, load_order_formats())
        return None if found is None else self._order_task().plan(found[1], found[0], self._edits)

    def _order_task(self) -> OrderTask:
        return OrderTask(self._path, self._month, self._known, self._shop, self._formats, load_order_formats())

    def plans(self, book: Workbook) -> list[FilePlan]:
        """The plan of the file, or one of each sheet that is an agent's; cells are corrected in a chosen sheet only."""
        decided, tools = self._edits, self._tools
        sheets = () if decided.sheet or decided.layout else agent_sheets(book, tools.formats, tools.names)
        if not sheets:
            return [self.plan(book)]
        base = FileEdits(shop=decided.shop, columns=decided.columns, percent=decided.percent, layout=AGENT_SHEETS)
        each = (msgspec.structs.replace(base, sheet=sheet) for sheet in sheets)
        return [_Task(self._path, self._month, self._known, self._shop, tools, edits).plan(book) for edits in each]

    def plan(self, book: Workbook) -> FilePlan:
        """The plan of the file's sheets."""
        if table := table_of(book, load_order_formats()):
            return self._order_task().plan(table, book.sha256, self._edits)
        bare = FilePlan(
            path=self._path,
            file=self._path.name,
            edits=self._edits,
            sha256=book.sha256,
            seen_before=book.sha256 in self._known.imported,
            sheets=tuple(sheet.sheet for sheet in book.sheets),
        )
        self._read = {sheet.sheet: sheet for sheet in book.sheets}
        book = _corrected(book, self._edits)
        readings = self._recognised(book)
        if not readings:
            return msgspec.structs.replace(bare, grid=book.sheets[0], problems=(self._unknown(book),))
        best = max(readings, key=lambda reading: (reading.score, -reading.layout.rank))
        known = [reading for reading in readings if reading.layout.id != FALLBACK]
        others = tuple(reading.grid.sheet for reading in known if reading is not best)
        alike = [reading.grid.sheet for reading in known if _headers(reading) == _headers(best)]
        if len(alike) > 1 and not self._edits.sheet:
            self._note([error("sheets_alike", sheets="、".join(alike))])
        elif others and not self._edits.sheet:
            self._note([warning("sheets_not_read", sheets="、".join(others), read=best.grid.sheet)])
        return self._placed(self._filled(msgspec.structs.replace(bare, other_sheets=others), best))

    def _recognised(self, book: Workbook) -> list[Recognised]:
        wanted = [sheet for sheet in book.sheets if self._edits.sheet in ("", sheet.sheet)]
        found = (
            recognise(sheet, self._path.stem, self._formats, self._known.remembered, self._edits) for sheet in wanted
        )
        return [reading for reading in found if reading]

    def _unknown(self, book: Workbook) -> Problem:
        """Says which headers were found, and that a column of accounts was sought."""
        texts = [text for sheet in book.sheets for text in texts_on_top(sheet)]
        if NUMBER_HEADERS & {header_key(text) for text in texts}:
            return error("sheet_of_people", file=self._path.name, sheet=book.sheets[0].sheet)
        found = "、".join(list(dict.fromkeys(texts))[:_SHOWN_HEADERS])
        names = "、".join(layout.name for layout in self._formats.layouts if layout.typical)
        return error(
            "layout_unknown", file=self._path.name, sheet=book.sheets[0].sheet, found=found or "-", known=names
        )

    def _filled(self, bare: FilePlan, sheet: Recognised) -> FilePlan:
        rows = read_rows(sheet, self._formats, self._tools.readers, self._edits, self._tools.names)
        self._note(rows.problems, summary_faults(rows, sheet))
        if not rows.people and not self._refused:
            self._note([error("only_summaries" if rows.summaries else "no_rows")])
        period = self._period(sheet, rows)
        people = self._people(sheet, rows, period)
        look_up()
        found, doubts = observations(people, sheet.layout.id)
        look_up()
        checks = summary_checks(rows, people, without_repeated(people, doubts), sheet)
        self._note(column_checks(people, sheet), other_shops(people.rows, sheet, self._known.shops))
        self._note(row_checks(people, sheet), summary_problems(checks, sheet))
        accounts = match_accounts(accounts_seen(people.rows), self._tools.proposals, self._known.ignored)
        shops = tuple(dict.fromkeys(row.shop for row in people.rows if row.shop))
        self._note(doubts, platform_problems(sheet.layout, shops, self._known.shops))
        self._note(account_problems(accounts, people.rows))
        return msgspec.structs.replace(
            self._described(bare, sheet),
            period=period,
            period_assumed=self._assumed,
            shop="、".join(shops),
            rows=len(rows.people),
            agents=len({(row.shop, row.data.account) for row in people.rows if row.data.account}),
            observations=found,
            accounts=accounts,
            summaries=checks,
        )

    def _described(self, bare: FilePlan, sheet: Recognised) -> FilePlan:
        return msgspec.structs.replace(
            bare,
            sheet=sheet.grid.sheet,
            layout=sheet.layout.id,
            layout_name=sheet.layout.name,
            confidence=sheet.confidence,
            reason=sheet.reason,
            header_row=sheet.top + 1,
            columns=sheet.columns,
            attribution=attribution_in_name(self._path.name, self._formats) or sheet.counting,
            grid=sheet.grid,
            before=_texts_at(self._read[sheet.grid.sheet], self._edits.cells),
        )

    def _placed(self, file: FilePlan) -> FilePlan:
        """The plan with every problem told its file and sheet; a refused file observes nothing."""
        problems = tuple(
            msgspec.structs.replace(problem, file=self._path.name, sheet=file.sheet) for problem in self._problems
        )
        kept = () if self._refused else file.observations
        return msgspec.structs.replace(file, problems=problems, observations=kept)

    @property
    def _refused(self) -> bool:
        return has_errors(self._problems)

    def _period(self, sheet: Recognised, rows: SheetRows) -> Period:
        """The rows' own dates, else what the owner said, else file name, title rows, the month asked for (RULES 8)."""
        whole = Period(self._month.first, self._month.last, MONTH)
        if rows.dated and (days := days_of(rows.people)):
            period = self._dated(sheet, rows, Period(days[0], days[1], DAYS))
        elif self._edits.period:
            period = period_of(*self._edits.period)
        else:
            told = self._told(sheet)
            period, self._assumed = told or whole, told is None
        if not (self._month.contains(period.first) and self._month.contains(period.last)):
            place = self._outside(rows)
            self._note([error("wrong_month", period=str(period), month=str(self._month), cell=place)])
        return period

    def _told(self, sheet: Recognised) -> Period | None:
        """What the file name and the title rows say: a day in the name beside a range in the title is mostly the day
        of the export; else they are refused where they differ."""
        stem, year = self._path.stem, self._month.year
        name = period_in_name(stem, self._formats, year)
        titles = periods_in_titles(sheet.grid.rows[: sheet.top], self._formats)
        if name and not titles and one_date_in_name(stem, self._formats, year):
            self._note([warning("day_from_name", day=str(name.first))])
        if not titles or name in titles:
            return name
        if name and name.kind != DAY:
            self._note([error("period_differs", name=str(name), title=str(titles[0]))])
        return titles[0]

    def _dated(self, sheet: Recognised, rows: SheetRows, days: Period) -> Period:
        """Rows without a date among dated ones are refused; rows that all say the same are no day rows."""
        for row in rows.people:
            if row.period is None and sheet.day is not None and not sheet.grid.text(row.row, sheet.day):
                self._note([error("date_missing", cell=row.cell, account=row.spelling)])
        periods = {row.period for row in rows.people if row.period}
        return periods.pop() if len(periods) == 1 else days

    def _outside(self, rows: SheetRows) -> str:
        for row in rows.people:
            if row.period and not (self._month.contains(row.period.first) and self._month.contains(row.period.last)):
                return row.cell
        return ""

    def _people(self, sheet: Recognised, rows: SheetRows, period: Period) -> People:
        shops, doubts = shops_of(rows.people, self._shop, self._known.shops)
        whose = zip(rows.people, shops, strict=True)
        found = tuple(PersonRow(row, shop, row.period or period) for row, shop in whose)
        people, unclear = with_figures(found, rows, sheet, self._edits)
        self._note(unclear, doubts)
        return people

    def _note(self, *groups: Iterable[Problem]) -> None:
        for problems in groups:
            self._problems.extend(problems)


def _headers(reading: Recognised) -> list[str]:
    return [header_key(column.header) for column in reading.columns]


def _corrected(book: Workbook, edits: FileEdits) -> Workbook:
    """The workbook with the owner's corrections in place of cells."""
    if not edits.cells:
        return book
    sheets: list[Grid] = []
    for sheet in book.sheets:
        if edits.sheet not in ("", sheet.sheet):
            sheets.append(sheet)
            continue
        rows = tuple(
            tuple(edits.cells.get(where(r, c), cell) for c, cell in enumerate(row)) for r, row in enumerate(sheet.rows)
        )
        sheets.append(msgspec.structs.replace(sheet, rows=rows))
    return msgspec.structs.replace(book, sheets=tuple(sheets))


def _texts_at(sheet: Grid, addresses: Mapping[str, str]) -> dict[str, str]:
    """What stands in the file where the owner corrected cells."""
    if not addresses:
        return {}
    places = ((where(r, c), sheet.text(r, c)) for r, row in enumerate(sheet.rows) for c in range(len(row)))
    return {address: text for address, text in places if address in addresses}
