"""Everything that one month is computed from, as plain frozen values."""

from datetime import date
from fractions import Fraction

import msgspec

from app.domain.history import OpeningBest, PastIncident, PastMonth
from app.domain.month import PayMonth
from app.domain.people import Agent, Shop
from app.domain.scheme import Scheme
from app.domain.source import Source, SourceFile


class Observation(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One metric value of one account over ``first`` … ``last`` from one report family.

    ``account`` is the normalised name as the file has it, without the shop. ``value`` is exact (ratios as fractions,
    0.36 not 36; CNY; seconds); None means the platform does not know it yet (延迟统计).
    ``weight`` is what the same row gives to weigh a mean or a rate with, ``weight_metric`` which metric that is.
    ``also`` are further sources of a value that follows from two files.
    """

    shop: str
    account: str
    metric: str
    first: date
    last: date
    family: str
    value: Fraction | None
    source: Source
    weight: Fraction | None = None
    weight_metric: str = ""
    also: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the value."""
        return (self.source, *self.also)


class Incident(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A dated event of an agent; points and money (CNY) are signed, None where the sheet has none."""

    number: str
    day: date
    kind: str
    points: Fraction | None = None
    money: Fraction | None = None
    note: str = ""
    source: Source | None = None


class Mark(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A typed figure of an agent.

    ``item`` is a metric id, ``attendance:COLUMN``, or a score item: ``item:ID`` (points), ``item:ID/CRITERION``.
    """

    number: str
    item: str
    value: Fraction
    day: date | None = None
    note: str = ""
    source: Source | None = None


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction after refunds is of: a commission line of ``Adjustment.for_month``, for the net sales (CNY)."""

    line: str
    net: Fraction


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A typed pay line with its reason, or a correction after refunds: ≥ 0 earning, < 0 deduction (CNY)."""

    number: str
    amount: Fraction
    reason: str
    for_month: PayMonth | None = None
    refund: Refund | None = None


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner let go with a reason: ``code`` is the id of a score item or the code of a pay line."""

    number: str
    code: str
    reason: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A target in force this month; ``level`` is agent, grade, shop, position or everyone (key "")."""

    metric: str
    value: Fraction
    level: str
    key: str


class SchemeInForce(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme in force this month for a position, everywhere or in one shop or one team ("": all)."""

    scheme: Scheme
    version: int
    position: str
    shop: str = ""
    team: str = ""


class MonthInputs(msgspec.Struct, frozen=True, kw_only=True):
    """The whole input of one month's computation.

    ``families`` ranks the report families, the first one wins a conflict. ``files`` names the imports by id.
    ``history`` are the months sealed before this one (what is kept of a sealed month only names them, in
    ``sealed_before``), ``earlier_incidents`` all incidents before it, sealed or not, ``levels_before`` the last levels
    of the month before by agent and metric, ``opening_bests`` the best figures of earlier months that the owner gave.
    """

    month: PayMonth
    pay_date: date
    business: str
    shops: tuple[Shop, ...] = ()
    agents: tuple[Agent, ...] = ()
    observations: tuple[Observation, ...] = ()
    incidents: tuple[Incident, ...] = ()
    marks: tuple[Mark, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    targets: tuple[Target, ...] = ()
    schemes: tuple[SchemeInForce, ...] = ()
    families: tuple[str, ...] = ()
    files: dict[int, SourceFile] = {}
    attributions: dict[str, tuple[str, ...]] = {}
    history: tuple[PastMonth, ...] = ()
    sealed_before: tuple[PayMonth, ...] = ()
    earlier_incidents: tuple[PastIncident, ...] = ()
    levels_before: dict[str, dict[str, Fraction]] = {}
    opening_bests: tuple[OpeningBest, ...] = ()

    @property
    def own_metrics(self) -> tuple[str, ...]:
        """The owner's own metrics that the schemes in force name, each once."""
        return tuple(dict.fromkeys(metric for one in self.schemes for metric in one.scheme.own_metrics))
