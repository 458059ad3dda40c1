"""What an agent has in a month: accounts added up, companies with their people, levels, marks (RULES 5–13, 18)."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.catalogue import RATIOS, is_level, is_mark_mean, is_sum, ways_of
from tests.oracle.cells import (
    ZERO,
    Figure,
    Part,
    cells_of,
    fill_trio,
    part_of,
    period_of,
    terms,
    with_stand_ins,
    with_trio,
)
from tests.oracle.exact import number
from tests.oracle.world import MEMBER, Plain, World, day, employed, first_day, last_day, terms_of

Rows = dict[tuple[str, str], list[Plain]]  # by shop and account


def added(metric: str, parts: list[Part]) -> Figure | None:
    """Sums added, ratios divided again, over all accounts."""
    if not parts:
        return None
    incomplete = any(part.incomplete for part in parts)
    known = [part for part in parts if part.known]
    if not known:
        return Figure(None, incomplete)
    top, bottom = sum((part.top for part in known), ZERO), sum((part.bottom for part in known), ZERO)
    if is_sum(metric):
        return Figure(top, incomplete)
    if len(parts) == 1 and known[0].lone is not None and (not known[0].weighed or bottom == 0):
        weighed = known[0].weighed
        return Figure(known[0].lone, incomplete, known[0].top if weighed else None, bottom if weighed else None)
    if not all(part.weighed for part in known):
        return Figure(None, incomplete, unweighed=True)
    if bottom == 0:
        return Figure(None, incomplete, top, bottom)
    return Figure(top / bottom, incomplete, top, bottom)


# ---- marks


def marked(metric: str, marks: list[Plain], month: str) -> Figure:
    """A typed figure: values of a sum added, of a mean averaged, of a level first and last by date."""
    values = [number(mark["value"]) for mark in marks]
    if is_level(metric):
        ordered = [number(mark["value"]) for mark in sorted(marks, key=lambda mark: mark.get("day") or "")]
        return Figure(ordered[-1], first=ordered[0] if len(ordered) > 1 else None)
    if is_sum(metric):
        return Figure(sum(values, ZERO))
    count = Fraction(len(values))
    pooled = is_mark_mean(metric)
    total = sum(values, ZERO)
    return Figure(total / count, False, total if pooled else None, count if pooled else None)


def with_marks(figures: dict[str, Figure], marks: list[Plain], month: str, sheets: set[str], ratios: list[str]) -> None:
    """A mark of a metric that a sheet gives too is the highest-ranked family, of the whole month.

    ``sheets`` are the metrics that the sheets give, ratios of which they give both parts among them, known or not,
    with something to divide by or not: a mark for one part of those changes nothing (RULES 8: one family where some
    family gives both).
    """
    by_metric: dict[str, list[Plain]] = defaultdict(list)
    for mark in marks:
        if not mark["item"].startswith("item:"):
            by_metric[mark["item"]].append(mark)
    for metric, found in by_metric.items():
        figures[metric] = marked(metric, found, month)
    for ratio in ratios:
        for tops, bottoms in ways_of(ratio):
            names = {name.lstrip("-") for name in tops + bottoms}
            typed = names & set(by_metric)
            if ratio in by_metric or not typed or (typed != names and ratio in sheets):
                continue
            parts = {name: figures[name].value if name in figures else None for name in names}
            if None not in parts.values():
                top, bottom = terms(tops, parts), terms(bottoms, parts)
                unsure = any(figures[name].incomplete for name in names)
                figures[ratio] = Figure(top / bottom if bottom else None, unsure, top, bottom)
                break


# ---- accounts


@dataclass
class Held:
    """An account as its owner holds it in the month."""

    shop: str
    name: str
    first: date
    last: date

    @property
    def key(self) -> tuple[str, str]:
        """Shop and login."""
        return self.shop, self.name

    def whole(self, row: Plain) -> bool:
        """Whether the whole row is the owner's."""
        first, last = period_of(row)
        return self.first <= first and last <= self.last

    def touches(self, row: Plain) -> bool:
        """Whether any day of the row is the owner's."""
        first, last = period_of(row)
        return self.first <= last and first <= self.last


def held_accounts(agent: Plain, month: str) -> list[Held]:
    """The accounts of an agent and the days of the month on which they are theirs."""
    found = []
    for account in agent["accounts"]:
        first = max(first_day(month), day(account.get("first")) or first_day(month))
        last = min(last_day(month), day(account.get("last")) or last_day(month))
        if first <= last:
            found.append(Held(account["shop"], account["name"], first, last))
    return found


@dataclass
class AgentMonth:
    """The figures of one agent in one month."""

    figures: dict[str, Figure]
    received_by_shop: dict[str, Fraction]
    row_days: set[date]
    conflicts: list[str]  # accounts of two people whose rows of the month are a question


@dataclass
class Reader:
    """One month of a world: rows by account, and how many people have each account."""

    world: World
    month: str
    rows: Rows
    owners: dict[tuple[str, str], int]
    ratios: list[str]


def reader(world: World, month: str) -> Reader:
    """The month's rows, sorted to their accounts."""
    rows: Rows = defaultdict(list)
    owners: dict[tuple[str, str], int] = defaultdict(int)
    for row in world["observations"]:
        if row["first"][:7] == month:
            rows[row["shop"], row["account"]].append(row)
    for agent in world["agents"]:
        if employed(agent, month):
            for held in held_accounts(agent, month):
                owners[held.key] += 1
    return Reader(world, month, rows, owners, [*RATIOS, *own_ratios(world, month)])


def own_ratios(world: World, month: str) -> list[str]:
    """The owner's ratios that a scheme in force names."""
    latest: dict[tuple[str, str, str], Plain] = {}
    for entry in sorted(world["schemes"], key=lambda entry: entry["from"]):
        if entry["from"] <= month:
            latest[entry["position"], entry["shop"], entry["team"]] = entry["scheme"]
    text = json.dumps(list(latest.values()), ensure_ascii=False)
    return sorted(set(re.findall(r'"(ratio:[^"]+)"', text)))


def everybody(world: World, month: str) -> dict[str, AgentMonth]:
    """All figures of the month, by 工号; companies after their people."""
    read, found = reader(world, month), {}
    agents = sorted((agent for agent in world["agents"] if employed(agent, month)), key=lambda agent: agent["number"])
    for agent in agents:
        if agent.get("kind") != "team":
            found[agent["number"]] = agent_month(read, agent, [])
    for agent in agents:
        if agent.get("kind") == "team":
            found[agent["number"]] = agent_month(
                read, agent, [(one, found[one["number"]]) for one in members_of(agents, agent, month)]
            )
    return {agent["number"]: found[agent["number"]] for agent in agents}


def members_of(agents: list[Plain], company: Plain, month: str) -> list[Plain]:
    """The 外包成员 of the company's 小组."""
    team = terms_of(company, month).get("team")
    terms_now = [(agent, terms_of(agent, month)) for agent in agents]
    return [agent for agent, now in terms_now if now.get("position") == MEMBER and team and now.get("team") == team]


def agent_month(read: Reader, agent: Plain, members: list[tuple[Plain, AgentMonth]]) -> AgentMonth:
    """The figures of the agent's accounts, and of a company's people; levels of shops; marks above them."""
    order: list[str] = read.world["families"]
    parts: dict[str, list[Part]] = defaultdict(list)
    received: dict[str, Fraction] = {}
    row_days: set[date] = set()
    conflicts: list[str] = []
    for held in held_accounts(agent, read.month):
        rows = read.rows.get(held.key, [])
        shared = read.owners[held.key] > 1
        by_day = {row["metric"] for row in rows if row["first"] == row["last"]}
        split = [row for row in rows if held.touches(row) and not held.whole(row)]
        if shared and any(row["metric"] not in by_day for row in split):
            conflicts.append(f"{held.shop}:{held.name}")
        row_days |= {
            period_of(row)[0]
            for row in rows
            if row["first"] == row["last"] and not is_level(row["metric"]) and held.whole(row)
        }
        account = cells_of(rows, read.month, (held.first, held.last), shared=shared)
        given = {row["metric"] for row in rows}
        fill_trio(account)
        with_trio(account, given, order)
        with_stand_ins(account, given)
        with_trio(account, given, order)
        for metric in {*account, *read.ratios}:
            if not is_level(metric) and (part := part_of(account, metric, order)) is not None:
                parts[metric].append(part)
                if metric == "received_users" and part.known:
                    received[held.shop] = received.get(held.shop, ZERO) + part.top
    for _, seen in members:
        conflicts += seen.conflicts
        row_days |= seen.row_days
        for metric in seen.figures:
            if is_level(metric):
                continue
            parts[metric] += as_part(metric, seen.figures[metric])
        for shop, count in seen.received_by_shop.items():
            received[shop] = received.get(shop, ZERO) + count
    figures = {metric: figure for metric, found in parts.items() if (figure := added(metric, found)) is not None}
    figures |= level_figures(read, agent, members, received)
    own = [mark for mark in read.world["marks"] if mark["number"] == agent["number"] and mark["month"] == read.month]
    with_marks(figures, own, read.month, set(figures), read.ratios)
    return AgentMonth(figures, received, row_days, conflicts)


def level_figures(
    read: Reader, agent: Plain, members: list[tuple[Plain, AgentMonth]], received: dict[str, Fraction]
) -> dict[str, Figure]:
    """The levels that sheets give, and those typed for a company's people, over the shops."""
    found: dict[str, Figure] = {}
    given = {row["metric"] for rows in read.rows.values() for row in rows}.union(*(seen.figures for _, seen in members))
    for metric in filter(is_level, sorted(given)):
        in_shops = levels_in_shops(read, [agent, *(one for one, _ in members)], metric)
        level = weighted([(level, received.get(shop)) for shop, level in in_shops.items()])
        if not in_shops and members:
            level = typed_level([seen for _, seen in members], metric)
        if level is not None:
            found[metric] = level
    return found


def as_part(metric: str, figure: Figure) -> list[Part]:
    """A member's figure as a part of the company's."""
    if figure.value is None and figure.top is not None and figure.bottom is not None:
        return [Part(figure.top, figure.bottom, figure.incomplete)]
    if figure.value is None and figure.unweighed:
        return [Part(ZERO, ZERO, figure.incomplete, weighed=False)]
    if figure.value is None:
        return [Part(ZERO, ZERO, incomplete=True, known=False)] if figure.incomplete else []
    if is_sum(metric):
        return [Part(figure.value, Fraction(1), figure.incomplete)]
    if figure.top is None or figure.bottom is None:
        return [Part(ZERO, ZERO, figure.incomplete, lone=figure.value, weighed=False)]
    return [Part(figure.top, figure.bottom, figure.incomplete, lone=figure.value)]


# ---- levels


def typed_level(members: list[AgentMonth], metric: str) -> Figure | None:
    """What was typed for a company's people, where no sheet gives the level; of several weighted by received_users."""
    typed = [seen for seen in members if metric in seen.figures]
    return weighted([(seen.figures[metric], received_of(seen)) for seen in typed])


def received_of(seen: AgentMonth) -> Fraction | None:
    """received_users of an agent."""
    figure = seen.figures.get("received_users")
    return figure.value if figure else None


def weighted(found: list[tuple[Figure, Fraction | None]]) -> Figure | None:
    """Σ level × weight ÷ Σ weight; one needs no weight, of several each needs one."""
    if len(found) < 2:
        return found[0][0] if found else None
    values, weights = [level.value for level, _ in found], [weight for _, weight in found if weight is not None]
    total = sum(weights, ZERO)
    if None in values or len(weights) < len(found) or total == 0:
        return None
    firsts = [level.first for level, _ in found]
    value = sum((one * w for one, w in zip(values, weights, strict=True) if one is not None), ZERO)
    first = sum((one * w for one, w in zip(firsts, weights, strict=True) if one is not None), ZERO)
    return Figure(value / total, first=None if None in firsts else first / total)


def levels_in_shops(read: Reader, people: list[Plain], metric: str) -> dict[str, Figure]:
    """The level in each shop of these people (RULES 18)."""
    shops = list(dict.fromkeys(shop for agent in people for shop in agent["shops"]))
    return {shop: level for shop in shops if (level := level_in_shop(read, people, metric, shop)) is not None}


def level_in_shop(read: Reader, people: list[Plain], metric: str, shop: str) -> Figure | None:
    """By the rows of these people's accounts in the shop, else by those of the shop itself (account "")."""
    rows = []
    for agent in people:
        for held in held_accounts(agent, read.month):
            if held.shop == shop:
                rows += [row for row in read.rows.get(held.key, []) if row["metric"] == metric and held.whole(row)]
    rows = rows or [row for row in read.rows.get((shop, ""), []) if row["metric"] == metric]
    return level_of(rows) if rows else None


def level_of(rows: list[Plain]) -> Figure | None:
    """First and last known value by date; accounts that differ on that date make none."""
    by_day: dict[date, set[Fraction]] = defaultdict(set)
    for row in rows:
        if row["value"] is not None:
            by_day[period_of(row)[1]].add(number(row["value"]))
    if not by_day:
        return Figure(None, incomplete=True)
    last, first = by_day[max(by_day)], by_day[min(by_day)]
    if len(last) > 1 or len(first) > 1:
        return Figure(None)
    return Figure(min(last), first=min(first) if len(by_day) > 1 else None)
