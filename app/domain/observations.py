"""From the month's observations to the month metrics of every agent, keeping the sources."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.companies import named, people_by_team, shared_teams
from app.domain.credited import on_level, without_doubles
from app.domain.figures import AccountFigures, account_figures, day_rows, days_with_rows, unreplied_days
from app.domain.inputs import Mark, MonthInputs
from app.domain.levels import Levels, Unclear, weighted
from app.domain.measured import Measured, combine
from app.domain.metrics import DAYS_ATTENDED, divided_among, kind_of
from app.domain.month import PayMonth
from app.domain.notes import Notes, account_text, exact_text
from app.domain.owners import Owned
from app.domain.people import Agent, Place
from app.domain.problem import Problem
from app.domain.typed import ratios_of_typed, typed_figures


class AgentMetrics(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's month: metrics over all accounts, and by shop; a metric without data is absent.

    ``undivided`` are those that have no value as there is nothing to divide by: in the figure of several people or
    months together their parts count all the same. ``by_shop`` has both.
    ``place`` is where the agent stands among the others. ``account_conflicts`` are accounts whose month-level rows have
    two owners in the month. ``row_days`` are the days with a row, ``days_worked`` those of RULES 32 (None: unknown), of
    a company the person-days. ``members`` are the numbers of a company's people. ``unreplied_days`` are the days on
    which a row of its own says that somebody got no reply.
    """

    agent: Agent
    metrics: dict[str, Measured]
    by_shop: dict[str, dict[str, Measured]]
    undivided: dict[str, Measured]
    place: Place
    account_conflicts: tuple[str, ...] = ()
    row_days: frozenset[date] = frozenset()
    days_worked: Fraction | None = None
    members: tuple[str, ...] = ()
    unreplied_days: tuple[date, ...] = ()

    @property
    def main_shop(self) -> str:
        """The shop with the larger received_users, else the first of the roster (RULES 17)."""
        return self.place.shop


def place_of(agent: Agent, by_shop: dict[str, dict[str, Measured]]) -> Place:
    """Where the agent stands: the roster's terms, measured in the shop with the larger received_users."""
    shops = [*agent.shops, *(shop for shop in by_shop if shop not in agent.shops)]
    shop = max(shops, key=lambda shop: (_received(by_shop.get(shop, {})), -shops.index(shop)), default="")
    return Place(kind=agent.kind, shop=shop, position=agent.position, shift=agent.shift, team=agent.team)


def _received(metrics: dict[str, Measured]) -> Fraction:
    found = _receptions(metrics)
    return Fraction(-1) if found is None else found


def _receptions(metrics: dict[str, Measured]) -> Fraction | None:
    measured = metrics.get("received_users")
    return None if measured is None else measured.value


class MonthMetrics(msgspec.Struct, frozen=True, kw_only=True):
    """The metrics of every agent employed in the month, in order of their numbers."""

    month: PayMonth
    agents: tuple[AgentMetrics, ...]
    problems: tuple[Problem, ...] = ()


def month_metrics(inputs: MonthInputs) -> MonthMetrics:
    """All agents' month metrics from one month's observations and marks (RULES 5 to 12)."""
    return _Month(inputs).read()


class _Parts:
    """What an agent's figures are added up from: those of the accounts and of a company's people; by shop too."""

    def __init__(self) -> None:
        self.whole: list[dict[str, Measured]] = []
        self.by_shop: dict[str, list[dict[str, Measured]]] = {}

    def account(self, shop: str, figures: dict[str, Measured]) -> None:
        """The figures of an account of the shop."""
        self.whole.append(figures)
        self.by_shop.setdefault(shop, []).append(figures)

    def member(self, member: AgentMetrics) -> None:
        """All figures of one of a company's people, typed ones too."""
        self.whole.append(named(member.agent.name, member.metrics | member.undivided))
        for shop, figures in member.by_shop.items():
            self.by_shop.setdefault(shop, []).append(named(member.agent.name, figures))


class _Month:
    """Adds up what each agent owns. One for each month that is read."""

    def __init__(self, inputs: MonthInputs) -> None:
        self._inputs = inputs
        self._rank = _rank(inputs)
        self._notes = Notes(inputs.files)
        self._levels = Levels(inputs.month, self._rank)
        self._present = sorted(
            (agent for agent in inputs.agents if agent.days_employed(inputs.month)),
            key=lambda agent: agent.number,
        )
        self._owned = Owned(inputs, self._present, self._levels, self._notes)
        self._level_metrics = self._levels.metrics
        self._divided = divided_among(inputs.own_metrics)
        self._marks: dict[str, list[Mark]] = {}
        for mark in inputs.marks:
            self._marks.setdefault(mark.number, []).append(mark)

    def read(self) -> MonthMetrics:
        """Everybody's figures; companies last, from those of their people."""
        for shop, rules in self._inputs.attributions.items():
            if len(set(rules)) > 1:
                self._notes.of_all("mixed_attribution", shop, shop=shop, rules="、".join(sorted(set(rules))))
        people = {agent.number: self._agent(agent, ()) for agent in self._present if agent.kind == "person"}
        teams = people_by_team(self._present)
        companies = [agent for agent in self._present if agent.kind != "person"]
        for company in companies:
            members = [people[member.number] for member in teams.get(company.team, ())]
            people[company.number] = self._agent(company, members)
        for team in sorted(shared_teams(companies, teams)):
            self._notes.of_all("team_of_two_companies", team, team=team)
        self._report(self._levels.left_over)
        agents = tuple(people[agent.number] for agent in self._present)
        return MonthMetrics(month=self._inputs.month, agents=agents, problems=self._notes.problems)

    def _agent(self, agent: Agent, members: Sequence[AgentMetrics]) -> AgentMetrics:
        """Added up over the agent's accounts and over a company's people; what was typed stands above."""
        owned, left_out = without_doubles(self._owned.rows(agent))
        for row, account in left_out:
            other = f"{row.shop}:{account}"
            self._notes.of_row("orders_left_out", row, metric=row.metric, account=account_text(row), other=other)
        parts = _Parts()
        for account, rows in owned.items():
            shop, beside = account[0], self._owned.beside(agent, account)
            found = account_figures(
                self._inputs.month, on_level(self._inputs.month, rows), self._rank, beside, self._divided
            )
            self._report(found)
            parts.account(shop, found.metrics)
        for member in members:
            parts.member(member)
        sheets = self._combined(parts.whole, agent)
        alone = len(parts.by_shop) == 1 and not members
        shops = {shop: sheets if alone else self._combined(some, agent) for shop, some in parts.by_shop.items()}
        sheets = sheets | self._add_levels(agent, members, shops)
        typed = typed_figures(self._marks.get(agent.number, ()))
        self._compare(agent, typed, sheets)
        metrics = {**sheets, **typed, **dict(ratios_of_typed(typed, sheets, self._divided))}
        undivided = {name: measured for name, measured in metrics.items() if measured.undivided}
        dated = [row for rows in owned.values() for row in day_rows(rows)]
        days = frozenset(days_with_rows(dated))
        unreplied = unreplied_days(dated).union(*(member.unreplied_days for member in members))
        conflicts = [*self._owned.conflicts(agent), *(account for one in members for account in one.account_conflicts)]
        return AgentMetrics(
            agent=agent,
            metrics={name: metrics[name] for name in sorted(metrics) if name not in undivided},
            by_shop=shops,
            undivided=undivided,
            place=place_of(agent, shops),
            account_conflicts=tuple(conflicts),
            row_days=days.union(*(member.row_days for member in members)),
            days_worked=_person_days(typed, days, members) if members else _days_worked(metrics, days),
            members=tuple(member.agent.number for member in members),
            unreplied_days=tuple(sorted(unreplied)),
        )

    def _combined(self, parts: list[dict[str, Measured]], agent: Agent) -> dict[str, Measured]:
        if len(parts) == 1:
            combined = {name: parts[0][name] for name in sorted(parts[0])}
        else:
            names = sorted({name for part in parts for name in part})
            combined = {name: combine(name, [part[name] for part in parts if name in part]) for name in names}
        for name, measured in combined.items():
            if measured.undivided and measured.denominator is None:
                self._notes.of_agent("no_weight", agent, name)
        return combined

    def _add_levels(
        self, agent: Agent, members: Sequence[AgentMetrics], shops: dict[str, dict[str, Measured]]
    ) -> dict[str, Measured]:
        """The levels of the agent, over the shops worked for; those of each shop are added to ``shops``."""
        people = [agent, *(member.agent for member in members)]
        numbers = [one.number for one in people]
        levels: dict[str, Measured] = {}
        for name in dict.fromkeys([*self._level_metrics, *_levels_among(members)]):
            homes = dict.fromkeys([*(shop for one in people for shop in one.shops), *self._levels.shops(numbers, name)])
            found = {shop: self._levels.of(numbers, name, shop) for shop in homes}
            parts = [(shop, one, _receptions(shops.get(shop, {}))) for shop, one in found.items() if one is not None]
            over_shops = weighted(parts or _typed_levels(name, members))
            if isinstance(over_shops, Measured):
                levels[name] = over_shops
            elif over_shops is not None:
                self._notes.of_agent("no_weight", agent, name)
            for shop, one, _ in parts:
                if isinstance(one, Measured):
                    shops[shop] = {**shops.get(shop, {}), name: one}
        return levels

    def _report(self, figures: AccountFigures) -> None:
        for conflict in figures.conflicts:
            self._notes.conflict(conflict)
        for row in figures.incomplete_periods:
            self._notes.of_row("incomplete_period", row, account=account_text(row), family=row.family)
        for row in figures.net_differs:
            self._notes.of_row("net_as_in_file", row, account=account_text(row))

    def _compare(self, agent: Agent, typed: dict[str, Measured], sheets: dict[str, Measured]) -> None:
        """Says where a typed figure stands above another one of the sheets."""
        for name, measured in typed.items():
            sheet = sheets.get(name)
            if sheet is not None and sheet.value is not None and sheet.value != measured.value:
                value, other = exact_text(measured.value), exact_text(sheet.value)
                self._notes.of_agent("mark_over_sheet", agent, name, value=value, other=other)


def _rank(inputs: MonthInputs) -> dict[str, int]:
    """A place for every report family: as they are ranked, the others by name."""
    others = sorted({row.family for row in inputs.observations}.difference(inputs.families))
    return {family: place for place, family in enumerate((*inputs.families, *others))}


def _levels_among(members: Sequence[AgentMetrics]) -> list[str]:
    return sorted({name for one in members for name in one.metrics if kind_of(name) == "level"})


def _typed_levels(name: str, members: Sequence[AgentMetrics]) -> list[tuple[str, Measured | Unclear, Fraction | None]]:
    """What was typed for a company's people, where no sheet gives the level."""
    typed = [one for one in members if name in one.metrics]
    return [(one.agent.name, one.metrics[name], _receptions(one.metrics)) for one in typed]


def _days_worked(metrics: dict[str, Measured], days: frozenset[date]) -> Fraction | None:
    """上班天数, else attendance, else the days with a row, else unknown (RULES 32)."""
    for name in ("days_worked", DAYS_ATTENDED):
        found = metrics.get(name)
        if found is not None and found.value is not None:
            return found.value
    return Fraction(len(days)) if days else None


def _person_days(typed: dict[str, Measured], days: frozenset[date], members: Sequence[AgentMetrics]) -> Fraction | None:
    """A company's person-days: what was typed for it, else Σ over its people; unknown if they are so of one of them."""
    own = _days_worked(typed, days)
    if any(name in typed for name in ("days_worked", DAYS_ATTENDED)):
        return own
    worked = [member.days_worked for member in members if member.metrics]
    if any(one is None for one in worked) or not (worked or days):
        return None
    return sum((one or Fraction(0) for one in worked), own or Fraction(0))
