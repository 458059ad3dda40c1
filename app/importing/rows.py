"""The rows of a recognised sheet → whose row, which days, what each cell says."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from app.domain.accounts import folded, normal_name, split_account
from app.domain.metrics import METRICS
from app.domain.problem import Problem, error, warning
from app.importing.formats import OTHER, Formats
from app.importing.grid import FAULT_CODES, Cell, Fault, cell_text, is_blank, where
from app.importing.layouts import Recognised
from app.importing.periods import period_in_cell
from app.importing.plan import Column, FileEdits, Period
from app.importing.values import (
    BAD,
    NOT_YET,
    VALUE,
    Reading,
    header_key,
    read_amount,
    read_duration,
    read_id,
    read_number,
    read_rating,
)

_MAY_BE_NEGATIVE = frozenset({"net_sales_amount"})
_NAMED_ROWS = 12
_RATIO_UNITS = frozenset({"ratio", "number"})


class DataRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a person or a summary: ``row`` counts from 0, ``readings`` are by column.

    ``prefix`` is the shop before the colon or "", ``shop`` what the column of shops says, ``period`` what the date
    column says, ``whole`` the other cells of the row.
    """

    row: int
    spelling: str
    prefix: str
    cell: str
    shop: str = ""
    readings: dict[int, Reading]
    period: Period | None = None
    kind: str = ""
    whole: tuple[Cell, ...] = ()

    @property
    def account(self) -> str:
        """The account's normalised name."""
        return normal_name(self.spelling)


class SheetRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of people and of summaries in the sheet's order, and what is wrong with single cells."""

    people: tuple[DataRow, ...]
    summaries: tuple[DataRow, ...]
    problems: tuple[Problem, ...]
    dated: bool


def read_rows(sheet: Recognised, formats: Formats, edits: FileEdits, known: Iterable[str]) -> SheetRows:
    """Reads every row below the header.

    ``known`` are normalised names, which decide between two columns of accounts.
    """
    reader = _Reader(sheet, formats, edits)
    rows = [row for index in range(sheet.first, len(sheet.grid.rows)) if (row := reader.row(index))]
    summaries = tuple(row for row in rows if row.kind)
    people = reader.people([row for row in rows if not row.kind], frozenset(known))
    dated = any(row.period for row in people)
    reader.note_hidden(people)
    return SheetRows(people=people, summaries=summaries, problems=tuple(reader.problems), dated=dated)


class _Reader:
    """Keeps the sheet, the declarations and the problems met while rows are read."""

    def __init__(self, sheet: Recognised, formats: Formats, edits: FileEdits) -> None:
        self._sheet, self._formats = sheet, formats
        self._excluded = frozenset(edits.excluded_rows)
        self._columns = [column for column in sheet.columns if column.metric]
        self._naming = sheet.accounts or (sheet.day or 0,)
        serial = [column.index for column in sheet.columns if header_key(column.header) in formats.serial]
        self._other = [
            column.index for column in sheet.columns if column.index not in (*serial, *sheet.accounts, sheet.day)
        ]
        self.problems: list[Problem] = []

    def row(self, index: int) -> DataRow | None:
        """The row, or None for one that is blank, excluded, or the header again."""
        grid = self._sheet.grid
        cells = grid.rows[index]
        if index + 1 in self._excluded or all(map(is_blank, cells)):
            return None
        names = [cell_text(grid.label(index, column)) for column in self._naming]
        if self._is_header(names):
            return None
        kind = self._summary_kind(index, names)
        readings = {column.index: self._read(index, column) for column in self._columns}
        place = next((column for column, name in zip(self._naming, names, strict=True) if name), self._naming[0])
        return DataRow(
            row=index,
            spelling=names[0],
            prefix="",
            cell=where(index, place),
            shop=cell_text(grid.label(index, self._sheet.shop)) if self._sheet.shop is not None else "",
            readings=readings,
            kind=kind,
            whole=tuple(map(cells.__getitem__, (column for column in self._other if column < len(cells)))),
        )

    def _is_header(self, names: list[str]) -> bool:
        title = self._sheet.columns[self._naming[0]].header
        return bool(names[0]) and header_key(names[0]) == header_key(title)

    def _summary_kind(self, index: int, names: list[str]) -> str:
        """ "sum", "part" or "other" if the account, the date or the first filled cell is a summary's label."""
        cells = self._sheet.grid.rows[index]
        first = next((cell for cell in cells if not is_blank(cell)), None)
        day = self._sheet.grid.text(index, self._sheet.day) if self._sheet.day is not None else ""
        for text in (*names, day, first if isinstance(first, str) else ""):
            shop_free = split_account(text)[1]
            for label in (text, shop_free):
                if kind := self._formats.summaries.get(folded(label).rstrip(":").casefold()):
                    return kind
        return ""

    def _read(self, index: int, column: Column) -> Reading:
        cell, blanks = self._sheet.grid.at(index, column.index), self._formats.blanks
        unit = METRICS[column.metric].unit
        if unit == "s":
            return read_duration(cell, blanks, minutes=column.index in self._sheet.minutes)
        if unit == "rating":
            return read_rating(cell, blanks)
        if unit in _RATIO_UNITS:
            reading = read_number(cell, blanks)
            negative = reading.value is not None and reading.value < 0
            return Reading(BAD, code="negative") if negative else reading
        return read_amount(cell, blanks, negative=column.metric in _MAY_BE_NEGATIVE)

    def people(self, rows: list[DataRow], known: frozenset[str]) -> tuple[DataRow, ...]:
        """The rows of people with account, shop prefix and period; those of a whole shop have no account."""
        if not self._sheet.accounts:
            return tuple(done for row in rows if (done := self._day_of_shop(row)))
        column = self._account_column(rows, known)
        return tuple(done for row in rows if (done := self._person(row, self._named(row, column))))

    def _named(self, row: DataRow, column: int) -> int:
        """The row's account column: the file's, or another one where that is blank."""
        filled = (
            other for other in (column, *self._sheet.accounts) if not is_blank(self._sheet.grid.label(row.row, other))
        )
        return next(filled, column)

    def _account_column(self, rows: list[DataRow], known: frozenset[str]) -> int:
        """Of two columns that name the account (id and nickname) the one the book knows; else the layout's choice."""

        def hits(column: int) -> int:
            names = (split_account(cell_text(self._sheet.grid.label(row.row, column)))[1] for row in rows)
            return sum(normal_name(name) in known for name in names)

        return max(self._sheet.accounts, key=hits)

    def _person(self, row: DataRow, column: int) -> DataRow | None:
        grid = self._sheet.grid
        cell = grid.label(row.row, column)
        filled = any(reading.state in (VALUE, NOT_YET, BAD) for reading in row.readings.values())
        if isinstance(cell, Fault):
            header = self._sheet.columns[column].header
            self._add(error(cell.code, cell=where(row.row, column), header=header, value=cell.text))
            return None
        prefix, name = split_account(cell_text(cell))
        if folded(name).casefold() in self._formats.blanks.missing:
            if filled:
                self._add(warning("row_without_agent", cell=where(row.row, column), row=str(row.row + 1)))
            return None
        if not filled and all(map(is_blank, row.whole)):
            return None
        if read_id(cell)[1] == "id_damaged":
            self._add(error("id_damaged", cell=where(row.row, column), value=cell_text(cell)))
            return None
        self._check_readings(row)
        return msgspec.structs.replace(
            row, spelling=name, prefix=prefix, cell=where(row.row, column), period=self._period(row)
        )

    def _day_of_shop(self, row: DataRow) -> DataRow | None:
        """A day of the whole shop; None for a row that has no figure, or says that there are none."""
        text = folded(row.spelling).casefold()
        filled = any(reading.state in (VALUE, NOT_YET, BAD) for reading in row.readings.values())
        if not filled or (text and text in self._formats.blanks.missing):
            return None
        if not text:
            self._add(error("day_missing", cell=row.cell, row=str(row.row + 1)))
            return None
        self._check_readings(row)
        return msgspec.structs.replace(row, spelling="", period=self._period(row))

    def note_hidden(self, people: Iterable[DataRow]) -> None:
        """Names the rows of people that nobody sees who opens the sheet; they are read like all others."""
        hidden = frozenset(self._sheet.grid.hidden)
        rows = [row for row in people if row.row in hidden]
        if rows:
            numbers = "、".join(str(row.row + 1) for row in rows[:_NAMED_ROWS]) + (
                "…" if len(rows) > _NAMED_ROWS else ""
            )
            self._add(warning("rows_hidden", cell=rows[0].cell, rows=numbers, count=str(len(rows))))

    def _check_readings(self, row: DataRow) -> None:
        for column in self._columns:
            reading = row.readings[column.index]
            if reading.state == BAD:
                place, text = self._shown(row.row, column.index)
                self._add(error(reading.code, cell=place, value=text, header=column.header, metric=column.metric))
            elif reading.value and reading.value.denominator != 1 and METRICS[column.metric].unit == "people":
                place, text = self._shown(row.row, column.index)
                self._add(warning("count_not_whole", cell=place, value=text, header=column.header))

    def _shown(self, row: int, column: int) -> tuple[str, str]:
        """Address of a cell, and its text on one line."""
        return where(row, column), " ".join(self._sheet.grid.text(row, column).split())

    def _period(self, row: DataRow) -> Period | None:
        if self._sheet.day is None:
            return None
        cell = self._sheet.grid.label(row.row, self._sheet.day)
        found = period_in_cell(cell, self._formats, month_first=self._sheet.layout.month_first_dates)
        text = folded(cell_text(cell))
        if found is None and text.casefold() not in self._formats.blanks.missing:
            self._add(error("bad_date", cell=where(row.row, self._sheet.day), value=text))
        return found

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)


def summary_faults(rows: Iterable[DataRow], sheet: Recognised) -> Iterator[Problem]:
    """Error cells and uncomputed formulas of the rows that are used as check sums."""
    for row in rows:
        if row.kind == OTHER:
            continue
        for column in sheet.columns:
            reading = row.readings.get(column.index)
            if reading and reading.code in FAULT_CODES:
                place = where(row.row, column.index)
                text = sheet.grid.text(row.row, column.index)
                yield error(reading.code, cell=place, value=text, header=column.header, metric=column.metric)


def days_of(rows: Iterable[DataRow]) -> tuple[date, date] | None:
    """First and last day that the rows' own dates speak of."""
    periods = [row.period for row in rows if row.period]
    if not periods:
        return None
    return min(period.first for period in periods), max(period.last for period in periods)
