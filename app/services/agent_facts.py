"""What does not change with the month: an agent's name, days, own numbers and shops; coming back after leaving."""

from collections.abc import Mapping
from datetime import date

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error
from app.services.agent_changes import refuse_backwards, refuse_shared
from app.storage import agents, months, shops
from app.storage.agents import AgentRecord
from app.storage.book import Book

FACT_KEYS = ("name", "hired", "id_number", "phone", "bank", "bank_account", "alipay", "note")
"""What ``set_facts`` knows; "" takes the entry away."""


def set_facts(book: Book, number: str, values: Mapping[str, str]) -> None:
    """Change facts of an agent, keys of ``FACT_KEYS``.

    JixinError for an unknown agent, a blank name or a bad day; another day of hire must not reach into a sealed month.
    """
    before = _record(book, number)
    problems: list[Problem] = []
    changed = {key: _clean(key, value, problems) for key, value in values.items() if key in FACT_KEYS}
    if problems:
        raise JixinError(*problems)
    after = msgspec.structs.replace(before, **changed)
    refuse_backwards([after])
    days = [day for day in (before.hired, after.hired) if day and before.hired != after.hired]
    from_month = min((PayMonth.of(day) for day in days), default=None)
    with book.edit(from_month=from_month) as db:
        agents.put(db, [after])
        refuse_shared(db, {one.number: one for one in agents.load(db)})


def set_shops(book: Book, number: str, wanted: tuple[str, ...]) -> None:
    """The shops that an agent works for, instead of those before. JixinError for an unknown agent or shop."""
    _record(book, number)
    known = shops.names(book.db)
    unknown = [shop for shop in wanted if shop not in known]
    if unknown:
        raise JixinError(*(error("shop_unknown", shop=shop, known="、".join(known)) for shop in unknown))
    with book.edit() as db:
        agents.put_shops(db, number, wanted)


def rejoin(book: Book, number: str, day: date) -> None:
    """Somebody who left is employed again from a day on, as if newly hired.

    The months worked before must be sealed: they would lose the person. JixinError otherwise, for who has not left, or
    for a day that is not after the last one.
    """
    before = _record(book, number)
    if before.left is None or day <= before.left:
        raise JixinError(error("rejoin_not_left", number=number, name=before.name))
    last = PayMonth.of(before.left)
    unsealed = [month for month, state in months.with_state(book.db) if month <= last and state != "sealed"]
    if unsealed:
        raise JixinError(error("rejoin_open", name=before.name, month=str(unsealed[0])))
    after = msgspec.structs.replace(before, hired=day, regular_from=None, left=None)
    with book.edit(from_month=PayMonth.of(day)) as db:
        agents.put(db, [after])
        refuse_shared(db, {one.number: one for one in agents.load(db)})


def _record(book: Book, number: str) -> AgentRecord:
    found = next((one for one in agents.load(book.db) if one.number == number), None)
    if found is None:
        raise JixinError(error("agent_unknown", number=number))
    return found


def _clean(key: str, value: str, problems: list[Problem]) -> str | date | None:
    text = " ".join(value.split())
    if key == "name" and not text:
        problems.append(error("agent_name_blank"))
    if key != "hired":
        return text
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(error("day_bad", key=key, value=text))
        return None
