"""Everything that one month is computed from, read in a handful of queries."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from app.domain.inputs import Incident, Mark, MonthInputs, Observation, SchemeInForce
from app.domain.month import PayMonth
from app.domain.people import COMPANY, Account, Agent, Amount, Shop
from app.domain.source import Source, SourceFile
from app.storage import (
    accounts,
    adjustments,
    agents,
    imports,
    incidents,
    marks,
    meta,
    observations,
    recognition,
    schemes,
    shops,
    targets,
    terms,
    waivers,
)
from app.storage.codec import number
from app.storage.terms import Term

DEFAULT_PAY_DAY = 15


def load(
    db: sqlite3.Connection,
    month: PayMonth,
    *,
    families: tuple[str, ...] = (),
    pay_date: date | None = None,
) -> MonthInputs:
    """The inputs of a month. ``families`` ranks report families; without ``pay_date`` the setting's day holds."""
    people = load_agents(db, str(month))
    shop_list = shops.load(db, str(month))
    figures = _counted(observations.of_month(db, month), recognition.ignored(db) - accounts.keys(db))
    events = incidents.of_month(db, month)
    typed = marks.of_month(db, month)
    return MonthInputs(
        month=month,
        pay_date=pay_date or default_pay_date(shop_list, month),
        business=meta.get(db, "business"),
        shops=shop_list,
        agents=people,
        observations=figures,
        incidents=events,
        marks=typed,
        adjustments=adjustments.of_month(db, month),
        waivers=waivers.of_month(db, month),
        targets=targets.in_force(db, month),
        schemes=_schemes(db, month),
        families=families,
        files=_files(db, _sources(people, figures, events, typed)),
        attributions=_attributions(db, month, figures),
    )


def _counted(figures: tuple[Observation, ...], ignored: frozenset[tuple[str, str]]) -> tuple[Observation, ...]:
    if not ignored:
        return figures
    return tuple(figure for figure in figures if (figure.shop, figure.account) not in ignored)


def load_agents(db: sqlite3.Connection, month: str | None) -> tuple[Agent, ...]:
    """Every agent in order of number, with the terms of ``month`` (None: the newest of each)."""
    owned: dict[str, list[Account]] = {}
    for one in accounts.load(db):
        owned.setdefault(one.number, []).append(one.account)
    dated, working = terms.load(db), agents.shops(db)
    return tuple(
        _agent(record, dated, month, shops=working.get(record.number, ()), owned=owned.get(record.number, []))
        for record in agents.load(db)
    )


def _agent(
    record: agents.AgentRecord,
    dated: dict[tuple[str, str], tuple[Term, ...]],
    month: str | None,
    *,
    shops: tuple[str, ...],
    owned: list[Account],
) -> Agent:
    dates = (record.hired, record.left)
    now = {key: terms.in_force(dated.get((record.number, key), ()), month) for key in terms.TERM_KEYS}
    words = {key: term.value if term else "" for key, term in now.items()}
    return Agent(
        number=record.number,
        name=record.name,
        kind="team" if words["position"] == COMPANY else "person",
        position=words["position"],
        grade=words["grade"],
        team=words["team"],
        shift=words["shift"],
        shops=shops,
        accounts=tuple(account for one in owned if (account := accounts.within(one, *dates))),
        hired=record.hired,
        regular_from=record.regular_from,
        left=record.left,
        base=_amount(now["base"]),
        performance=_amount(now["performance"]),
    )


def _amount(term: Term | None) -> Amount | None:
    return Amount(value=number(term.value), source=term.source) if term and term.value else None


def default_pay_date(shop_list: Iterable[Shop], month: PayMonth) -> date:
    """The pay day of the first shop that has one, else the 15th, of the next month (its last day if shorter)."""
    days = [int(shop.settings["pay_day"]) for shop in shop_list if "pay_day" in shop.settings]
    following = month.shift(1)
    wanted = days[0] if days else DEFAULT_PAY_DAY
    return date(following.year, following.number, min(wanted, following.days))


def _schemes(db: sqlite3.Connection, month: PayMonth) -> tuple[SchemeInForce, ...]:
    newest = {
        (one.position, one.shop, one.team): SchemeInForce(
            scheme=one.scheme, version=one.version, position=one.position, shop=one.shop, team=one.team
        )
        for one in schemes.load(db)
        if one.from_month <= month
    }
    return tuple(newest.values())


def _sources(
    people: tuple[Agent, ...],
    figures: tuple[Observation, ...],
    events: tuple[Incident, ...],
    typed: tuple[Mark, ...],
) -> set[int]:
    found: set[int] = {figure.source.import_id for figure in figures}
    sources: list[Source | None] = [event.source for event in events]
    sources += [mark.source for mark in typed]
    sources += [amount.source for one in people for amount in (one.base, one.performance) if amount]
    return found | {source.import_id for source in sources if source}


def _files(db: sqlite3.Connection, wanted: set[int]) -> dict[int, SourceFile]:
    known = imports.source_files(db)
    return {import_id: known[import_id] for import_id in sorted(wanted)}


def _attributions(
    db: sqlite3.Connection, month: PayMonth, figures: tuple[Observation, ...]
) -> dict[str, tuple[str, ...]]:
    """The attribution rules of each shop's files that still give a figure of the month."""
    rules = {record.id: record.attribution for record in imports.of_month(db, month) if record.attribution}
    found: dict[str, set[str]] = {}
    for figure in figures:
        if figure.source.import_id in rules:
            found.setdefault(figure.shop, set()).add(rules[figure.source.import_id])
    return {shop: tuple(sorted(names)) for shop, names in sorted(found.items())}
