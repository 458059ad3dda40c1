"""Agents as they stand in a month: their facts, shops, accounts and the terms in force, read in four queries."""

import sqlite3
from fractions import Fraction

from app.domain.month import PayMonth
from app.domain.people import COMPANY, INSURANCE, Account, Agent, Amount, Since, TaxOpening, TaxTerms
from app.storage import accounts, agents, terms
from app.storage.agents import AgentRecord
from app.storage.codec import number
from app.storage.terms import OPENING_KEYS, TERM_KEYS, Term


def load(db: sqlite3.Connection, month: str | None) -> tuple[Agent, ...]:
    """Every agent in order of number, with the terms of ``month`` (None: the newest of each)."""
    owned: dict[str, list[Account]] = {}
    for one in accounts.load(db):
        owned.setdefault(one.number, []).append(one.account)
    dated, working = terms.load(db), agents.shops(db)
    return tuple(
        _agent(
            record,
            {key: terms.in_force(dated.get((record.number, key), ()), month) for key in TERM_KEYS},
            shops=working.get(record.number, ()),
            owned=owned.get(record.number, []),
        )
        for record in agents.load(db)
    )


def _agent(record: AgentRecord, now: dict[str, Term | None], *, shops: tuple[str, ...], owned: list[Account]) -> Agent:
    position = _word(now["position"])
    dates = (record.hired, record.left)
    return Agent(
        number=record.number,
        name=record.name,
        kind="team" if position == COMPANY else "person",
        position=position,
        grade=_word(now["grade"]),
        team=_word(now["team"]),
        shift=_word(now["shift"]),
        shops=shops,
        accounts=tuple(account for one in owned if (account := accounts.within(one, *dates))),
        hired=record.hired,
        regular_from=record.regular_from,
        left=record.left,
        base=_amount(now["base"]),
        performance=_amount(now["performance"]),
        insurance={box: amount for box in INSURANCE if (amount := _amount(now[box]))},
        tax=_tax(now),
        advance=_since(now["advance"]),
        instalment=_value(now["advance_instalment"]),
        loss_carried=_since(now["loss_carried"]),
    )


def _word(term: Term | None) -> str:
    return term.value if term else ""


def _value(term: Term | None) -> Fraction | None:
    return number(term.value) if term and term.value else None


def _amount(term: Term | None) -> Amount | None:
    return Amount(value=number(term.value), source=term.source) if term and term.value else None


def _since(term: Term | None) -> Since | None:
    return Since(value=number(term.value), month=PayMonth.parse(term.from_month)) if term and term.value else None


def _tax(now: dict[str, Term | None]) -> TaxTerms:
    return TaxTerms(
        mode=_word(now["tax_mode"]) or TaxTerms().mode,
        additional=_value(now["tax_additional"]) or Fraction(0),
        other=_value(now["tax_other"]) or Fraction(0),
        opening=_opening(now),
    )


def _opening(now: dict[str, Term | None]) -> TaxOpening | None:
    """The figures of the newest month that has any; None where all of them are taken away."""
    given = {key: term for key in OPENING_KEYS if (term := now[key])}
    newest = max((term.from_month for term in given.values()), default="")
    sums = {
        key.removeprefix("tax_opening_"): number(term.value)
        for key, term in given.items()
        if term.from_month == newest and term.value
    }
    return TaxOpening(month=PayMonth.parse(newest), **sums) if sums else None
