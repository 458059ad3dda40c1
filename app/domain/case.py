"""One agent's case: everything the rules ask about one person in one month."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Protocol, TypeVar

import msgspec

from app.domain.inputs import Incident, Mark, MonthInputs, Target
from app.domain.measured import MANUAL, Measured, measured_trace
from app.domain.metrics import INCIDENTS
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics
from app.domain.people import Agent, Shop
from app.domain.scheme import Scheme
from app.domain.trace import Trace

_NO_REASONS = Trace("metric")


class Case(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one agent is scored and paid on. ``waived`` maps a score item's id or a pay line's code to its reason.

    ``shop`` is the one that the agent is measured in, ``levels_before`` the last levels of the month before by metric.
    Of a case that is only ``supposed`` nobody asks for reasons.
    """

    month: PayMonth
    scheme: Scheme
    metrics: AgentMetrics
    incidents: tuple[Incident, ...] = ()
    marks: dict[str, Mark] = {}
    targets: tuple[Target, ...] = ()
    waived: dict[str, str] = {}
    adjustments: tuple[tuple[Fraction, str, str], ...] = ()
    shop: Shop = Shop(name="")
    pay_date: date
    levels_before: dict[str, Fraction] = {}
    supposed: bool = False

    @property
    def agent(self) -> Agent:
        """The person of the case."""
        return self.metrics.agent

    def measured(self, metric: str) -> Measured | None:
        """The agent's figure of a metric, None for no data. Incidents are counted: none is 0, never no data."""
        found = self.metrics.metrics.get(metric)
        if found is None and metric.startswith(INCIDENTS):
            return counted(self.incidents, metric)
        return found

    def incidents_of(self, kind: str) -> tuple[Incident, ...]:
        """The month's incidents of one kind."""
        return tuple(incident for incident in self.incidents if incident.kind == kind)

    def level_before(self, metric: str) -> Fraction | None:
        """The last known level of the month before."""
        return self.levels_before.get(metric)

    def trace(self, metric: str) -> Trace:
        """The reasons behind the agent's figure of a metric, made once for all the rules that ask."""
        if self.supposed:
            return _NO_REASONS
        found = self._traces.get(metric)
        if found is None:
            found = self._traces[metric] = self._trace(metric)
        return found

    @cached_property
    def _traces(self) -> dict[str, Trace]:
        return {}

    def _trace(self, metric: str) -> Trace:
        measured = self.measured(metric)
        if measured is None:
            return Trace("no_data", None, "", {"metric": metric})
        if metric.startswith(INCIDENTS):
            return Trace("incident_count", measured.value, "times", {"metric": metric}, (), measured.sources)
        return measured_trace(metric, measured)

    def with_value(self, metric: str, value: Fraction) -> "Case":
        """The same case supposing another value of one metric, all amounts unchanged."""
        measured = self.measured(metric)
        if measured is None:
            return self
        changed = {**self.metrics.metrics, metric: msgspec.structs.replace(measured, value=value)}
        metrics = msgspec.structs.replace(self.metrics, metrics=changed)
        return msgspec.structs.replace(self, metrics=metrics, supposed=True)


def counted(incidents: Sequence[Incident], metric: str) -> Measured:
    """``incidents:投诉`` among some incidents: none is 0."""
    kind = metric.removeprefix(INCIDENTS)
    found = [incident for incident in incidents if incident.kind == kind]
    sources = tuple(incident.source for incident in found if incident.source is not None)
    return Measured(value=Fraction(len(found)), basis=MANUAL, sources=sources)


def cases_of(inputs: MonthInputs, metrics: tuple[AgentMetrics, ...], schemes: dict[str, Scheme]) -> list[Case]:
    """The cases of all agents that have a scheme, in the order of ``metrics``."""
    incidents = by_number(inputs.incidents)
    marks = by_number(inputs.marks)
    waivers = by_number(inputs.waivers)
    adjustments = by_number(inputs.adjustments)
    common = tuple(target for target in inputs.targets if target.level != "agent")
    personal: dict[str, tuple[Target, ...]] = {}
    for target in inputs.targets:
        if target.level == "agent":
            personal[target.key] = (*personal.get(target.key, ()), target)
    shops = {shop.name: shop for shop in inputs.shops}
    return [
        Case(
            month=inputs.month,
            pay_date=inputs.pay_date,
            shop=shops.get(found.place.shop, Shop(name=found.place.shop)),
            levels_before=inputs.levels_before.get(found.agent.number, {}),
            scheme=schemes[found.agent.number],
            metrics=found,
            incidents=tuple(sorted(incidents_of(found, incidents), key=lambda incident: incident.day)),
            marks={mark.item: mark for mark in marks.get(found.agent.number, ())},
            targets=common + personal.get(found.agent.number, ()),
            waived={waiver.code: waiver.reason for waiver in waivers.get(found.agent.number, ())},
            adjustments=tuple(
                (one.amount, one.reason, str(one.for_month or "")) for one in adjustments.get(found.agent.number, ())
            ),
        )
        for found in metrics
        if found.agent.number in schemes
    ]


def incidents_of(found: AgentMetrics, incidents: Mapping[str, list[Incident]]) -> list[Incident]:
    """The agent's incidents; of a company those of its people too, they are nobody else's."""
    return [one for number in (found.agent.number, *found.members) for one in incidents.get(number, ())]


class _Numbered(Protocol):
    @property
    def number(self) -> str: ...


N = TypeVar("N", bound=_Numbered)


def by_number(values: Sequence[N]) -> dict[str, list[N]]:
    """What belongs to agents, by their numbers."""
    grouped: dict[str, list[N]] = {}
    for value in values:
        grouped.setdefault(value.number, []).append(value)
    return grouped
