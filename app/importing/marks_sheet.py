"""人工评分 and 考勤 → marks: long (项目, 数值) or wide (a column for each item), told apart by their headers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import msgspec

from app.domain.inputs import Mark
from app.domain.metrics import ATTENDANCE, reported, unit_of
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import Problem, error, warning
from app.domain.source import cell_place
from app.importing.formats import Formats, load_formats, people_columns, with_own
from app.importing.grid import where
from app.importing.people_sheet import FieldReader, OpenSheet, People, open_sheet
from app.importing.percents import FRACTION, UNCLEAR, decide, scaled
from app.importing.values import Reading, header_key, read_amount, read_duration, read_number

ItemsOf = Callable[[str], Mapping[str, str]]
"""Number of an agent → names and ids of the hand-marked items and criteria of their scheme → keys.

A key is ``item:ID`` or ``item:ID/CRITERION``.
"""

_NEVER_ITEMS = frozenset(
    {"岗位", "等级", "小组", "班次", "店铺", "备注", "说明", "序号", "部门", "职位", "日期", "合计", "总分"}
)


class MarkSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Marks as read; ``attendance`` says whether every item is of the attendance sheet.

    With an error among ``problems`` they must not be stored.
    """

    file: str
    sheet: str
    sha256: str
    marks: tuple[Mark, ...]
    attendance: bool
    ignored_columns: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        """How many rows of the sheet have a mark: a row of the attendance sheet has up to ten."""
        cells = [cell for mark in self.marks if mark.source for cell in mark.source.cells]
        return len({cell_place(cell)[0] for cell in cells})


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One filled cell: whose, which item as the sheet calls it, and where."""

    number: str
    name: str
    row: int
    column: int
    name_cell: str


def read_marks(
    path: Path, month: PayMonth, agents: Iterable[Agent], items_of: ItemsOf, own: Iterable[str] = ()
) -> MarkSheet:
    """Reads a sheet of marks or attendance; an empty cell is no mark. ``own`` are the owner's metrics that have names.

    Raises JixinError for a file that is neither.
    """
    formats = with_own(load_formats(), own, {})
    sheet = open_sheet(path, people_columns("marks"), [("number", "name")])
    reader = FieldReader(sheet, formats)
    task = _Task(sheet, reader, formats, items_of, month)
    marks = task.marks(People(agents))
    return MarkSheet(
        file=sheet.file,
        sheet=sheet.grid.sheet,
        sha256=sheet.sha256,
        marks=marks,
        attendance=bool(marks) and all(mark.item.startswith(ATTENDANCE) for mark in marks),
        ignored_columns=task.ignored,
        problems=reader.problems,
    )


class _Task:
    """One sheet on its way to marks."""

    def __init__(
        self, sheet: OpenSheet, reader: FieldReader, formats: Formats, items_of: ItemsOf, month: PayMonth
    ) -> None:
        self._sheet, self._reader, self._formats, self._month = sheet, reader, formats, month
        self._names = _metric_names(formats)
        self._items_of = items_of
        self._items: dict[str, dict[str, str]] = {}
        self._long = {"item", "value"} <= set(sheet.columns)
        self.ignored: tuple[str, ...] = ()

    def marks(self, people: People) -> tuple[Mark, ...]:
        """Every mark of the sheet, problems noted with the reader."""
        rows = [(row, people.whose(self._reader, row)) for row in self._reader.rows()]
        if not rows:
            self._reader.add(error("no_rows"))
            return ()
        entries = list(self._long_entries(rows) if self._long else self._wide_entries(rows))
        keyed = [(entry, item) for entry in entries if (item := self._item(entry))]
        self._check_twice(keyed)
        return tuple(mark for group in _by_item(keyed).values() for mark in self._group(group))

    def _long_entries(self, rows: list[tuple[int, str]]) -> Iterator[_Entry]:
        self.ignored = tuple(self._sheet.extra.values())
        column = self._sheet.columns["value"]
        for row, number in rows:
            name, place = self._reader.text(row, "item"), self._reader.cell(row, "item")
            if not name:
                self._reader.add(error("item_missing", cell=place, row=str(row + 1)))
            elif number:
                yield _Entry(number=number, name=name, row=row, column=column, name_cell=place)

    def _wide_entries(self, rows: list[tuple[int, str]]) -> Iterator[_Entry]:
        odd = {
            column: self._header(column) for field in ("item", "value") if (column := self._sheet.columns.get(field))
        }
        headers = {**self._sheet.extra, **odd}
        wanted = {
            column: header
            for column, header in headers.items()
            if header_key(header) not in _NEVER_ITEMS and self._meant(header, [number for _, number in rows])
        }
        self.ignored = tuple(header for column, header in headers.items() if column not in wanted)
        if not wanted:
            found = "、".join(headers.values()) or "-"
            self._reader.add(error("no_items", found=found))
        for header in self.ignored:
            if header_key(header) not in _NEVER_ITEMS and wanted:
                self._reader.add(warning("column_unknown", header=header))
        for row, number in rows:
            for column, header in wanted.items():
                if number and self._reader.at(row, column) not in (None, ""):
                    place = where(row, column)
                    yield _Entry(number=number, name=header, row=row, column=column, name_cell=place)

    def _header(self, column: int) -> str:
        return self._sheet.grid.text(self._sheet.first - 1, column)

    def _meant(self, header: str, numbers: list[str]) -> bool:
        return any(self._key(number, header) for number in numbers if number)

    def _item(self, entry: _Entry) -> str:
        key = self._key(entry.number, entry.name)
        if not key:
            self._reader.add(error("unknown_item", cell=entry.name_cell, item=entry.name, number=entry.number))
        return key

    def _key(self, number: str, name: str) -> str:
        """A metric's id, a hand-marked item of the agent's scheme, a metric or an attendance column by its name."""
        if reported(name):
            return name
        if number not in self._items:
            own = self._items_of(number)
            self._items[number] = {header_key(text): key for text, key in own.items()}
        wanted = header_key(name)
        return self._items[number].get(wanted) or self._names.get(wanted, "")

    def _check_twice(self, keyed: list[tuple[_Entry, str]]) -> None:
        """Attendance and points are given once for an agent; metrics may stand in several rows."""
        seen: dict[tuple[str, str], _Entry] = {}
        for entry, item in keyed:
            first = seen.setdefault((entry.number, item), entry)
            if first is not entry and not reported(item):
                self._reader.add(
                    error(
                        "mark_twice",
                        cell=where(entry.row, entry.column),
                        item=entry.name,
                        number=entry.number,
                        first=where(first.row, first.column),
                    )
                )

    def _group(self, group: list[tuple[_Entry, str]]) -> Iterator[Mark]:
        """The marks of one item; whether bare ratios are percent is decided for all of them together."""
        item = group[0][1]
        readings = [self._read(entry, item) for entry, _ in group]
        decision = FRACTION
        if unit_of(item) == "ratio":
            decision = decide(readings, ())
            if decision == UNCLEAR:
                place = where(group[0][0].row, group[0][0].column)
                self._reader.add(error("percent_unclear", cell=place, header=group[0][0].name, value="", metric=item))
        for (entry, _), reading in zip(group, scaled(readings, decision), strict=True):
            self._reader.checked(reading, entry.row, entry.column)
            mark = None if reading.value is None else self._mark(entry, item, reading.value)
            if mark is not None:
                yield mark

    def _mark(self, entry: _Entry, item: str, value: Fraction) -> Mark | None:
        """The mark; None for one that is dated in another month."""
        day = self._reader.day(entry.row, "day")
        if day and not self._month.contains(day):
            place = self._reader.cell(entry.row, "day")
            self._reader.add(warning("day_outside", cell=place, day=str(day), month=str(self._month)))
            return None
        return Mark(
            number=entry.number,
            item=item,
            value=value,
            day=day,
            note=self._reader.text(entry.row, "note"),
            source=self._reader.source(entry.row, entry.column),
        )

    def _read(self, entry: _Entry, item: str) -> Reading:
        cell, unit = self._reader.at(entry.row, entry.column), unit_of(item)
        if unit == "s":
            return read_duration(cell, self._formats.blanks)
        if unit == "ratio":
            return read_number(cell, self._formats.blanks)
        return read_amount(cell, self._formats.blanks, negative=item in ("net_sales_amount", "kpi_points"))


def _by_item(keyed: list[tuple[_Entry, str]]) -> dict[str, list[tuple[_Entry, str]]]:
    groups: dict[str, list[tuple[_Entry, str]]] = {}
    for pair in keyed:
        groups.setdefault(pair[1], []).append(pair)
    return groups


def _metric_names(formats: Formats) -> dict[str, str]:
    """Names of metrics and of attendance columns → what marks call them."""
    names: dict[str, str] = {}
    for metric, headers in formats.columns.items():
        for header in headers:
            names.setdefault(header, metric)
    for column, spellings in people_columns("attendance").items():
        if column not in ("number", "name"):
            names.update({header_key(spelling): f"{ATTENDANCE}{column}" for spelling in spellings})
    return names
