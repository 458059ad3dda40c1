"""What a book consists of: our tables and indexes, no views and no triggers of anybody else."""

import re
import sqlite3
from pathlib import Path

from app.domain.problem import JixinError, error
from app.storage.statements import schema, statements


def check(db: sqlite3.Connection, path: Path) -> None:
    """JixinError if the parts, or how they are declared, are not those of the newest schema."""
    model = sqlite3.connect(":memory:")
    try:
        for statement in statements(schema()):
            model.execute(statement)
        if _declared(db) != _declared(model):
            raise foreign(path)
    finally:
        model.close()


def refuse_programs(db: sqlite3.Connection, path: Path) -> None:
    """JixinError if the file brings views or triggers, which would run while it is changed."""
    if any(kind in ("view", "trigger") for kind, _ in _parts(db)):
        raise foreign(path)


def foreign(path: Path) -> JixinError:
    """The refusal of a book with parts that are not ours, or without one of ours."""
    return JixinError(error("book_foreign_parts", file=str(path)))


def _parts(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in db.execute("SELECT type, name FROM sqlite_schema").fetchall()}


def _declared(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Each part with its statement. An upgrade that renames a table adds quotes and keeps other spaces."""
    rows = db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {(row[0], row[1], re.sub(r'[\s"]+', "", row[2])) for row in rows}
