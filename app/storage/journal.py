"""What an edit does to the book's tables, row by row, so that it can be taken back (the undo log of sqlite.org).

Triggers of the connection alone write the statement that undoes each change; nothing of it is in the file.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager

_TABLES = (
    "shops", "shop_settings", "positions", "grades", "teams", "agents", "agent_shops", "agent_terms", "accounts",
    "incidents", "marks", "targets", "adjustments", "waivers", "opening_bests",
)  # fmt: skip
"""What people edit by hand; imported figures have their own way back."""

Statements = tuple[str, ...]
"""Taking an edit back: the last change first."""


@contextmanager
def recorded(db: sqlite3.Connection) -> Generator[Callable[[], Statements]]:
    """Note every change inside; the function given back tells afterwards how to take them back."""
    names = [name for table in _TABLES for name in _watch(db, table)]
    found: list[str] = []
    try:
        yield lambda: tuple(found)
        found.extend(row[0] for row in db.execute("SELECT sql FROM temp.journal ORDER BY id DESC").fetchall())
    finally:
        for name in names:
            db.execute(f"DROP TRIGGER IF EXISTS temp.{name}")
        db.execute("DROP TABLE IF EXISTS temp.journal")


def take_back(db: sqlite3.Connection, statements: Statements) -> None:
    """Run the statements of an edit inside a transaction."""
    for statement in statements:
        db.execute(statement)


def _watch(db: sqlite3.Connection, table: str) -> tuple[str, str, str]:
    """Make the triggers of a table; their names. Tables and columns are the schema's, nobody types them."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, sql TEXT NOT NULL)")
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall() if row[1] != "id"]
    listed = ", ".join(f'"{column}"' for column in columns)
    values = " || ', ' || ".join(f'quote(old."{column}")' for column in columns)
    changed = " || ', ' || ".join(f'\'"{column}" = \' || quote(old."{column}")' for column in columns)
    undo = {
        "insert": f"'DELETE FROM {table} WHERE rowid = ' || new.rowid",  # noqa: S608
        "update": f"'UPDATE {table} SET ' || {changed} || ' WHERE rowid = ' || old.rowid",  # noqa: S608
        "delete": f"'INSERT INTO {table} (rowid, {listed}) VALUES (' || old.rowid || ', ' || {values} || ')'",  # noqa: S608
    }
    for act, statement in undo.items():
        db.execute(
            f"CREATE TEMP TRIGGER journal_{act}_{table} AFTER {act} ON main.{table}"  # noqa: S608
            f" BEGIN INSERT INTO journal (sql) VALUES ({statement}); END"
        )
    return (f"journal_insert_{table}", f"journal_update_{table}", f"journal_delete_{table}")
