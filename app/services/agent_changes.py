"""Dated changes of agents."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from app.domain.money import exact, to_fen, yuan
from app.domain.month import PayMonth
from app.domain.people import INSURANCE, TAX_MODES
from app.domain.problem import JixinError, Problem, error
from app.services.roster_plan import shared
from app.storage import accounts, agents, names, terms
from app.storage.agents import AgentRecord
from app.storage.book import Book, Connection
from app.storage.codec import number_text
from app.storage.terms import ROSTER_KEYS, TERM_KEYS, Term

_DAYS = ("regular_from", "left")

AGENT_KEYS = (*ROSTER_KEYS, *_DAYS, *(key for key in TERM_KEYS if key not in ROSTER_KEYS))
"""What ``set_agent`` knows; a value of "" takes the entry away (``left=`` means: has not left)."""

_WORDS = ("position", "grade", "team", "shift", "tax_mode")
_AMOUNTS = tuple(key for key in TERM_KEYS if key not in _WORDS)


_SHARE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[*×xX]\s*(\d+(?:\.\d+)?)\s*%\s*(?:\+\s*(\d+(?:\.\d+)?))?\s*")


def set_agent(book: Book, number: str, values: dict[str, str], start: PayMonth | date) -> None:
    """Change an agent from a month on, keys of ``AGENT_KEYS``; the two days hold as they are.

    What a roster gives (position, pay …) may change on a day within a month too: pay is then counted by days, all else
    is that of the last day employed (RULES 26). JixinError lists an unknown agent, unknown keys and bad values
    together; it refuses to reach into a sealed month.
    """
    set_agents(book, (number,), values, start)


def set_agents(book: Book, numbers: Sequence[str], values: dict[str, str], start: PayMonth | date) -> None:
    """The same change of several agents: of all of them, or of none."""
    from_month = start if isinstance(start, PayMonth) else PayMonth.of(start)
    from_text = str(from_month) if start in (from_month, from_month.first) else str(start)
    found = {agent.number: agent for agent in agents.load(book.db)}
    problems: list[Problem] = [error("agent_unknown", number=one) for one in numbers if one not in found]
    if from_text != str(from_month):
        problems += [error("term_by_month", key=key) for key in values if key in TERM_KEYS and key not in ROSTER_KEYS]
    clean = {key: _clean(key, value.strip(), problems) for key, value in values.items()}
    if problems:
        raise JixinError(*problems)
    days = {key: None if not text else date.fromisoformat(text) for key, text in clean.items() if key in _DAYS}
    after = {number: msgspec.structs.replace(found[number], **days) for number in numbers}
    refuse_backwards(after.values())
    touched = [month for number in numbers for month in _touched(found[number], after[number])]
    with book.edit(from_month=min([from_month, *touched])) as db:
        if days:
            agents.put(db, after.values())
            refuse_shared(db, found | after)
        for number in numbers:
            _put_terms(db, number, clean, from_text)


def refuse_backwards(records: Iterable[AgentRecord]) -> None:
    """JixinError for everybody who would leave before being hired."""
    problems = [
        error("left_before_hired_day", number=one.number, hired=str(one.hired), left=str(one.left))
        for one in records
        if one.left and one.hired and one.left < one.hired
    ]
    if problems:
        raise JixinError(*problems)


def _clean(key: str, value: str, problems: list[Problem]) -> str:
    if key not in AGENT_KEYS:
        problems.append(error("agent_key_unknown", key=key, known=", ".join(AGENT_KEYS)))
    elif key in _AMOUNTS and value:
        return _amount(key, value, problems)
    elif key == "tax_mode" and value and value not in TAX_MODES:
        problems.append(error("choice_bad", key=key, value=value, known=", ".join(TAX_MODES)))
    elif key in _DAYS and value:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            problems.append(error("day_bad", key=key, value=value))
    return value


def share_of(text: str) -> Fraction | None:
    """``4252 × 8 %`` or ``5000*2%+3`` to the fen: base × rate, and what a city adds; None for any other text.

    Only a help in filling the boxes: bases and rates change by city and year, and what counts is the bill.
    """
    match = _SHARE.fullmatch(text.replace(",", "").replace("，", "").replace("％", "%"))
    if match is None:
        return None
    base, rate, more = (exact(part or "0") for part in match.groups())
    return yuan(to_fen(base * rate / 100 + more))


def _amount(key: str, value: str, problems: list[Problem]) -> str:
    share = share_of(value) if key in INSURANCE else None
    try:
        amount = exact(value) if share is None else share
    except ValueError:
        problems.append(error("number_bad", value=value))
        return ""
    if amount < 0:
        problems.append(error("amount_negative", key=key, value=value))
    return number_text(amount)


def _touched(before: AgentRecord, after: AgentRecord) -> list[PayMonth]:
    """The first month that a changed day has an effect on: of the last day of work the day after it."""
    months: list[PayMonth] = []
    if before.regular_from != after.regular_from:
        months += [PayMonth.of(day) for day in (before.regular_from, after.regular_from) if day]
    if before.left != after.left:
        months += [PayMonth.of(day + timedelta(days=1)) for day in (before.left, after.left) if day]
    return months


def refuse_shared(db: Connection, found: dict[str, AgentRecord]) -> None:
    """JixinError if two agents would have one account on the same day."""
    for one, other in shared(accounts.load(db), found):
        raise JixinError(
            error(
                "account_taken",
                account=one.account.full,
                number=one.number,
                name=found[one.number].name,
                other_number=other.number,
                other_name=found[other.number].name,
            )
        )


def _put_terms(db: Connection, number: str, clean: dict[str, str], from_text: str) -> None:
    for kind in ("position", "grade", "team"):
        if clean.get(kind):
            names.add(db, kind, clean[kind])
    terms.put(
        db,
        [
            Term(number=number, key=key, from_month=from_text, value=value)
            for key, value in clean.items()
            if key in TERM_KEYS
        ],
    )
