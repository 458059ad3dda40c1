"""Shops, agents and their dated accounts, as they stand in one month."""

from datetime import date
from fractions import Fraction

import msgspec

from app.domain.month import PayMonth
from app.domain.source import Source

COMPANY, COMPANY_MEMBER = "外包", "外包成员"
"""Positions: a company that is one payee; its people, known to the book and scored with it, not paid themselves."""


class Shop(msgspec.Struct, frozen=True, kw_only=True):
    """A store on one platform ("" until it is said). ``settings`` hold exact decimal texts or words by key."""

    name: str
    platform: str = ""
    settings: dict[str, str] = {}


class Account(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A platform login of one shop, of one agent from ``first`` to ``last`` inclusive (None: open)."""

    shop: str
    name: str
    first: date | None = None
    last: date | None = None

    def owned_on(self, day: date) -> bool:
        """Whether the owner has the account on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the owner has the account on any day of the range."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)

    @property
    def full(self) -> str:
        """``店铺:账号``."""
        return f"{self.shop}:{self.name}"


class Amount(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A figure of an agent that a person gave (base, performance …): CNY, and where it stands if imported."""

    value: Fraction
    source: Source | None = None


class PayFrom(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A base or performance from a day on; no amount: nothing of the agent's own from then on."""

    first: date
    amount: Amount | None = None


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Where somebody stands among the others of a month; ``shop`` is the one with most receptions (RULES 17)."""

    kind: str = "person"
    shop: str = ""
    position: str = ""
    shift: str = ""
    team: str = ""


class Since(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A sum (CNY) as it stood at the beginning of ``month``: an advance still owed, a loss still to be borne."""

    value: Fraction
    month: PayMonth


TAX_MODES = ("ordinary", "first", "prior60k")
"""How income tax is withheld: by the months employed here, first wage of the year (2020 No.13), at most 60,000 CNY in
the year before (2020 No.19)."""


class TaxOpening(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The tax year's sums (CNY) at this employer before ``month``, the first one that the book itself pays."""

    month: PayMonth
    income: Fraction = Fraction(0)
    special: Fraction = Fraction(0)
    additional: Fraction = Fraction(0)
    other: Fraction = Fraction(0)
    withheld: Fraction = Fraction(0)


class TaxTerms(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How an agent's income tax is withheld; ``mode`` is one of ``TAX_MODES``.

    ``additional`` (专项附加扣除) and ``other`` are CNY a month.
    """

    mode: str = "ordinary"
    additional: Fraction = Fraction(0)
    other: Fraction = Fraction(0)
    opening: TaxOpening | None = None


INSURANCE = ("pension", "medical", "unemployment", "other_insurance", "fund")
"""The agent's shares of social insurance, and last of the housing fund: CNY a month, each a box of its own."""


class Agent(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person (or, kind ``team``, a company) as of one month: the terms are those of the last day employed.

    ``position`` 外包成员 is known to the book but not paid. Hire and leave dates are inclusive; None: no bound.
    ``insurance`` holds those boxes of ``INSURANCE`` that were given. ``advance`` is taken back by ``instalment`` (CNY a
    month; None: at once); ``loss_carried`` is what a loss still claims from before the book's first month.
    ``pay_changes`` has base and performance by the days from which they held, where one changed within the month.
    """

    number: str
    name: str
    kind: str = "person"
    position: str = ""
    grade: str = ""
    team: str = ""
    shift: str = ""
    shops: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    hired: date | None = None
    regular_from: date | None = None
    left: date | None = None
    base: Amount | None = None
    performance: Amount | None = None
    insurance: dict[str, Amount] = {}
    tax: TaxTerms = TaxTerms()
    advance: Since | None = None
    instalment: Fraction | None = None
    loss_carried: Since | None = None
    pay_changes: dict[str, tuple[PayFrom, ...]] = {}

    @property
    def shares_in_team(self) -> bool:
        """Whether the agent can share anything with a team at all.

        A company is a payee, not a member; its people are not paid, so there is nothing for them to share.
        """
        return bool(self.team) and self.kind == "person" and self.position != COMPANY_MEMBER

    def days_employed(self, month: PayMonth) -> tuple[date, date] | None:
        """First and last day employed in the month, or None for nobody of that month."""
        first, last = month.first, month.last
        first, last = max(first, self.hired or first), min(last, self.left or last)
        return (first, last) if first <= last else None

    def employed_whole(self, month: PayMonth) -> bool:
        """Whether the agent is employed on every day of the month."""
        return self.days_employed(month) == (month.first, month.last)
