"""What is left to ask about planned files, once the book has answered what it can."""

from datetime import date

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import Severity, warning
from app.importing.plan import FilePlan, ImportPlan
from app.importing.together import still_said
from app.storage import imports, observations
from app.storage.book import Book


def settled_by_book(book: Book, month: PayMonth, file: FilePlan) -> FilePlan:
    """The file without what the book's figures of the month settle: parts of a ratio, other days of its report."""

    def metrics(shop: str) -> frozenset[str]:
        return observations.metrics_of(book.db, shop, month)

    def days(shop: str, family: str) -> frozenset[date]:
        return observations.days_of(book.db, shop, family, month)

    return still_said(file, metrics, days)


def with_questions(book: Book, plan: ImportPlan) -> ImportPlan:
    """The plan with what a person at the window is asked besides: a sheet that another month has already, and whether
    the only date in a name is the day that the sheet speaks of.

    A sheet that names no period takes the month that is chosen, and a wrong choice shows nowhere else.
    """
    return msgspec.structs.replace(plan, files=tuple(_questioned(book, plan, file) for file in plan.files))


def _questioned(book: Book, plan: ImportPlan, file: FilePlan) -> FilePlan:
    asked = [
        msgspec.structs.replace(one, severity=Severity.ERROR) if one.code == "day_from_name" else one
        for one in file.problems
    ]
    elsewhere = None
    if imports.same_file(book.db, "sheet", str(plan.month), file.sha256) is None:
        elsewhere = imports.same_file(book.db, "sheet", None, file.sha256)
    if elsewhere is not None:
        asked.append(warning("same_file_elsewhere", file=file.file, earlier=elsewhere.file, month=str(elsewhere.month)))
    return msgspec.structs.replace(file, problems=tuple(asked))
