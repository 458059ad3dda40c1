"""花名册 → rows of people with their accounts; what is wrong is said with the cell."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec

from app.domain.accounts import normal_name, split_account
from app.domain.people import COMPANY, Account
from app.domain.problem import Problem, error
from app.domain.source import Source
from app.importing.formats import people_columns
from app.importing.people_sheet import FieldReader, open_sheet

_SEPARATORS = re.compile(r"[;；,，、\n]+")
_OTHER_FIELDS = ("identity", "phone", "bank", "card", "alipay")


class RosterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of a roster. ``number`` is "" where the sheet gives none. Money is CNY, None where the cell is empty.

    ``row`` counts from 1. ``shops`` are the 店铺 first, then those of the accounts. ``given`` names the fields whose
    columns the sheet has, so that an update leaves the others alone; ``sources`` has the cell of each filled field.
    """

    row: int
    number: str
    name: str
    kind: str = "person"
    position: str = ""
    grade: str = ""
    team: str = ""
    shift: str = ""
    base: Fraction | None = None
    performance: Fraction | None = None
    accounts: tuple[Account, ...] = ()
    shops: tuple[str, ...] = ()
    hired: date | None = None
    regular_from: date | None = None
    left: date | None = None
    identity: str = ""
    phone: str = ""
    bank: str = ""
    card: str = ""
    alipay: str = ""
    note: str = ""
    given: tuple[str, ...] = ()
    sources: dict[str, Source] = {}


class RosterSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A roster as read; with an error among ``problems`` it must not be stored."""

    file: str
    sheet: str
    sha256: str
    rows: tuple[RosterRow, ...]
    ignored_columns: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_roster(path: Path, shops: Sequence[str] = ()) -> RosterSheet:
    """Reads a roster; ``shops`` are the book's (an account without a shop belongs to the only one).

    Raises JixinError for a file that is no roster.
    """
    declared = people_columns("roster")
    sheet = open_sheet(path, declared, [("name",), ("number", "position", "accounts", "base", "hired")])
    reader = FieldReader(sheet)
    given = tuple(sheet.columns)
    rows = tuple(_row(reader, index, given, tuple(shops)) for index in reader.rows())
    if not rows:
        reader.add(error("no_rows"))
    for problem in (*_repeated_numbers(reader, rows), *_shared_accounts(reader, rows)):
        reader.add(problem)
    return RosterSheet(
        file=sheet.file,
        sheet=sheet.grid.sheet,
        sha256=sheet.sha256,
        rows=rows,
        ignored_columns=tuple(sheet.extra.values()),
        problems=reader.problems,
    )


def _row(reader: FieldReader, row: int, given: tuple[str, ...], book_shops: tuple[str, ...]) -> RosterRow:
    name, position, team = (reader.text(row, field) for field in ("name", "position", "team"))
    company = position == COMPANY
    name = name or (team if company else "")
    if not name:
        reader.add(error("name_missing", cell=reader.cell(row, "name"), row=str(row + 1)))
    hired, left = reader.day(row, "hired"), reader.day(row, "left")
    if hired and left and left < hired:
        reader.add(error("left_before_hired", cell=reader.cell(row, "left"), name=name))
    own = _listed(reader.text(row, "shops"))
    accounts = tuple(_accounts(reader, row, own, book_shops, (hired, left)))
    sources = {field: Source(0, (reader.cell(row, field),)) for field in given if reader.text(row, field)}
    return RosterRow(
        row=row + 1,
        number=reader.id(row, "number"),
        name=name,
        kind="team" if company else "person",
        position=position,
        grade=reader.text(row, "grade"),
        team=team,
        shift=reader.text(row, "shift"),
        base=reader.number(row, "base"),
        performance=reader.number(row, "performance"),
        accounts=accounts,
        shops=_distinct([*own, *(account.shop for account in accounts)]),
        hired=hired,
        regular_from=reader.day(row, "regular_from"),
        left=left,
        note=reader.text(row, "note"),
        given=given,
        sources=sources,
        **{field: reader.id(row, field) for field in _OTHER_FIELDS},
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names once each, the first spelling kept."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(normal_name(name), name)
    return tuple(once.values())


def _accounts(
    reader: FieldReader,
    row: int,
    own: Sequence[str],
    book_shops: Sequence[str],
    days: tuple[date | None, date | None],
) -> Iterable[Account]:
    """Each account with its shop: the prefix, else every shop of the row, else the book's only one."""
    known = {normal_name(shop): shop for shop in (*book_shops, *own)}
    unsaid = own or (book_shops if len(book_shops) == 1 else ())
    for text in _listed(reader.text(row, "accounts")):
        prefix, name = split_account(text)
        shops = (known.get(normal_name(prefix), prefix),) if prefix else unsaid
        if not shops:
            reader.add(error("account_without_shop", cell=reader.cell(row, "accounts"), account=name))
        for shop in shops:
            yield Account(shop=shop, name=name, first=days[0], last=days[1])


def _repeated_numbers(reader: FieldReader, rows: Iterable[RosterRow]) -> Iterable[Problem]:
    seen: dict[str, RosterRow] = {}
    for row in rows:
        first = seen.setdefault(normal_name(row.number), row) if row.number else row
        if first is not row:
            place = reader.cell(row.row - 1, "number")
            yield error("number_twice", cell=place, number=row.number, row=str(row.row), first=str(first.row))


def _shared_accounts(reader: FieldReader, rows: Iterable[RosterRow]) -> Iterable[Problem]:
    """One account of two people on the same day (RULES 13), both rows named."""
    holders: dict[tuple[str, str], list[tuple[RosterRow, Account]]] = {}
    for row in rows:
        for account in row.accounts:
            held = holders.setdefault((normal_name(account.shop), normal_name(account.name)), [])
            for other, theirs in held:
                if other is not row and account.overlaps(theirs.first or date.min, theirs.last or date.max):
                    yield error(
                        "account_of_two",
                        cell=reader.cell(row.row - 1, "accounts"),
                        account=account.full,
                        first=str(other.row),
                        first_name=other.name,
                        row=str(row.row),
                        name=row.name,
                    )
            held.append((row, account))
