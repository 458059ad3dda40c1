"""The real import in a process of its own, to be killed in the middle."""

from multiprocessing.connection import Connection
from pathlib import Path

from app.services.books import close_book, open_book
from app.services.import_sheets import plan_import, store_import
from tests.services.small import OCTOBER


def import_files(book: Path, files: list[Path], told: Connection) -> None:
    """Plan, say that the writing begins, write, say that it is done."""
    opened = open_book(book)
    opened.db.execute("PRAGMA cache_size = 5")  # so that pages are written before the end
    plan = plan_import(opened, files, OCTOBER)
    told.send("writing")
    store_import(opened, plan)
    told.send("done")
    close_book(opened)
