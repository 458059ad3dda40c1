"""Figures that people give: incidents, marks, attendance, targets, waivers, adjustments."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from app.domain.accounts import normal_name
from app.domain.in_force import InForce
from app.domain.inputs import Incident, Mark, MonthInputs
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import Problem, has_errors, warning
from app.domain.source import Source
from app.importing.incidents_sheet import IncidentSheet, read_incidents
from app.importing.marks_sheet import MarkSheet, read_marks
from app.services import clock
from app.services.corrections import adjust, set_target, waive
from app.services.mark_items import mark_items
from app.services.missing_marks import MissingMark, missing_marks
from app.services.month_data import inputs_of
from app.services.who import user
from app.storage import imports, replaced_figures
from app.storage import incidents as incident_store
from app.storage import marks as mark_store
from app.storage.book import Book, Connection, refuse_sealed
from app.storage.codec import day_text, number_text
from app.storage.imports import ImportRecord

__all__ = [
    "FiguresReport",
    "MissingMark",
    "adjust",
    "import_incidents",
    "import_marks",
    "marks",
    "missing_marks",
    "set_target",
    "waive",
]

Row: TypeAlias = tuple[str, str, str, str]
Figure = TypeVar("Figure", Incident, Mark)


class FiguresReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of incidents or marks did. ``kind`` is incidents, marks or attendance.

    ``removed`` are rows of an earlier import that the new sheet replaced by others or lacks, each as
    (number, day or "", kind or item, value). ``id`` is the number of the import, None where nothing was stored anew.
    """

    file: str
    stored: bool
    kind: str
    rows: int
    removed: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    id: int | None = None


def import_incidents(
    book: Book, file: Path, month: PayMonth, *, now: Callable[[], datetime] = clock.now
) -> FiguresReport:
    """Store the incidents of a month; they replace those of the earlier import for that month.

    A sheet with an error is not stored. JixinError for a file that is no such sheet, or if the month is sealed.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    sheet = read_incidents(file, month, _people(inputs_of(book, month)))
    before = [one for one in incident_store.of_month(book.db, month) if one.source is not None]
    removed = Counter(map(_incident_row, before)) - Counter(map(_incident_row, sheet.incidents))
    good = not has_errors(sheet.problems)
    seen = _seen_before(book, sheet, "incidents", month, good=good)
    import_id: int | None = None
    if good and sorted(map(_whole_incident, before)) != sorted(map(_whole_incident, sheet.incidents)):
        with book.edit(month=month) as db:
            numbers = {one.number for one in sheet.incidents}
            import_id = _record(db, sheet, "incidents", month, len(sheet.incidents), numbers, now())
            replaced_figures.keep(db, incident_store.remove_imported(db, month), import_id)
            incident_store.add(db, month, (_with_import(one, import_id) for one in sheet.incidents))
    return FiguresReport(
        file=sheet.file,
        stored=good,
        kind="incidents",
        rows=len(sheet.incidents),
        removed=tuple(removed.elements()) if good else (),
        problems=(*sheet.problems, *seen),
        id=import_id,
    )


def import_marks(book: Book, file: Path, month: PayMonth, *, now: Callable[[], datetime] = clock.now) -> FiguresReport:
    """Store marks or attendance; the same item and agent again replaces.

    A sheet with an error is not stored. JixinError for a file that is no such sheet, or if the month is sealed.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    inputs = inputs_of(book, month)
    sheet = read_marks(file, month, _people(inputs), _items_of(inputs), inputs.own_metrics)
    pairs = {(mark.number, mark.item) for mark in sheet.marks}
    before = [mark for mark in inputs.marks if (mark.number, mark.item) in pairs]
    removed = Counter(map(_mark_row, before)) - Counter(map(_mark_row, sheet.marks))
    good = not has_errors(sheet.problems)
    kind = "attendance" if sheet.attendance else "marks"
    seen = _seen_before(book, sheet, kind, month, good=good)
    import_id: int | None = None
    if good and sorted(map(_whole_mark, before)) != sorted(map(_whole_mark, sheet.marks)):
        with book.edit(month=month) as db:
            numbers = {mark.number for mark in sheet.marks}
            import_id = _record(db, sheet, kind, month, sheet.rows, numbers, now())
            replaced = mark_store.replace(db, month, [_with_import(mark, import_id) for mark in sheet.marks])
            replaced_figures.keep(db, replaced, import_id)
    return FiguresReport(
        file=sheet.file,
        stored=good,
        kind=kind,
        rows=sheet.rows,
        removed=tuple(removed.elements()) if good else (),
        problems=(*sheet.problems, *seen),
        id=import_id,
    )


def _people(inputs: MonthInputs) -> tuple[Agent, ...]:
    """Everybody of the book, but a name that is of somebody at work in the month means only them."""
    working = [agent for agent in inputs.agents if agent.days_employed(inputs.month)]
    taken = {normal_name(agent.name) for agent in working}
    others = [agent for agent in inputs.agents if normal_name(agent.name) not in taken]
    return (*working, *others)


def _items_of(inputs: MonthInputs) -> Callable[[str], Mapping[str, str]]:
    agents = {agent.number: agent for agent in inputs.agents}
    known: dict[str, Mapping[str, str]] = {}
    in_force = InForce(inputs)

    def items_of(number: str) -> Mapping[str, str]:
        if number not in known:
            found = in_force.of(agents[number]) if number in agents else None
            known[number] = mark_items(found.scheme) if found else {}
        return known[number]

    return items_of


def _incident_row(one: Incident) -> Row:
    worth = [number_text(value) for value in (one.points, one.money) if value is not None]
    return one.number, str(one.day), one.kind, " ".join(worth)


def _whole_incident(one: Incident) -> tuple[str, ...]:
    return (*_incident_row(one), str(one.points), str(one.money), one.note)


def _mark_row(one: Mark) -> Row:
    return one.number, day_text(one.day) or "", one.item, number_text(one.value)


def _whole_mark(one: Mark) -> tuple[str, ...]:
    return (*_mark_row(one), one.note)


def _with_import(one: Figure, import_id: int) -> Figure:
    cells = one.source.cells if one.source else ()
    return msgspec.structs.replace(one, source=Source(import_id, cells))


def _record(
    db: Connection,
    sheet: IncidentSheet | MarkSheet,
    kind: str,
    month: PayMonth,
    rows: int,
    numbers: set[str],
    moment: datetime,
) -> int:
    return imports.add(
        db,
        ImportRecord(
            id=0,
            kind=kind,
            month=str(month),
            file=sheet.file,
            sheet=sheet.sheet,
            sha256=sheet.sha256,
            rows=rows,
            agents=len(numbers),
            imported_at=moment,
            who=user(),
            undoable=True,
        ),
    )


def _seen_before(
    book: Book, sheet: IncidentSheet | MarkSheet, kind: str, month: PayMonth, *, good: bool
) -> tuple[Problem, ...]:
    earlier = imports.same_file(book.db, kind, str(month), sheet.sha256) if good else None
    if earlier is None:
        return ()
    return (warning("same_file", file=sheet.file, sheet=sheet.sheet, earlier=earlier.file, month=str(month)),)


def marks(book: Book, month: PayMonth) -> tuple[Mark, ...]:
    """Every mark of the month, by number and item."""
    return mark_store.of_month(book.db, month)
