"""奖惩记录 → incidents of a month."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.domain.inputs import Incident
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import Problem, error, warning
from app.domain.source import Source
from app.importing.formats import people_columns
from app.importing.people_sheet import FieldReader, People, open_sheet


class IncidentSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents as read, in the sheet's order; with an error among ``problems`` they must not be stored."""

    file: str
    sheet: str
    sha256: str
    incidents: tuple[Incident, ...]
    ignored_columns: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_incidents(path: Path, month: PayMonth, agents: Iterable[Agent]) -> IncidentSheet:
    """Reads the sheet; every row counts, equal rows too. Raises JixinError for a file that is no such sheet."""
    sheet = open_sheet(path, people_columns("incidents"), [("day",), ("number", "name"), ("kind",)])
    reader, people = FieldReader(sheet), People(agents)
    indices = list(reader.rows())
    if not indices:
        reader.add(error("no_rows"))
    found = tuple(row for index in indices if (row := _incident(reader, index, people, month)))
    return IncidentSheet(
        file=sheet.file,
        sheet=sheet.grid.sheet,
        sha256=sheet.sha256,
        incidents=found,
        ignored_columns=tuple(sheet.extra.values()),
        problems=reader.problems,
    )


def _incident(reader: FieldReader, row: int, people: People, month: PayMonth) -> Incident | None:
    number, kind, day = people.whose(reader, row), reader.text(row, "kind"), reader.day(row, "day")
    points = reader.number(row, "points", negative=True)
    money = reader.number(row, "money", negative=True)
    if not kind:
        reader.add(error("kind_missing", cell=reader.cell(row, "kind"), row=str(row + 1)))
    if day is None:
        if not reader.text(row, "day"):
            reader.add(error("day_missing", cell=reader.cell(row, "day"), row=str(row + 1)))
    elif not month.contains(day):
        reader.add(warning("day_outside", cell=reader.cell(row, "day"), day=str(day), month=str(month)))
    if day is None or not number or not kind or not month.contains(day):
        return None
    cells = tuple(
        cell for field in ("points", "money") if reader.text(row, field) and (cell := reader.cell(row, field))
    )
    return Incident(
        number=number,
        day=day,
        kind=kind,
        points=points,
        money=money,
        note=reader.text(row, "note"),
        source=Source(0, cells or (reader.cell(row, "kind"),)),
    )
