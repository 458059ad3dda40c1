"""Everything that one month is computed from, read in a handful of queries."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from app.domain.inputs import Incident, Mark, MonthInputs, Observation, SchemeInForce
from app.domain.month import PayMonth
from app.domain.people import Agent, Shop
from app.domain.source import Source, SourceFile
from app.storage import (
    accounts,
    adjustments,
    imports,
    incidents,
    marks,
    meta,
    observations,
    opening_bests,
    people,
    recognition,
    schemes,
    shops,
    targets,
    waivers,
)

DEFAULT_PAY_DAY = 15


def load(
    db: sqlite3.Connection,
    month: PayMonth,
    *,
    families: tuple[str, ...] = (),
    pay_date: date | None = None,
) -> MonthInputs:
    """The inputs of a month. ``families`` ranks report families; without ``pay_date`` the setting's day holds."""
    agents = people.load(db, str(month))
    shop_list = shops.load(db, str(month))
    figures = _counted(observations.of_month(db, month), recognition.ignored(db) - accounts.keys(db))
    events = incidents.of_month(db, month)
    typed = marks.of_month(db, month)
    return MonthInputs(
        month=month,
        pay_date=pay_date or default_pay_date(shop_list, month),
        business=meta.get(db, "business"),
        shops=shop_list,
        agents=agents,
        observations=figures,
        incidents=events,
        marks=typed,
        adjustments=adjustments.of_month(db, month),
        waivers=waivers.of_month(db, month),
        targets=targets.in_force(db, month),
        schemes=schemes_in_force(db, month),
        families=families,
        files=_files(db, _sources(agents, figures, events, typed)),
        attributions=_attributions(db, month, figures),
        earlier_incidents=incidents.before(db, month),
        opening_bests=opening_bests.before(db, month),
    )


def _counted(figures: tuple[Observation, ...], ignored: frozenset[tuple[str, str]]) -> tuple[Observation, ...]:
    if not ignored:
        return figures
    return tuple(figure for figure in figures if (figure.shop, figure.account) not in ignored)


def default_pay_date(shop_list: Iterable[Shop], month: PayMonth) -> date:
    """The pay day of the first shop that has one, else the 15th, of the next month (its last day if shorter)."""
    days = [int(shop.settings["pay_day"]) for shop in shop_list if "pay_day" in shop.settings]
    following = month.shift(1)
    wanted = days[0] if days else DEFAULT_PAY_DAY
    return date(following.year, following.number, min(wanted, following.days))


def schemes_in_force(db: sqlite3.Connection, month: PayMonth) -> tuple[SchemeInForce, ...]:
    """The newest version of the month for each position, shop and team."""
    newest = {
        (one.position, one.shop, one.team): SchemeInForce(
            scheme=one.scheme, version=one.version, position=one.position, shop=one.shop, team=one.team
        )
        for one in schemes.load(db)
        if one.from_month <= month
    }
    return tuple(newest.values())


def _sources(
    agents: tuple[Agent, ...],
    figures: tuple[Observation, ...],
    events: tuple[Incident, ...],
    typed: tuple[Mark, ...],
) -> set[int]:
    found = {figure.source.import_id for figure in figures}
    sources: list[Source | None] = [source for figure in figures if figure.also for source in figure.also]
    sources += [event.source for event in events]
    sources += [mark.source for mark in typed]
    amounts = [amount for one in agents for amount in (one.base, one.performance, *one.insurance.values())]
    sources += [amount.source for amount in amounts if amount]
    return found | {source.import_id for source in sources if source}


def _files(db: sqlite3.Connection, wanted: set[int]) -> dict[int, SourceFile]:
    known = imports.source_files(db)
    return {import_id: known[import_id] for import_id in sorted(wanted)}


def _attributions(
    db: sqlite3.Connection, month: PayMonth, figures: tuple[Observation, ...]
) -> dict[str, tuple[str, ...]]:
    """The attribution rules of each shop's files that still give a figure of the month."""
    rules = {record.id: record.attribution for record in imports.of_month(db, month) if record.attribution}
    if not rules:
        return {}
    found: dict[str, set[str]] = {}
    for shop, import_id in {(figure.shop, figure.source.import_id) for figure in figures}:
        if import_id in rules:
            found.setdefault(shop, set()).add(rules[import_id])
    return {shop: tuple(sorted(names)) for shop, names in sorted(found.items())}
