"""The rows of a recognised sheet → whose row, which days, what each cell says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress

import msgspec

from app.domain.accounts import folded, normal_name, split_account
from app.domain.metrics import unit_of
from app.domain.problem import Problem, error, warning
from app.importing.formats import OTHER, Formats
from app.importing.grid import FAULT_CODES, Cell, Fault, cell_text, is_blank, where
from app.importing.layouts import Recognised
from app.importing.periods import period_in_cell
from app.importing.plan import Column, FileEdits, Period
from app.importing.readers import Readers
from app.importing.values import BAD, MISSING, Reading, header_key, read_id

_NAMED_ROWS = 12
_IN_BRACKETS = re.compile(r"(?<=.)\([^()]*\)$")


class DataRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One row of a person or a summary: ``row`` counts from 0, ``readings`` are by column, ``account`` is normalised.

    ``prefix`` is the shop before the colon or "", ``shop`` what the column of shops says, ``period`` what the date
    column says. ``cells`` are the row's, ``other`` the columns that tell two rows of an account apart.
    """

    row: int
    spelling: str
    prefix: str
    cell: str
    readings: dict[int, Reading]
    cells: tuple[Cell, ...]
    other: tuple[int, ...]
    account: str = ""
    shop: str = ""
    period: Period | None = None
    kind: str = ""

    @property
    def whole(self) -> tuple[Cell, ...]:
        """What makes the row another one than that of the same account."""
        return tuple([self.cells[column] for column in self.other if column < len(self.cells)])


class SheetRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of people and of summaries in the sheet's order, and what is wrong with single cells."""

    people: tuple[DataRow, ...]
    summaries: tuple[DataRow, ...]
    problems: tuple[Problem, ...]
    dated: bool


def read_rows(
    sheet: Recognised, formats: Formats, readers: Readers, edits: FileEdits, known: frozenset[str]
) -> SheetRows:
    """Reads every row below the header.

    ``known`` are normalised names, which decide between two columns of accounts.
    """
    reader = _Reader(sheet, formats, readers, edits)
    rows = [row for index in range(sheet.first, len(sheet.grid.rows)) if (row := reader.row(index))]
    summaries = tuple(row for row in rows if row.kind)
    people = reader.people([row for row in rows if not row.kind], known)
    dated = any(row.period for row in people)
    reader.note_hidden(people)
    return SheetRows(people=people, summaries=summaries, problems=tuple(reader.problems), dated=dated)


class _Reader:
    """Keeps the sheet, the declarations and the problems met while rows are read."""

    def __init__(self, sheet: Recognised, formats: Formats, readers: Readers, edits: FileEdits) -> None:
        self._sheet, self._formats = sheet, formats
        self._excluded = frozenset(edits.excluded_rows)
        self._columns = [
            (column, readers.reader(column.metric, minutes=column.index in sheet.minutes), _counts_people(column))
            for column in sheet.columns
            if column.metric
        ]
        self._naming = sheet.accounts or (sheet.day or 0,)
        self._title = header_key(sheet.columns[self._naming[0]].header)
        serial = [column.index for column in sheet.columns if header_key(column.header) in formats.serial]
        apart = {*serial, *sheet.accounts, sheet.day, sheet.shop}
        self._other = tuple(column.index for column in sheet.columns if column.index not in apart)
        self._labels = frozenset(column.index for column in sheet.columns if column.role == "ignored")
        self._kinds: dict[str, str] = {}
        self.problems: list[Problem] = []

    def row(self, index: int) -> DataRow | None:
        """The row, or None for one that is blank, excluded, or the header again."""
        grid = self._sheet.grid
        cells = grid.rows[index]
        if index + 1 in self._excluded or all(map(is_blank, cells)):
            return None
        names = [cell_text(grid.label(index, column)) for column in self._naming]
        if names[0] and header_key(names[0]) == self._title:
            return None
        width = len(cells)
        return DataRow(
            row=index,
            spelling=names[0],
            prefix="",
            cell=where(index, next(compress(self._naming, names), self._naming[0])),
            shop=cell_text(grid.label(index, self._sheet.shop)) if self._sheet.shop is not None else "",
            readings={
                column.index: reader.reading(cells[column.index] if column.index < width else None)
                for column, reader, _ in self._columns
            },
            kind=self._summary_kind(index, names),
            cells=self._with_labels(index) if grid.spans else cells,
            other=self._other,
        )

    def _with_labels(self, index: int) -> tuple[Cell, ...]:
        """The row's cells, with what is merged over it in columns without figures: equal rows stay equal."""
        grid = self._sheet.grid
        cells = grid.rows[index]
        return tuple(grid.label(index, at) if at in self._labels else cell for at, cell in enumerate(cells))

    def _summary_kind(self, index: int, names: list[str]) -> str:
        """ "sum", "part" or "other" if the account, the date or the first filled cell is a summary's label."""
        grid, day = self._sheet.grid, self._sheet.day
        first = next((cell for cell in grid.rows[index] if not is_blank(cell)), None)
        texts = (*names, grid.text(index, day) if day is not None else "", first if isinstance(first, str) else "")
        return next((kind for text in texts if (kind := self._kind_of(text))), "")

    def _kind_of(self, text: str) -> str:
        """Which summary the text names, "" for none; of a shop's too."""
        if text not in self._kinds:
            labels = [_label(part) for part in (text, split_account(text)[1])]
            self._kinds[text] = next((kind for label in labels if (kind := self._formats.summaries.get(label))), "")
        return self._kinds[text]

    def people(self, rows: list[DataRow], known: frozenset[str]) -> tuple[DataRow, ...]:
        """The rows of people with account, shop prefix and period; those of a whole shop have no account."""
        if not self._sheet.accounts:
            whose = split_account(self._sheet.grid.sheet) if self._sheet.layout.sheet_is_agent else ("", "")
            return tuple(done for row in rows if (done := self._row_of(*whose, row)))
        names = {column: [self._name(row, column) for row in rows] for column in self._sheet.accounts}
        best = max(names, key=lambda column: sum(name in known for name in names[column]))
        order = (best, *(column for column in names if column != best))
        often = {column: Counter(names[column]) for column in order}
        return tuple(done for row in rows if (done := self._person(row, self._named(row, order, often, known))))

    def _named(
        self, row: DataRow, order: tuple[int, ...], often: dict[int, Counter[str]], known: frozenset[str]
    ) -> int:
        """Of the columns that name the account (id and nickname) the one the book knows; of several known the one whose
        name fewer rows share, since two may have one nickname; else the file's best, or another where that is blank."""
        if len(order) == 1:
            return order[0]
        names = {column: self._name(row, column) for column in order}
        seen = [column for column in order if names[column] in known]
        if seen:
            return min(seen, key=lambda column: often[column][names[column]])
        return next((column for column in order if names[column]), order[0])

    def _name(self, row: DataRow, column: int) -> str:
        return normal_name(split_account(cell_text(self._sheet.grid.label(row.row, column)))[1])

    def _person(self, row: DataRow, column: int) -> DataRow | None:
        grid = self._sheet.grid
        cell = grid.label(row.row, column)
        filled = any(reading.state != MISSING for reading in row.readings.values())
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
            row,
            spelling=name,
            prefix=prefix,
            account=normal_name(name),
            cell=where(row.row, column),
            period=self._period(row),
        )

    def _row_of(self, prefix: str, name: str, row: DataRow) -> DataRow | None:
        """A row of a sheet that is all of one ("": the shop); None for one without a figure, or that says so."""
        filled = any(reading.state != MISSING for reading in row.readings.values())
        text = "" if self._sheet.day is None else folded(row.spelling).casefold()
        if not filled or (text and text in self._formats.blanks.missing):
            return None
        if self._sheet.day is not None and not text:
            self._add(error("day_missing", cell=row.cell, row=str(row.row + 1)))
            return None
        self._check_readings(row)
        return msgspec.structs.replace(
            row, spelling=name, prefix=prefix, account=normal_name(name), period=self._period(row)
        )

    def note_hidden(self, people: Iterable[DataRow]) -> None:
        """Names the rows of people that nobody sees who opens the sheet; they are read like all others."""
        named = rows_hidden((row.row for row in people), self._sheet.grid.hidden, self._naming[0])
        self.problems.extend(named)

    def _check_readings(self, row: DataRow) -> None:
        for column, _, people in self._columns:
            reading = row.readings[column.index]
            if reading.state == BAD:
                place, text = self._shown(row.row, column.index)
                self._add(error(reading.code, cell=place, value=text, header=column.header, metric=column.metric))
            elif people and reading.places and reading.value and reading.value.denominator != 1:
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


def rows_hidden(rows: Iterable[int], hidden: Iterable[int], column: int) -> Iterator[Problem]:
    """A warning that names those of the rows that are hidden in the sheet; they are read like all others."""
    unseen = frozenset(hidden)
    found = [row for row in rows if row in unseen] if unseen else []
    if found:
        numbers = "、".join(str(row + 1) for row in found[:_NAMED_ROWS]) + ("…" if len(found) > _NAMED_ROWS else "")
        yield warning("rows_hidden", cell=where(found[0], column), rows=numbers, count=str(len(found)))


def _label(text: str) -> str:
    """The text as summary labels are compared: ``合计（3人）：`` → ``合计``."""
    return _IN_BRACKETS.sub("", folded(text).rstrip(":")).casefold()


def _counts_people(column: Column) -> bool:
    return unit_of(column.metric) == "people"


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
