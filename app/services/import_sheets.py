"""Import performance sheets and exports of single orders: plan, look at it, store it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.problem import Problem, warning
from app.importing import importer
from app.importing.formats import load_formats
from app.importing.importer import Made
from app.importing.order_formats import load_order_formats
from app.importing.plan import AccountRow, FileEdits, FilePlan, ImportPlan, Known
from app.importing.plan import Column as HeadColumn
from app.services import clock, collector, import_orders, kept_corrections, remarks
from app.services.import_overlap import Overlap, leftovers, overlap, values_coming, without_standing
from app.services.import_questions import settled_by_book
from app.services.own_metrics import own_metrics
from app.services.undo_import import undo_import, why_not
from app.services.who import user
from app.storage import corrections, observations, people, recognition, replaced, shops
from app.storage import imports as import_store
from app.storage.book import Book, Connection, refuse_sealed
from app.storage.codec import to_json
from app.storage.imports import ImportRecord
from app.storage.observations import Places

__all__ = [
    "AccountRow",
    "FileEdits",
    "FilePlan",
    "FileReport",
    "HeadColumn",
    "ImportPlan",
    "ImportRecord",
    "ImportReport",
    "Made",
    "Overlap",
    "every_import",
    "imports",
    "layout_names",
    "overlaps",
    "plan_import",
    "plan_report",
    "read_sheets",
    "store_import",
    "undo_import",
    "undo_refusal",
]


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file. ``period`` is ``2026-10`` or ``2026-10-01..2026-10-15``.

    ``agents`` counts the accounts in it; ``id`` is the number of the import, None where nothing was stored anew.
    """

    file: str
    stored: bool
    layout: str
    period: str
    rows: int
    agents: int
    problems: tuple[Problem, ...] = ()
    id: int | None = None


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files of one call; ``stored``: all of them. ``unmatched`` are accounts that wait."""

    stored: bool
    files: tuple[FileReport, ...]
    unmatched: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_import(
    book: Book,
    files: Sequence[Path],
    month: PayMonth,
    *,
    shop: str = "",
    edits: Mapping[Path, FileEdits] | None = None,
    progress: Callable[[int, int], None] | None = None,
    made: Made | None = None,
) -> ImportPlan:
    """Recognise, map, match and check files; nothing is stored. ``edits`` are the owner's decisions by file.

    A file without any takes over what the owner put right in an earlier file with the same fault. JixinError if the
    month is sealed; a file's own faults are problems of its plan. ``made`` keeps the plans for another call right after
    this one, which then reads only what is decided otherwise.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    with collector.paused():
        return _planned(book, files, month, shop, dict(edits or {}), progress, {} if made is None else made)


def _planned(
    book: Book,
    files: Sequence[Path],
    month: PayMonth,
    shop: str,
    decided: dict[Path, FileEdits],
    progress: Callable[[int, int], None] | None,
    made: Made,
) -> ImportPlan:
    known = _known(book, month)
    plan = importer.plan(files, month, known, shop=shop, progress=progress, edits=decided, made=made)
    fresh = [file for file in plan.files if file.path not in decided]
    kept = {file.path: found for file in fresh if (found := kept_corrections.with_kept(book.db, file))}
    if kept:
        decided |= kept
        plan = importer.plan(files, month, known, shop=shop, progress=progress, edits=decided, made=made)
    coming = values_coming(plan)
    files_still = (settled_by_book(book, month, file) for file in plan.files)
    checked = tuple(_against_book(book, plan, file, kept.get(file.path), coming) for file in files_still)
    return msgspec.structs.replace(plan, files=checked)


def read_sheets(
    book: Book,
    files: Sequence[Path],
    inputs: MonthInputs,
    *,
    shop: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> ImportPlan:
    """The plan of files that are only read, of a sealed month too: whose rows they are is as its inputs say."""
    known = msgspec.structs.replace(_known(book, inputs.month), agents=inputs.agents, imported=frozenset())
    return importer.plan(files, inputs.month, known, shop=shop, progress=progress)


def _known(book: Book, month: PayMonth) -> Known:
    agents = people.load(book.db, str(month))
    return Known(
        shops=shops.load(book.db, str(month)),
        agents=agents,
        imported=frozenset(
            record.sha256
            for record in import_store.of_month(book.db, month)
            if record.kind == "sheet" and record.undone_at is None
        ),
        ignored=frozenset(f"{shop}:{account}" for shop, account in recognition.ignored(book.db)),
        remembered=recognition.headers(book.db),
        own=own_metrics(book, month),
        conventions=remarks.conventions(book.db, agents),
    )


def _against_book(book: Book, plan: ImportPlan, file: FilePlan, kept: FileEdits | None, coming: Places) -> FilePlan:
    """The plan of a file with what the book says to it: put right or stored before, values that only it has."""
    corrected = kept_corrections.problems_of(book.db, file, kept)
    if not file.storable:
        return msgspec.structs.replace(file, problems=(*file.problems, *corrected))
    problems = [*file.problems, *corrected, *import_orders.against_book(book.db, plan.month, file, plan.storable)]
    earlier = import_store.same_file(book.db, "sheet", str(plan.month), file.sha256)
    if earlier is not None:
        problems.append(warning("same_file", file=file.file, earlier=earlier.file, month=str(plan.month)))
    problems += [
        warning(
            "only_in_earlier_import",
            file=file.file,
            sheet=file.sheet,
            account=f"{left.shop}:{left.account}",
            earlier=left.file,
            values=str(left.values),
            metrics=", ".join(left.metrics),
        )
        for left in leftovers(book.db, file, coming)
    ]
    return msgspec.structs.replace(file, problems=tuple(problems))


def overlaps(book: Book, plan: ImportPlan) -> dict[Path, Overlap]:
    """What of each sheet is in the book already, by file; files without any are not there."""
    found = {file.path: overlap(book.db, file) for file in plan.storable}
    return {path: one for path, one in found.items() if one is not None}


def plan_report(plan: ImportPlan) -> ImportReport:
    """What storing the plan would do, in the words of a report; nothing is stored."""
    return _report(plan, frozenset(), {})


def store_import(
    book: Book,
    plan: ImportPlan,
    *,
    remove_leftovers: bool = False,
    now: Callable[[], datetime] = clock.now,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Store the files of the plan that have no error, in one transaction: all there or, on a fault, none.

    ``remove_leftovers`` takes away what only earlier imports gave instead of keeping it. ``progress(rows done, all
    rows)`` may raise to cancel; then nothing was stored. JixinError if the month is sealed or the book cannot be
    written.
    """
    fresh = [file for file in plan.storable if not _is_stored(book, file)]
    coming = values_coming(plan)
    spare = {file.path: leftovers(book.db, file, coming) for file in fresh} if remove_leftovers else {}
    ids: dict[Path, int] = {}
    if fresh:
        done, rows = 0, sum(file.rows for file in fresh)
        with book.edit(month=plan.month) as db:
            for file in without_standing(db, fresh):
                if progress:
                    progress(done, rows)
                ids[file.path] = _store(db, plan.month, file, now(), _onward(progress, done, rows))
                replaced.remove(db, spare.get(file.path, ()), ids[file.path])
                done += file.rows
            for shop in dict.fromkeys(file.shop for file in fresh if file.single):
                import_orders.recount(db, shop, plan.month)
            if progress:
                progress(done, rows)
    return _report(plan, frozenset(index for index, file in enumerate(plan.files) if file.storable), ids)


def _is_stored(book: Book, file: FilePlan) -> bool:
    """Whether the book has all of the file. Single orders are always stored: remarks may be read otherwise by now."""
    return file.seen_before and file.single is None and observations.has_all(book.db, file.observations)


def _onward(progress: Callable[[int, int], None] | None, done: int, rows: int) -> Callable[[int], None]:
    """Tells how many rows of the present file are written too."""
    return lambda written: progress(done + written, rows) if progress else None


def _store(db: Connection, month: PayMonth, file: FilePlan, moment: datetime, written: Callable[[int], None]) -> int:
    import_id = import_store.add(db, _record(month, file, moment))
    if file.single:
        import_orders.store_file(db, month, file, import_id, written)
    else:
        replaced.cover(db, file.observations, import_id)
        observations.put(db, file.observations, import_id)
        corrections.put(db, kept_corrections.corrections_of(file), import_id)
    _remember(db, file)
    return import_id


def _record(month: PayMonth, file: FilePlan, moment: datetime) -> ImportRecord:
    return ImportRecord(
        id=0,
        kind="sheet",
        month=str(month),
        file=file.file,
        sheet=file.sheet,
        sha256=file.sha256,
        layout=file.layout,
        family=file.family,
        shop=file.shop,
        period=(file.period.first, file.period.last) if file.period else None,
        attribution=file.attribution,
        rows=file.rows,
        agents=file.agents,
        edits="" if file.edits == FileEdits() else to_json(file.edits),
        imported_at=moment,
        who=user(),
        undoable=True,
    )


def _remember(db: Connection, file: FilePlan) -> None:
    """What the owner said that a header means holds for the next file too."""
    headers = {column.index: column.header for column in file.columns}
    said = {headers[index]: metric for index, metric in file.edits.columns.items() if headers.get(index)}
    if said:
        recognition.put_headers(db, said)


def _report(plan: ImportPlan, stored: frozenset[int], ids: Mapping[Path, int]) -> ImportReport:
    reports = tuple(
        FileReport(
            file=file.file,
            stored=index in stored,
            layout=file.layout,
            period="" if file.period is None else str(file.period),
            rows=file.rows,
            agents=file.agents,
            problems=file.problems,
            id=ids.get(file.path),
        )
        for index, file in enumerate(plan.files)
    )
    waiting = {row.full for file in plan.storable for row in file.accounts if row.waits}
    return ImportReport(
        stored=all(report.stored for report in reports),
        files=reports,
        unmatched=tuple(sorted(waiting)),
        problems=tuple(problem for report in reports for problem in report.problems),
    )


def imports(book: Book, month: PayMonth) -> tuple[ImportRecord, ...]:
    """The files imported for a month, in order of import, undone ones too."""
    return import_store.of_month(book.db, month)


def every_import(book: Book) -> tuple[ImportRecord, ...]:
    """Every file that was ever imported, in order of import."""
    return import_store.everything(book.db)


def undo_refusal(book: Book, record: ImportRecord) -> Problem | None:
    """Why an import cannot be undone; None where it can."""
    return why_not(book, record)


def layout_names() -> dict[str, str]:
    """The names of the reports that are known, by layout id."""
    return {layout.id: layout.name for layout in (*load_formats().layouts, *load_order_formats().layouts)}
