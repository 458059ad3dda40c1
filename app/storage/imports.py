"""The files that were imported."""

import sqlite3
from datetime import date, datetime

import msgspec

from app.domain.month import PayMonth
from app.domain.source import SourceFile


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One imported file (sheet, roster, incidents, marks or attendance). ``period`` is (first, last) or None,
    ``agents`` counts the accounts or people in it, ``edits`` is what the owner corrected, as JSON ("": nothing),
    ``who`` the user of the computer. ``undoable``: the book kept what it took the place of."""

    id: int
    kind: str
    month: str
    file: str
    sheet: str
    sha256: str
    layout: str = ""
    family: str = ""
    shop: str = ""
    period: tuple[date, date] | None = None
    attribution: str = ""
    rows: int = 0
    agents: int = 0
    edits: str = ""
    imported_at: datetime
    who: str = ""
    undoable: bool = False
    undone_at: datetime | None = None


def add(db: sqlite3.Connection, record: ImportRecord) -> int:
    """Keep a file; its id (``record.id`` is not used)."""
    first, last = record.period or (None, None)
    found = db.execute(
        "INSERT INTO imports (kind, month, file, sheet, sha256, layout, family, shop, first, last, attribution,"
        " rows, agents, edits, imported_at, who, undoable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.kind,
            record.month,
            record.file,
            record.sheet,
            record.sha256,
            record.layout,
            record.family,
            record.shop,
            first and first.isoformat(),
            last and last.isoformat(),
            record.attribution,
            record.rows,
            record.agents,
            record.edits,
            record.imported_at.isoformat(),
            record.who or None,
            1 if record.undoable else None,
        ),
    )
    return int(found.lastrowid or 0)


def of_month(db: sqlite3.Connection, month: PayMonth) -> tuple[ImportRecord, ...]:
    """The files of a month in order of import, undone ones too."""
    rows = db.execute(f"{_SELECT} WHERE month = ? ORDER BY id", (str(month),)).fetchall()
    return tuple(_record(row) for row in rows)


def load(db: sqlite3.Connection, import_id: int) -> ImportRecord | None:
    """The import of that id."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (import_id,)).fetchone()
    return None if row is None else _record(row)


def everything(db: sqlite3.Connection) -> tuple[ImportRecord, ...]:
    """Every file of the book in order of import, undone ones and rosters too."""
    return tuple(_record(row) for row in db.execute(f"{_SELECT} ORDER BY id").fetchall())


def mark_undone(db: sqlite3.Connection, import_id: int, moment: datetime) -> None:
    """Keep that an import was undone, and when."""
    db.execute("UPDATE imports SET undone_at = ? WHERE id = ?", (moment.isoformat(), import_id))


def same_file(db: sqlite3.Connection, kind: str, month: str | None, sha256: str) -> ImportRecord | None:
    """The newest import of the same bytes for a month (None: for any) that is not undone."""
    row = db.execute(
        f"{_SELECT} WHERE kind = ? AND sha256 = ? AND (? IS NULL OR month = ?) AND undone_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        (kind, sha256, month, month),
    ).fetchone()
    return None if row is None else _record(row)


def source_files(db: sqlite3.Connection) -> dict[int, SourceFile]:
    """File and sheet name of every import by its id."""
    return {row[0]: SourceFile(row[1], row[2]) for row in db.execute("SELECT id, file, sheet FROM imports").fetchall()}


_SELECT = (
    "SELECT id, kind, month, file, sheet, sha256, layout, family, shop, first, last, attribution, rows, agents,"
    " edits, imported_at, who, undoable, undone_at FROM imports"
)


def _record(row: tuple[object, ...]) -> ImportRecord:
    return msgspec.convert(
        {
            "id": row[0],
            "kind": row[1],
            "month": row[2],
            "file": row[3],
            "sheet": row[4],
            "sha256": row[5],
            "layout": row[6],
            "family": row[7],
            "shop": row[8],
            "period": None if row[9] is None else (row[9], row[10]),
            "attribution": row[11],
            "rows": row[12],
            "agents": row[13],
            "edits": row[14],
            "imported_at": row[15],
            "who": row[16] or "",
            "undoable": bool(row[17]),
            "undone_at": row[18],
        },
        ImportRecord,
    )
