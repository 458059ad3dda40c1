"""Typing what was before the book's first month: each agent's tax sums of the year, advance, loss to be borne."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import COMPANY_MEMBER, Agent
from app.domain.problem import JixinError, error
from app.services.agent_changes import set_agent
from app.storage import people
from app.storage.book import Book
from app.storage.codec import number_text
from app.storage.terms import OPENING_KEYS

OPENING_COLUMNS = (*OPENING_KEYS, "advance", "loss_carried")


class OpeningRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent, with the texts of ``OPENING_COLUMNS``."""

    number: str
    name: str
    texts: tuple[str, ...]


def opening_rows(book: Book, month: PayMonth) -> tuple[OpeningRow, ...]:
    """Everybody employed in the month with what is known of before it."""
    found = [agent for agent in people.load(book.db, str(month)) if agent.days_employed(month)]
    return tuple(
        OpeningRow(number=agent.number, name=agent.name, texts=tuple(_text(agent, key) for key in OPENING_COLUMNS))
        for agent in found
        if agent.position != COMPANY_MEMBER
    )


def _text(agent: Agent, key: str) -> str:
    if key in OPENING_KEYS:
        opening = agent.tax.opening
        value = None if opening is None else getattr(opening, key.removeprefix("tax_opening_")) or None
    else:
        since = getattr(agent, key)
        value = None if since is None else since.value
    return "" if value is None else number_text(value)


def put_openings(book: Book, month: PayMonth, rows: Sequence[tuple[str, Mapping[str, str]]]) -> int:
    """Keep (number, column → text) as of the beginning of the month; how many agents.

    The sums of one opening belong together: give all five. JixinError lists every text that is no amount, or if the
    month is sealed; then nothing is kept.
    """
    problems = [error("number_bad", value=text) for _, values in rows for text in values.values() if _bad(text)]
    if problems:
        raise JixinError(*problems)
    for number, values in rows:
        set_agent(book, number, {key: text.replace(",", "") for key, text in values.items()}, month)
    return len(rows)


def _bad(text: str) -> bool:
    plain = text.replace(",", "").strip()
    try:
        return bool(plain) and exact(plain) < Fraction(0)
    except ValueError:
        return True
