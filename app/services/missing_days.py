"""Which days the reports by day say nothing of: in the book, and once a planned import is stored."""

import msgspec

from app.domain import missing_days as domain
from app.domain.inputs import MonthInputs
from app.domain.missing_days import MissingDays
from app.domain.month import PayMonth
from app.importing.formats import load_formats
from app.importing.plan import ImportPlan
from app.services.month_data import inputs_of
from app.storage.book import Book

__all__ = ["MissingDays", "missing_after", "missing_days", "report_names"]


def missing_days(book: Book, month: PayMonth) -> tuple[MissingDays, ...]:
    """What the reports of a month lack, as the book has them."""
    return domain.missing_days(inputs_of(book, month))


def missing_after(book: Book, plan: ImportPlan) -> tuple[MissingDays, ...]:
    """What the reports by day of a plan will lack of the month, together with what the book has of them already."""
    planned = [one for file in plan.storable for one in file.observations if not file.single]
    reports = {(one.shop, one.family) for one in planned if one.first == one.last}
    if not reports:
        return ()
    inputs = inputs_of(book, plan.month)
    after: MonthInputs = msgspec.structs.replace(inputs, observations=(*inputs.observations, *planned))
    return tuple(one for one in domain.missing_days(after) if (one.shop, one.family) in reports)


def report_names() -> dict[str, str]:
    """The names of the report families."""
    return {layout.id: layout.name for layout in load_formats().layouts}
