"""From the month's observations to the month metrics of every agent, keeping the sources."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import msgspec

from app.domain.accounts import AccountBook, Match
from app.domain.figures import AccountFigures, account_figures, days_with_rows
from app.domain.inputs import Mark, MonthInputs, Observation
from app.domain.measured import MANUAL, MONTH, Measured, add_terms, combine, merge_sources
from app.domain.metrics import ATTENDANCE, METRICS, Kind
from app.domain.money import short_text
from app.domain.month import PayMonth
from app.domain.people import Agent, Place
from app.domain.problem import Problem, warning
from app.domain.source import SourceFile


class AgentMetrics(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's month: metrics over all accounts, and by shop; a metric without data is absent.

    ``place`` is where the agent stands among the others. ``account_conflicts`` are accounts whose month-level rows have
    two owners in the month. ``row_days`` are the days with a row.
    """

    agent: Agent
    metrics: dict[str, Measured]
    by_shop: dict[str, dict[str, Measured]]
    place: Place
    account_conflicts: tuple[str, ...] = ()
    row_days: frozenset[date] = frozenset()

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
    measured = metrics.get("received_users")
    return Fraction(-1) if measured is None or measured.value is None else measured.value


class MonthMetrics(msgspec.Struct, frozen=True, kw_only=True):
    """The metrics of every agent employed in the month, in order of their numbers."""

    month: PayMonth
    agents: tuple[AgentMetrics, ...]
    problems: tuple[Problem, ...] = ()


def month_metrics(inputs: MonthInputs) -> MonthMetrics:
    """All agents' month metrics from one month's observations and marks (RULES 5 to 12)."""
    return _Reader(inputs).read()


class _Reader:
    """Hands every row to its owner, then adds up. One reader per month."""

    def __init__(self, inputs: MonthInputs) -> None:
        self._inputs = inputs
        self._rank = {family: index for index, family in enumerate(inputs.families)}
        self._present = sorted(
            (agent for agent in inputs.agents if agent.days_employed(inputs.month)),
            key=lambda agent: agent.number,
        )
        self._rows: dict[str, dict[tuple[str, str], list[Observation]]] = {}
        self._conflicts: dict[str, dict[str, None]] = {}
        self._problems: dict[tuple[str, ...], Problem] = {}

    def read(self) -> MonthMetrics:
        self._assign()
        self._attributions()
        marks: dict[str, list[Mark]] = {}
        for mark in self._inputs.marks:
            marks.setdefault(mark.number, []).append(mark)
        agents = tuple(self._agent(agent, marks.get(agent.number, [])) for agent in self._present)
        return MonthMetrics(month=self._inputs.month, agents=agents, problems=tuple(self._problems.values()))

    def _assign(self) -> None:
        book = AccountBook(self._present)
        matches: dict[tuple[str, str, date, date], Match] = {}
        handed_on: dict[str, list[tuple[Observation, Match]]] = {}
        for row in self._inputs.observations:
            key = (row.shop, row.account, row.first, row.last)
            match = matches.get(key)
            if match is None:
                match = matches[key] = book.match(*key)
            if len(match.owners) == 1:
                self._give(match.owners[0].agent, row)
            elif match.owners:
                handed_on.setdefault(f"{row.shop}:{row.account}", []).append((row, match))
            else:
                self._waits(row, match.how)
        for rows in handed_on.values():
            self._ask_about(rows)

    def _give(self, agent: Agent, row: Observation) -> None:
        shares = self._rows.setdefault(agent.number, {})
        shares.setdefault((row.shop, row.account), []).append(row)

    def _waits(self, row: Observation, how: str) -> None:
        code = "account_unclear" if how == "ambiguous" else "account_waits"
        self._note(code, row, account=f"{row.shop}:{row.account}")

    def _ask_about(self, rows: list[tuple[Observation, Match]]) -> None:
        """Month-level rows of an account with two owners: the day rows answer, else it is a question (RULES 13)."""
        for row, match in rows:
            owners = [owner.agent.number for owner in match.owners]
            split = any(
                other.metric == row.metric and other.first == other.last and other.account == row.account
                for number in owners
                for other in self._rows.get(number, {}).get((row.shop, row.account), ())
            )
            if split:
                continue
            self._note("account_two_owners", row, account=f"{row.shop}:{row.account}", owners="、".join(owners))
            for number in owners:
                self._conflicts.setdefault(number, {})[f"{row.shop}:{row.account}"] = None

    def _attributions(self) -> None:
        for shop, rules in self._inputs.attributions.items():
            if len(set(rules)) > 1:
                key = ("mixed_attribution", shop)
                self._problems[key] = warning("mixed_attribution", shop=shop, rules="、".join(sorted(set(rules))))

    def _agent(self, agent: Agent, marks: list[Mark]) -> AgentMetrics:
        shares = self._rows.get(agent.number, {})
        figures: dict[tuple[str, str], AccountFigures] = {}
        for key, rows in shares.items():
            figures[key] = account_figures(self._inputs.month, rows, self._rank)
            self._report(figures[key])
        by_shop: dict[str, list[dict[str, Measured]]] = {}
        for (shop, _), found in figures.items():
            by_shop.setdefault(shop, []).append(found.metrics)
        sheets = self._combined([found.metrics for found in figures.values()], agent)
        metrics = sheets | self._marked(agent, marks, sheets)
        days = set[date]().union(*(days_with_rows(rows) for rows in shares.values()))
        shops = {shop: sheets if len(by_shop) == 1 else self._combined(parts, agent) for shop, parts in by_shop.items()}
        return AgentMetrics(
            agent=agent,
            metrics=dict(sorted(metrics.items())),
            by_shop=shops,
            place=place_of(agent, shops),
            account_conflicts=tuple(self._conflicts.get(agent.number, ())),
            row_days=frozenset(days),
        )

    def _combined(self, parts: list[dict[str, Measured]], agent: Agent) -> dict[str, Measured]:
        combined: dict[str, Measured] = {}
        for name in sorted({name for part in parts for name in part}):
            found = [part[name] for part in parts if name in part]
            measured = combine(name, found)
            if measured is not None:
                combined[name] = measured
            elif len(found) > 1 and any(one.denominator is None for one in found):
                key = ("no_weight", agent.number, name)
                self._problems[key] = warning("no_weight", number=agent.number, name=agent.name, metric=name)
        return combined

    def _report(self, figures: AccountFigures) -> None:
        for conflict in figures.conflicts:
            other, used = conflict.other, conflict.used
            self._note(
                "conflicting_sources",
                used,
                metric=used.metric,
                account=f"{used.shop}:{used.account}",
                value=_exact_text(used.value),
                other=_exact_text(other.value),
                other_file=self._file(other).file,
                other_cell=other.source.cells[0] if other.source.cells else "",
            )
        for row in figures.incomplete_periods:
            self._note("incomplete_period", row, account=f"{row.shop}:{row.account}", family=row.family)
        for row in figures.net_differs:
            self._note("net_as_in_file", row, account=f"{row.shop}:{row.account}")

    def _note(self, code: str, row: Observation, **params: str) -> None:
        """One warning per code, account and (for conflicts) metric, at the first cell that shows it."""
        key = (code, row.shop, row.account, params.get("metric", ""))
        if key not in self._problems:
            at = self._file(row)
            cell = row.source.cells[0] if row.source.cells else ""
            self._problems[key] = warning(code, file=at.file, sheet=at.sheet, cell=cell, **params)

    def _file(self, row: Observation) -> SourceFile:
        return self._inputs.files.get(row.source.import_id, SourceFile("", ""))

    def _marked(self, agent: Agent, marks: list[Mark], sheets: dict[str, Measured]) -> dict[str, Measured]:
        """What was typed for the agent; it stands above every sheet."""
        grouped: dict[str, list[Mark]] = {}
        for mark in marks:
            if mark.item in METRICS or mark.item.startswith(ATTENDANCE):
                grouped.setdefault(mark.item, []).append(mark)
        typed = {name: _typed(name, found) for name, found in grouped.items()}
        for name, measured in typed.items():
            sheet = sheets.get(name)
            if sheet is not None and sheet.value is not None and sheet.value != measured.value:
                key = ("mark_over_sheet", agent.number, name)
                self._problems[key] = warning(
                    "mark_over_sheet",
                    number=agent.number,
                    name=agent.name,
                    metric=name,
                    value=_exact_text(measured.value),
                    other=_exact_text(sheet.value),
                )
        return {**typed, **dict(_ratios_of_marks(typed, sheets))}


def _typed(name: str, marks: list[Mark]) -> Measured:
    """Several values of a sum are added, of a level the last counts, of anything else they are averaged."""
    ordered = sorted(marks, key=lambda mark: mark.day or date.min)
    values = [mark.value for mark in ordered]
    kind = METRICS[name].kind if name in METRICS else Kind.ADDITIVE
    if kind is Kind.ADDITIVE:
        value = sum(values, Fraction(0))
    elif kind is Kind.LEVEL:
        value = values[-1]
    else:
        value = sum(values, Fraction(0)) / len(values)
    sources = merge_sources((mark.source,) for mark in ordered if mark.source is not None)
    first = values[0] if kind is Kind.LEVEL and len(values) > 1 else None
    return Measured(value=value, basis=MANUAL, sources=sources, first_value=first)


def _ratios_of_marks(typed: dict[str, Measured], sheets: dict[str, Measured]) -> Iterator[tuple[str, Measured]]:
    """Ratios whose parts were typed: both typed parts win, one typed part joins the sheets' other (RULES 5, 8)."""
    for metric in METRICS.values():
        if metric.id in typed:
            continue
        for parts in metric.parts:
            names = list(dict.fromkeys(name for _, name in parts.numerator + parts.denominator))
            all_typed = all(name in typed for name in names)
            mixed = any(name in typed for name in names) and metric.id not in sheets
            found = {name: typed.get(name) or sheets.get(name) for name in names}
            if not (all_typed or mixed) or any(one is None or one.value is None for one in found.values()):
                continue
            inputs = tuple((name, one) for name, one in found.items() if one is not None)
            values = {name: one.value or Fraction(0) for name, one in inputs}
            denominator = add_terms(parts.denominator, values)
            if denominator:
                yield metric.id, _ratio(add_terms(parts.numerator, values), denominator, inputs)
                break


def _ratio(numerator: Fraction, denominator: Fraction, inputs: tuple[tuple[str, Measured], ...]) -> Measured:
    return Measured(
        value=numerator / denominator,
        basis=MANUAL if all(one.basis == MANUAL for _, one in inputs) else MONTH,
        sources=merge_sources(one.sources for _, one in inputs),
        numerator=numerator,
        denominator=denominator,
        incomplete=any(one.incomplete for _, one in inputs),
        inputs=inputs,
    )


def _exact_text(value: Fraction | None) -> str:
    """A value for a sentence: exact where it has a decimal text, else to 6 decimals."""
    return "" if value is None else short_text(value)
