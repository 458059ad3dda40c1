"""Typing a month's incidents: rows as they are typed, checked together, kept beside those of sheets."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.accounts import normal_name
from app.domain.inputs import Incident
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error
from app.storage import incidents, people
from app.storage.book import Book, refuse_sealed
from app.storage.codec import number_text


class TypedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One row as texts: ``day`` may be the day of the month alone, ``who`` a number or a name."""

    day: str = ""
    who: str = ""
    kind: str = ""
    points: str = ""
    money: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(msgspec.structs.astuple(self))


class IncidentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed so far, what came from sheets (not typed here), the kinds known, and the people."""

    month: PayMonth
    typed: tuple[TypedIncident, ...]
    imported: tuple[Incident, ...]
    kinds: tuple[str, ...]
    agents: tuple[Agent, ...]


def incident_entry(book: Book, month: PayMonth) -> IncidentEntry:
    """The incidents of a month to type on."""
    found = incidents.of_month(book.db, month)
    agents = people.load(book.db, str(month))
    names = {agent.number: agent.name for agent in agents}
    earlier = dict.fromkeys(one.kind for one in incidents.before(book.db, month.shift(1)))
    return IncidentEntry(
        month=month,
        typed=tuple(_texts(one, names) for one in sorted(found, key=lambda one: one.day) if one.source is None),
        imported=tuple(one for one in found if one.source is not None),
        kinds=tuple(sorted(earlier)),
        agents=tuple(agent for agent in agents if agent.days_employed(month)),
    )


def _texts(one: Incident, names: dict[str, str]) -> TypedIncident:
    return TypedIncident(
        day=one.day.isoformat(),
        who=f"{one.number} {names.get(one.number, '')}".strip(),
        kind=one.kind,
        points="" if one.points is None else number_text(one.points),
        money="" if one.money is None else number_text(one.money),
        note=one.note,
    )


def put_incidents(book: Book, month: PayMonth, rows: Sequence[TypedIncident]) -> int:
    """Keep these rows as everything that is typed of the month; how many there are. Empty rows are left out.

    JixinError names every row with what is missing or wrong; then nothing is kept.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    reader = _Reader(month, people.load(book.db, str(month)))
    found = [reader.read(at, row) for at, row in enumerate(rows, 1) if not row.empty]
    if reader.problems:
        raise JixinError(*reader.problems)
    with book.edit(month=month) as db:
        incidents.remove_typed(db, month)
        incidents.add(db, month, [one for one in found if one is not None])
    return len(found)


class _Reader:
    """Reads typed rows; what is wrong is in ``problems``."""

    def __init__(self, month: PayMonth, agents: tuple[Agent, ...]) -> None:
        self._month, self.problems = month, list[Problem]()
        self._numbers = {normal_name(agent.number): agent.number for agent in agents}
        self._named: dict[str, list[str]] = {}
        for agent in agents:
            self._named.setdefault(normal_name(agent.name), []).append(agent.number)

    def read(self, at: int, row: TypedIncident) -> Incident | None:
        """The incident of a row, None if something is wrong with it."""
        before = len(self.problems)
        number, day = self._whose(at, row.who), self._day(at, row.day)
        if not row.kind.strip():
            self.problems.append(error("kind_missing", row=str(at)))
        points, money = self._figure(row.points), self._figure(row.money)
        if money is not None and (money * 100).denominator != 1:
            self.problems.append(error("amount_too_fine", value=row.money))
        if len(self.problems) > before or day is None:
            return None
        return Incident(
            number=number,
            day=day,
            kind=row.kind.strip(),
            points=points,
            money=money,
            note=" ".join(row.note.split()),
        )

    def _whose(self, at: int, text: str) -> str:
        """A number, a name, or both: ``A003 王梓萱``."""
        first = text.strip().split(" ")[0]
        for wanted in (text, first):
            if normal_name(wanted) in self._numbers:
                return self._numbers[normal_name(wanted)]
        numbers = self._named.get(normal_name(text), [])
        if len(numbers) == 1:
            return numbers[0]
        if not text.strip():
            self.problems.append(error("person_missing", row=str(at)))
        elif numbers:
            self.problems.append(error("name_of_several", name=text.strip(), numbers="、".join(numbers)))
        else:
            self.problems.append(error("unknown_person", person=text.strip()))
        return ""

    def _day(self, at: int, text: str) -> date | None:
        plain = text.strip()
        if not plain:
            self.problems.append(error("day_missing", row=str(at)))
            return None
        try:
            if plain.isascii() and plain.isdigit() and len(plain) <= 2:
                day = self._month.first.replace(day=int(plain))
            else:
                day = date.fromisoformat(plain.replace("/", "-").replace(".", "-"))
        except ValueError:
            self.problems.append(error("incident_day_bad", value=plain, row=str(at)))
            return None
        if not self._month.contains(day):
            self.problems.append(error("incident_day_outside", day=str(day), month=str(self._month), row=str(at)))
            return None
        return day

    def _figure(self, text: str) -> Fraction | None:
        plain = text.replace(",", "").replace("，", "").replace("−", "-").removeprefix("+").strip()
        if not plain:
            return None
        try:
            return exact(plain)
        except ValueError:
            self.problems.append(error("number_bad", value=text))
            return None
