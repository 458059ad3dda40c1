"""The rows of a recognised sheet → whose row, which days, what each cell says."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import filterfalse
from typing import TypeAlias

import msgspec

from app.domain.accounts import folded, normal_name, split_account
from app.domain.problem import Problem, error, warning
from app.importing.formats import OTHER, Formats
from app.importing.grid import FAULT_CODES, Cell, cell_text, is_blank, where
from app.importing.layouts import Recognised
from app.importing.plan import FileEdits, Period
from app.importing.readers import Readers
from app.importing.values import BAD, MISSING, Reading, header_key

_NAMED_ROWS = 12
_SHOWN = 400
"""Characters of a faulty cell that are told."""
_AGAIN = "header"

Readings: TypeAlias = dict[int, list[Reading]]
"""By column of the sheet what the cells of some rows say."""


class DataRow(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One row of a person or a summary: ``row`` counts from 0, ``account`` is normalised.

    ``prefix`` is the shop before the colon or "", ``shop`` what the column of shops says, ``period`` what the date
    column says. ``cells`` are the row's, ``other`` the columns that tell two rows of an account apart.
    """

    row: int
    spelling: str
    cell: str
    cells: tuple[Cell, ...]
    other: tuple[int, ...]
    prefix: str = ""
    account: str = ""
    shop: str = ""
    period: Period | None = None
    kind: str = ""

    @property
    def whole(self) -> tuple[Cell, ...]:
        """What makes the row another one than that of the same account."""
        return _picked(self.cells, self.other)


class SheetRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of people and of summaries in the sheet's order, and what is wrong with single cells.

    ``readings`` are what the rows of people say, ``stated`` those of summaries.
    """

    people: tuple[DataRow, ...]
    readings: Readings
    summaries: tuple[DataRow, ...]
    stated: Readings
    problems: tuple[Problem, ...]
    dated: bool


def read_rows(
    sheet: Recognised, formats: Formats, readers: Readers, edits: FileEdits, known: frozenset[str]
) -> SheetRows:
    """Reads every row below the header.

    ``known`` are normalised names, which decide between two columns of accounts.
    """
    reader = _Reader(sheet, formats, readers, edits)
    summaries, people = reader.summaries(), reader.people(known)
    return SheetRows(
        people=tuple(people.values()),
        readings=reader.readings(people),
        summaries=tuple(summaries.values()),
        stated=reader.readings(summaries),
        problems=tuple(reader.problems),
        dated=any(row.period for row in people.values()),
    )


class _Reader:
    """Keeps the rows of a sheet that have something in them, read column by column, and the problems met on the way.

    ``at`` is the place of a row among them.
    """

    def __init__(self, sheet: Recognised, formats: Formats, readers: Readers, edits: FileEdits) -> None:
        self._sheet, self._grid, self._formats, self._labels = sheet, sheet.grid, formats, readers.labels
        self._periods = readers.periods(month_first=sheet.layout.month_first_dates)
        self._columns = [column for column in sheet.columns if column.metric]
        self._naming = sheet.accounts or (sheet.day or 0,)
        self._one = split_account(self._grid.sheet) if sheet.layout.sheet_is_agent else ("", "")
        serial = [column.index for column in sheet.columns if header_key(column.header) in formats.serial]
        apart = {*serial, *sheet.accounts, sheet.day, sheet.shop}
        self._other = tuple(column.index for column in sheet.columns if column.index not in apart)
        self._merged = frozenset(column.index for column in sheet.columns if column.role == "ignored")
        self._rows, firsts = self._filled(frozenset(edits.excluded_rows))
        cells = self._grid.columns(self._rows)
        self._names = [self._labels.column(self._grid.labels(column, self._rows)) for column in self._naming]
        self._kinds = self._summary_kinds([] if sheet.day is None else cells[sheet.day], firsts)
        self._said: Readings = {
            column.index: readers.figures(column.metric, minutes=column.index in sheet.minutes).column(
                cells[column.index]
            )
            for column in self._columns
        }
        self.problems: list[Problem] = []

    def _filled(self, excluded: frozenset[int]) -> tuple[list[int], list[Cell]]:
        """The rows that are neither blank nor excluded, and the first filled cell of each."""
        rows: list[int] = []
        firsts: list[Cell] = []
        for row in range(self._sheet.first, len(self._grid.rows)):
            first = next(filterfalse(is_blank, self._grid.rows[row]), None)
            if first is not None and row + 1 not in excluded:
                rows.append(row)
                firsts.append(first)
        return rows, firsts

    def _summary_kinds(self, days: Sequence[Cell], firsts: Sequence[Cell]) -> dict[int, str]:
        """ "sum", "part" or "other" for rows whose account, date or first filled cell is a summary's label, the better
        last; and which rows are the header again."""
        title = header_key(self._sheet.columns[self._naming[0]].header)
        kinds: dict[int, str] = {}
        for labels in (self._labels.column(firsts), self._labels.column(days), *reversed(self._names)):
            kinds |= {at: label.summary for at, label in enumerate(labels) if label.summary}
        return kinds | {at: _AGAIN for at, label in enumerate(self._names[0]) if label.key == title and label.text}

    def readings(self, places: Collection[int]) -> Readings:
        """What these rows say in each column of a metric."""
        if len(places) == len(self._rows):
            return self._said
        return {column: [readings[at] for at in places] for column, readings in self._said.items()}

    def summaries(self) -> dict[int, DataRow]:
        """The rows of summaries by their place."""
        return {at: self._summary(at) for at in sorted(self._kinds) if self._kinds[at] != _AGAIN}

    def people(self, known: frozenset[str]) -> dict[int, DataRow]:
        """The rows of people by their place, with account, shop prefix and period; those of a whole shop have no
        account."""
        rows = [at for at in range(len(self._rows)) if at not in self._kinds]
        self._check_headers()
        empty, told = self._without_figure(rows), self._with_code()
        is_wanted = self._is_somebodys if self._sheet.accounts else self._is_a_day
        found: dict[int, DataRow] = {}
        for at, naming in zip(rows, self._naming_columns(rows, known), strict=True):
            if is_wanted(at, naming, filled=at not in empty):
                if at in told:
                    self._tell(at)
                found[at] = self._person(at, naming)
        self.problems += rows_hidden((row.row for row in found.values()), self._grid.hidden, self._naming[0])
        return found

    def _check_headers(self) -> None:
        """An error where a header that stands again is another one: what is below it would be read wrongly.

        A blank cell of it says nothing.
        """
        heads = [self._keys(row) for row in range(self._sheet.top, self._sheet.first)]
        for at in (at for at, kind in self._kinds.items() if kind == _AGAIN):
            row = self._rows[at]
            again = {column: key for column, key in self._keys(row).items() if key}
            if not any(again.items() <= head.items() for head in heads):
                column = self._naming[0]
                self._add(error("header_changes", cell=where(row, column), row=str(row + 1)))

    def _keys(self, row: int) -> dict[int, str]:
        return {column: header_key(self._grid.text(row, column)) for column in range(len(self._grid.rows[row]))}

    def _without_figure(self, rows: list[int]) -> frozenset[int]:
        """Which of the rows have no figure at all."""
        for readings in self._said.values():
            rows = [at for at in rows if readings[at].state == MISSING]
        return frozenset(rows)

    def _with_code(self) -> frozenset[int]:
        """Which rows have a cell of which something is to be told."""
        return frozenset(at for readings in self._said.values() for at, reading in enumerate(readings) if reading.code)

    def _naming_columns(self, rows: list[int], known: frozenset[str]) -> list[int]:
        """Of the columns that name the account (id and nickname), row by row the one the book knows; of several known
        the one whose name fewer rows share, since two may have one nickname; else the file's best, or another where
        that is blank."""
        if len(self._naming) == 1:
            return [0] * len(rows)
        columns = range(len(self._naming))
        names = [[labels[at].account for at in rows] for labels in self._names]
        best = max(columns, key=lambda column: sum(name in known for name in names[column]))
        order = sorted(columns, key=lambda column: column != best)
        often = [Counter(column) for column in names]
        return [_naming_column(mine, order, often, known) for mine in zip(*names, strict=True)]

    def _is_somebodys(self, at: int, naming: int, *, filled: bool) -> bool:
        """Whether the row has an account; what is wrong with one that should have is told."""
        label = self._names[naming][at]
        if filled and not label.is_odd:
            return True
        row, column = self._rows[at], self._naming[naming]
        if label.fault:
            header = self._sheet.columns[column].header
            self._add(error(label.fault, cell=where(row, column), header=header, value=label.text))
        elif label.is_blank:
            if filled:
                day = self._sheet.day
                dated = day is not None and not is_blank(self._grid.label(row, day))
                says = error("agent_missing", cell=where(row, column), row=str(row + 1)) if dated else None
                self._add(says or warning("row_without_agent", cell=where(row, column), row=str(row + 1)))
        elif filled or not all(map(is_blank, _picked(self._cells(row), self._other))):
            if not label.is_damaged:
                return True
            self._add(error("id_damaged", cell=where(row, column), value=label.text))
        return False

    def _is_a_day(self, at: int, naming: int, *, filled: bool) -> bool:
        """Whether the row of a sheet that is all of one has a figure, and a date if others have."""
        text = folded(self._names[naming][at].text).casefold()
        if self._sheet.day is None or not filled:
            return filled
        if not text:
            row = self._rows[at]
            self._add(error("day_missing", cell=where(row, self._naming[naming]), row=str(row + 1)))
        return bool(text) and text not in self._formats.blanks.missing

    def _tell(self, at: int) -> None:
        """Says what is wrong with cells of the row."""
        for column in self._columns:
            reading = self._said[column.index][at]
            place = where(self._rows[at], column.index)
            text = " ".join(self._grid.text(self._rows[at], column.index)[:_SHOWN].split())
            if reading.state == BAD:
                self._add(error(reading.code, cell=place, value=text, header=column.header, metric=column.metric))
            elif reading.code:
                self._add(warning(reading.code, cell=place, value=text, header=column.header))

    def _person(self, at: int, naming: int) -> DataRow:
        """The row of an account; of whom the sheet is (nobody for a whole shop) where no column names one."""
        row = self._rows[at]
        if self._sheet.accounts:
            label, cell = self._names[naming][at], where(row, self._naming[naming])
            prefix, name, account = label.prefix, label.name, label.account
        else:
            prefix, name = self._one
            account, cell = normal_name(name), self._first_name(at)
        return DataRow(
            row=row,
            spelling=name,
            cell=cell,
            cells=self._cells(row),
            other=self._other,
            prefix=prefix,
            account=account,
            shop=self._shop(row),
            period=self._period(row),
        )

    def _summary(self, at: int) -> DataRow:
        row, kind = self._rows[at], self._kinds[at]
        cells, shop = self._cells(row), self._shop(row)
        name, cell = self._names[0][at].text, self._first_name(at)
        return DataRow(row=row, spelling=name, cell=cell, cells=cells, other=self._other, shop=shop, kind=kind)

    def _cells(self, row: int) -> tuple[Cell, ...]:
        """The row's cells, with what is merged over them in columns without figures: alike rows stay so."""
        grid = self._grid
        cells = grid.rows[row]
        if not grid.spans:
            return cells
        return tuple([grid.label(row, at) if at in self._merged else cell for at, cell in enumerate(cells)])

    def _first_name(self, at: int) -> str:
        """Address of the first filled cell that names the row."""
        filled = (column for column, labels in zip(self._naming, self._names, strict=True) if labels[at].text)
        return where(self._rows[at], next(filled, self._naming[0]))

    def _shop(self, row: int) -> str:
        return "" if self._sheet.shop is None else self._labels.of(self._grid.label(row, self._sheet.shop)).text

    def _period(self, row: int) -> Period | None:
        if self._sheet.day is None:
            return None
        cell = self._grid.label(row, self._sheet.day)
        found = self._periods.of(cell)
        if found is None and (text := folded(cell_text(cell)[:_SHOWN])).casefold() not in self._formats.blanks.missing:
            self._add(error("bad_date", cell=where(row, self._sheet.day), value=text))
        return found

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)


def _picked(cells: tuple[Cell, ...], columns: Iterable[int]) -> tuple[Cell, ...]:
    return tuple([cells[column] for column in columns if column < len(cells)])


def _naming_column(names: Sequence[str], order: list[int], often: list[Counter[str]], known: frozenset[str]) -> int:
    seen = [column for column in order if names[column] in known]
    if seen:
        return min(seen, key=lambda column: often[column][names[column]])
    return next((column for column in order if names[column]), order[0])


def rows_hidden(rows: Iterable[int], hidden: Iterable[int], column: int) -> Iterator[Problem]:
    """A warning that names those of the rows that are hidden in the sheet; they are read like all others."""
    unseen = frozenset(hidden)
    found = [row for row in rows if row in unseen] if unseen else []
    if found:
        numbers = "、".join(str(row + 1) for row in found[:_NAMED_ROWS]) + ("…" if len(found) > _NAMED_ROWS else "")
        yield warning("rows_hidden", cell=where(found[0], column), rows=numbers, count=str(len(found)))


def summary_faults(rows: SheetRows, sheet: Recognised) -> Iterator[Problem]:
    """Error cells and uncomputed formulas of the rows that are used as check sums."""
    for at, row in enumerate(rows.summaries):
        for column in sheet.columns if row.kind != OTHER else ():
            code = rows.stated[column.index][at].code if column.metric else ""
            if code in FAULT_CODES:
                place, text = where(row.row, column.index), sheet.grid.text(row.row, column.index)
                yield error(code, cell=place, value=text, header=column.header, metric=column.metric)


def days_of(rows: Iterable[DataRow]) -> tuple[date, date] | None:
    """First and last day that the rows' own dates speak of."""
    periods = [row.period for row in rows if row.period]
    if not periods:
        return None
    return min(period.first for period in periods), max(period.last for period in periods)
