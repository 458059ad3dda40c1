"""Agents as they stand in a month: their facts, shops, accounts and the terms in force, read in four queries."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from app.domain.month import PayMonth
from app.domain.people import COMPANY, INSURANCE, Account, Agent, Amount, PayFrom, Since, TaxOpening, TaxTerms
from app.storage import accounts, agents, terms
from app.storage.agents import AgentRecord
from app.storage.codec import number
from app.storage.terms import OPENING_KEYS, Term


def load(db: sqlite3.Connection, month: str | None) -> tuple[Agent, ...]:
    """Every agent in order of number, with the terms of the last day employed in ``month`` (None: the newest)."""
    owned: dict[str, list[Account]] = {}
    for one in accounts.load(db):
        owned.setdefault(one.number, []).append(one.account)
    dated, working = terms.by_number(db), agents.shops(db)
    days = None if month is None else PayMonth.parse(month)
    return tuple(
        _agent(
            record,
            dated.get(record.number, {}),
            days,
            shops=working.get(record.number, ()),
            owned=owned.get(record.number, []),
        )
        for record in agents.load(db)
    )


def _agent(
    record: AgentRecord,
    dated: Mapping[str, tuple[Term, ...]],
    month: PayMonth | None,
    *,
    shops: tuple[str, ...],
    owned: list[Account],
) -> Agent:
    dates = (record.hired, record.left)
    first, last = (None, None) if month is None else _employed(month, *dates)
    when = None if last is None else str(last)
    now = {key: term for key, found in dated.items() if (term := terms.in_force(found, when))}
    position = _word(now.get("position"))
    return Agent(
        number=record.number,
        name=record.name,
        kind="team" if position == COMPANY else "person",
        position=position,
        grade=_word(now.get("grade")),
        team=_word(now.get("team")),
        shift=_word(now.get("shift")),
        shops=shops,
        accounts=tuple(account for one in owned if (account := accounts.within(one, *dates))),
        hired=record.hired,
        regular_from=record.regular_from,
        left=record.left,
        base=_amount(now.get("base")),
        performance=_amount(now.get("performance")),
        insurance={box: amount for box in INSURANCE if (amount := _amount(now.get(box)))},
        tax=_tax(now),
        advance=_since(now.get("advance")),
        instalment=_value(now.get("advance_instalment")),
        loss_carried=_since(now.get("loss_carried")),
        pay_changes={} if first is None or last is None else _pay_changes(dated, first, last),
    )


def _employed(month: PayMonth, hired: date | None, left: date | None) -> tuple[date, date]:
    """First and last day employed in the month; of who is not employed in it the month's own."""
    first = hired if hired and month.contains(hired) else month.first
    last = left if left and month.contains(left) else month.last
    return first, last


def _pay_changes(dated: Mapping[str, tuple[Term, ...]], first: date, last: date) -> dict[str, tuple[PayFrom, ...]]:
    """Base and performance by the days from which they hold, where one changes after the first of these days."""
    found: dict[str, tuple[PayFrom, ...]] = {}
    for key in ("base", "performance"):
        given = dated.get(key, ())
        later = [term for term in given if str(first) < term.from_month <= str(last)]
        if later:
            changes = [PayFrom(first=date.fromisoformat(term.from_month), amount=_amount(term)) for term in later]
            found[key] = (PayFrom(first=first, amount=_amount(terms.in_force(given, str(first)))), *changes)
    return found


def _word(term: Term | None) -> str:
    return term.value if term else ""


def _value(term: Term | None) -> Fraction | None:
    return number(term.value) if term and term.value else None


def _amount(term: Term | None) -> Amount | None:
    return Amount(value=number(term.value), source=term.source) if term and term.value else None


def _since(term: Term | None) -> Since | None:
    return Since(value=number(term.value), month=PayMonth.parse(term.from_month)) if term and term.value else None


def _tax(now: dict[str, Term]) -> TaxTerms:
    return TaxTerms(
        mode=_word(now.get("tax_mode")) or TaxTerms().mode,
        additional=_value(now.get("tax_additional")) or Fraction(0),
        other=_value(now.get("tax_other")) or Fraction(0),
        opening=_opening(now),
    )


def _opening(now: dict[str, Term]) -> TaxOpening | None:
    """The figures of the newest month that has any; None where all of them are taken away."""
    given = {key: term for key in OPENING_KEYS if (term := now.get(key))}
    newest = max((term.from_month for term in given.values()), default="")
    sums = {
        key.removeprefix("tax_opening_"): number(term.value)
        for key, term in given.items()
        if term.from_month == newest and term.value
    }
    return TaxOpening(month=PayMonth.parse(newest), **sums) if sums else None
