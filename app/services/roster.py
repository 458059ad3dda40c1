"""Agents: the roster, dated changes of an agent, handing an account on."""

from datetime import date
from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import Problem
from app.storage.book import Book

AGENT_KEYS = ("position", "grade", "team", "shift", "base", "performance", "regular_from", "left")
"""What ``set_agent`` knows; a value of "" takes the entry away (``left=`` means: has not left)."""


class RosterReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import of a roster did, or with ``dry_run`` would do. ``added`` and ``updated`` are (number, name);
    ``created`` are (shop | position | grade | team, name)."""

    file: str
    stored: bool
    rows: int
    added: tuple[tuple[str, str], ...] = ()
    updated: tuple[tuple[str, str], ...] = ()
    created: tuple[tuple[str, str], ...] = ()
    ignored_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_roster(book: Book, file: Path, *, dry_run: bool = False) -> RosterReport:
    """Add and update agents by 工号; absent people stay. A file with an error is not stored (``stored`` False)."""
    raise NotImplementedError


def agents(book: Book, month: PayMonth | None = None) -> tuple[Agent, ...]:
    """Every agent of the book in order of number, with the terms of ``month`` (None: the newest of each)."""
    raise NotImplementedError


def set_agent(book: Book, number: str, values: dict[str, str], from_month: PayMonth) -> None:
    """Dated changes of an agent, keys of ``AGENT_KEYS``. JixinError names unknown agents, keys and bad values."""
    raise NotImplementedError


def move_account(book: Book, account: str, number: str, from_day: date) -> None:
    """Hand an account (``店铺:账号``, or bare where only one shop has it) on to another agent from that day."""
    raise NotImplementedError
