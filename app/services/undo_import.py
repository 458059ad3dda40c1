"""撤销导入: an import is taken out of the book again, and what it took the place of counts as before.

A performance sheet can be undone at any time, also after later ones: the newest of the others counts again. Orders,
incidents, marks and attendance are undone the newest first. A roster cannot be undone: its people are changed singly.
"""

from collections.abc import Callable
from datetime import datetime

from app.domain.inputs import Incident, Mark
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error
from app.services import clock, import_orders
from app.storage import corrections, imports, incidents, marks, replaced, replaced_figures, replaced_orders
from app.storage.book import Book, Connection, sealed_months
from app.storage.imports import ImportRecord

_ALIKE = {
    "incidents": ("incidents",),
    "marks": ("marks", "attendance"),
    "attendance": ("marks", "attendance"),
}
"""Kinds that lie upon each other: the newest of them is undone first."""


def undo_import(book: Book, import_id: int, *, now: Callable[[], datetime] = clock.now) -> ImportRecord:
    """Take an import out again; the record as it was. One transaction.

    JixinError if there is no such import, it is undone already, cannot be undone, or its month is sealed.
    """
    record = imports.load(book.db, import_id)
    if record is None:
        raise JixinError(error("import_unknown", number=str(import_id)))
    refused = why_not(book, record)
    if refused is not None:
        raise JixinError(refused)
    month = PayMonth.parse(record.month)
    with book.edit(month=month) as db:
        _take_out(db, month, record)
        imports.mark_undone(db, record.id, now())
        if replaced_orders.is_of_orders(db, record.id):
            import_orders.recount(db, record.shop, month)
    return record


def why_not(book: Book, record: ImportRecord) -> Problem | None:
    """Why an import cannot be undone; None where it can."""
    db = book.db
    if record.undone_at is not None:
        return error("import_undone_already", name=record.file)
    if record.kind == "roster":
        return error("import_of_people", name=record.file)
    if not record.undoable:
        return error("import_before_undo", name=record.file)
    sealed = tuple(map(str, sealed_months(db)))
    if record.month in sealed:
        return error("month_sealed", month=record.month)
    if replaced_orders.is_of_orders(db, record.id):
        return _why_not_orders(db, record, sealed)
    later = _later_alike(db, record)
    return None if later is None else error("import_has_later", name=record.file, later=later.file)


def _why_not_orders(db: Connection, record: ImportRecord, sealed: tuple[str, ...]) -> Problem | None:
    later = replaced_orders.later_of(db, record.shop, record.id)
    if later is not None:
        found = imports.load(db, later)
        return error("import_has_later", name=record.file, later=found.file if found else str(later))
    if replaced_orders.counts_in(db, record.id, sealed):
        return error("import_in_sealed", name=record.file)
    return None


def _later_alike(db: Connection, record: ImportRecord) -> ImportRecord | None:
    alike = _ALIKE.get(record.kind, ())
    records = reversed(imports.of_month(db, PayMonth.parse(record.month)))
    return next((one for one in records if one.kind in alike and one.id > record.id and one.undone_at is None), None)


def _take_out(db: Connection, month: PayMonth, record: ImportRecord) -> None:
    match record.kind:
        case "sheet" if replaced_orders.is_of_orders(db, record.id):
            replaced_orders.take_out(db, record.id)
        case "sheet":
            replaced.take_out(db, record.id)
            corrections.take_out(db, record.id)
        case "incidents":
            incidents.remove_imported(db, month)
            incidents.add(db, month, replaced_figures.take(db, record.id, Incident))
        case _:
            marks.remove_of(db, record.id)
            since = {(mark.number, mark.item) for mark in marks.of_month(db, month)}  # given by hand: they stay
            before = replaced_figures.take(db, record.id, Mark)
            marks.add(db, month, [mark for mark in before if (mark.number, mark.item) not in since])
