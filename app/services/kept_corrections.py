"""A new export that has a fault again which the owner put right before is put right the same way."""

from collections.abc import Iterator, Mapping

import msgspec

from app.domain.accounts import normal_name
from app.domain.problem import Problem, warning
from app.importing.grid import Grid, where
from app.importing.plan import FileEdits, FilePlan
from app.storage import corrections as store
from app.storage.book import Connection
from app.storage.corrections import Correction

_ROW = ""


def corrections_of(file: FilePlan) -> tuple[Correction, ...]:
    """What the owner put right in a file: single cells, and rows that are left out."""
    grid = file.grid
    if grid is None or not file.layout or not (file.edits.cells or file.edits.excluded_rows):
        return ()
    headers = {column.index: column.header for column in file.columns}
    found: list[Correction] = []
    for row in range(len(grid.rows)):
        account, day = _identity(file, grid, row)
        if row + 1 in file.edits.excluded_rows:
            found.append(_correction(file, account, day, _ROW, _row_text(grid, row), ""))
        for column, header in headers.items():
            address = where(row, column)
            if address in file.edits.cells and header:
                was = file.before.get(address, "")
                found.append(_correction(file, account, day, header, was, file.edits.cells[address]))
    return tuple(found)


def _correction(file: FilePlan, account: str, day: str, header: str, was: str, now: str) -> Correction:
    return Correction(family=file.family, account=account, day=day, header=header, was=was, now=now)


def _identity(file: FilePlan, grid: Grid, row: int) -> tuple[str, str]:
    """Account and day of a row as the file has them, corrected or not."""
    texts = {"account": "", "date": ""}
    for column in file.columns:
        if column.role in texts and not texts[column.role]:
            texts[column.role] = file.before.get(where(row, column.index)) or grid.text(row, column.index)
    return normal_name(texts["account"]), texts["date"]


def _row_text(grid: Grid, row: int) -> str:
    return "\t".join(grid.text(row, column) for column in range(len(grid.rows[row])))


def with_kept(db: Connection, file: FilePlan) -> FileEdits | None:
    """The file's edits with what was put right before and is wrong again; None where there is nothing of the kind."""
    cells: dict[str, str] = {}
    rows: list[int] = []
    for row, column, kept, text in _met(db, file):
        if text != kept.was:
            continue
        if kept.header == _ROW:
            rows.append(row + 1)
        else:
            cells[where(row, column)] = kept.now
    if not cells and not rows:
        return None
    excluded = tuple(sorted({*file.edits.excluded_rows, *rows}))
    return msgspec.structs.replace(file.edits, cells={**cells, **file.edits.cells}, excluded_rows=excluded)


def problems_of(db: Connection, file: FilePlan, kept: FileEdits | None) -> Iterator[Problem]:
    """What was put right as before, and cells that say something new where the owner had put something right."""
    if kept is not None:
        count = len(kept.cells) + len(kept.excluded_rows)
        yield warning("corrections_kept", file=file.file, sheet=file.sheet, count=str(count))
    for row, column, correction, text in _met(db, file):
        if correction.header and text not in (correction.was, correction.now):
            cell = where(row, column)
            yield warning(
                "correction_outdated", file=file.file, sheet=file.sheet, cell=cell, now=text, corrected=correction.now
            )


def _met(db: Connection, file: FilePlan) -> Iterator[tuple[int, int, Correction, str]]:
    """Row, column and text in the file of each place that the owner corrected before (the newest correction of it)."""
    known = store.of_family(db, file.family) if file.layout and file.grid is not None else ()
    grid = file.grid
    if not known or grid is None:
        return
    by_row: dict[tuple[str, str], dict[str, Correction]] = {}
    for one in known:
        by_row.setdefault((one.account, one.day), {})[one.header] = one
    columns = {column.header: column.index for column in reversed(file.columns)}
    for row in range(file.header_row, len(grid.rows)):
        for correction in by_row.get(_identity(file, grid, row), {}).values():
            yield from _at(file, grid, row, columns, correction)


def _at(
    file: FilePlan, grid: Grid, row: int, columns: Mapping[str, int], correction: Correction
) -> Iterator[tuple[int, int, Correction, str]]:
    if correction.header == _ROW:
        yield row, 0, correction, _row_text(grid, row)
    elif correction.header in columns:
        column = columns[correction.header]
        address = where(row, column)
        yield row, column, correction, file.before.get(address, grid.text(row, column))
