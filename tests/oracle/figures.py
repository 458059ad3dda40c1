"""From observations to what an agent has in a month (RULES 5, 7, 8, 9, 10, 13, 18)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from tests.oracle.catalogue import LEVELS, MARK_MEANS, MEANS, RATIOS, STAND_INS, is_sum
from tests.oracle.exact import half_up, number
from tests.oracle.world import MEMBER, Plain, World, as_of, day, employed, first_day, last_day

ZERO = Fraction(0)


@dataclass
class Figure:
    """One metric of an agent in a month: ``value`` None is nothing known; ``top``/``bottom`` pool it with others."""

    value: Fraction | None
    incomplete: bool = False
    top: Fraction | None = None
    bottom: Fraction | None = None
    first: Fraction | None = None  # of a level: its first known value, or None where there is one value only
    dated: list[tuple[date | None, Fraction]] = field(default_factory=list)


Period: TypeAlias = tuple[date, date]


@dataclass
class Cells:
    """All cells of one metric of one account in a month: whole month and days, by family."""

    whole: dict[str, Plain] = field(default_factory=dict)
    days: dict[str, dict[Period, Plain]] = field(default_factory=lambda: defaultdict(dict))

    def at(self, basis: str) -> dict[str, list[tuple[Period | None, Plain]]]:
        """The rows of each family at the basis, "whole" or "days"."""
        if basis == "whole":
            return {family: [(None, row)] for family, row in self.whole.items()}
        return {family: sorted(rows.items()) for family, rows in self.days.items()}  # type: ignore[arg-type]


Account = dict[str, Cells]  # metric → its cells


def ranked(families: Iterable[str], order: list[str]) -> list[str]:
    """Families, the one that wins a conflict first."""
    return sorted(families, key=lambda family: (order.index(family) if family in order else len(order), family))


# ---- the cells of an account


def tile(rows: list[Plain], month: str) -> bool:
    """Whether the ranges cover the month without overlap (RULES 8)."""
    spans = sorted((day(row["first"]), day(row["last"])) for row in rows)
    expected = first_day(month)
    for first, last in spans:
        if first != expected:
            return False
        expected = last + timedelta(days=1)
    return expected == last_day(month) + timedelta(days=1)


def cells_of(rows: list[Plain], month: str, owned: Period, *, shared: bool) -> Account:
    """The usable cells of one account; days (and ranges, where they tile the month) only while the owner has it.

    Of an account that two people had in the month the days answer; its month-level rows are nobody's.
    """
    account: Account = defaultdict(Cells)
    ranges: dict[tuple[str, str], list[Plain]] = defaultdict(list)
    for row in rows:
        first, last = period_of(row)
        if (first, last) == (first_day(month), last_day(month)):
            if not shared:
                account[row["metric"]].whole[row["family"]] = row
        elif first != last:
            ranges[row["metric"], row["family"]].append(row)
        elif owned[0] <= first <= owned[1]:
            account[row["metric"]].days[row["family"]][first, last] = row
    for (metric, family), found in ranges.items():
        if tile(found, month):
            for row in found:
                first, last = period_of(row)
                if owned[0] <= first and last <= owned[1]:
                    account[metric].days[family][first, last] = row
    return account


def period_of(row: Plain) -> Period:
    """First and last day of a row."""
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def with_trio(account: Account, given: set[str]) -> None:
    """Any two of sales, refunds, net give the third that no file gives (RULES 7): row by row of one family, else
    the whole month's of two."""
    sales, refunds, net = "sales_amount", "refund_amount", "net_sales_amount"
    for missing, left, sign, right in [(net, sales, -1, refunds), (sales, net, 1, refunds), (refunds, sales, -1, net)]:
        if missing in given or not {left, right} <= given:
            continue
        for basis in ("whole", "days"):
            ones, others = by_cell(account[left].at(basis)), by_cell(account[right].at(basis))
            for family, period in sorted(set(ones) & set(others), key=str):
                made = combined(ones[family, period], sign, others[family, period])
                if period is None:
                    account[missing].whole[family] = made
                else:
                    account[missing].days[family][period] = made
        if not account[missing].whole and account[left].whole and account[right].whole:
            first, second = (next(iter(account[name].whole.values())) for name in (left, right))
            account[missing].whole[first["family"]] = combined(first, sign, second)
        given.add(missing)
        return


def by_cell(families: dict[str, list[tuple[Period | None, Plain]]]) -> dict[tuple[str, Period | None], Plain]:
    """Rows by family and period."""
    return {(family, period): row for family, rows in families.items() for period, row in rows}


def combined(left: Plain, sign: int, right: Plain) -> Plain:
    """left ± right of one row; unknown where either is."""
    known = left["value"] is not None and right["value"] is not None
    return left | {"value": number(left["value"]) + sign * number(right["value"]) if known else None}


def with_stand_ins(account: Account, given: set[str]) -> None:
    """Where no file gives one of a pair, the other's figures stand in for it (RULES 7)."""
    for one, other in STAND_INS:
        if one not in given and other in given:
            account[one] = account[other]
        elif other not in given and one in given:
            account[other] = account[one]


# ---- one account's contribution


@dataclass
class Part:
    """What one account gives to a metric: Σ value·weight over Σ weight (bottom 1 for a sum)."""

    top: Fraction
    bottom: Fraction
    incomplete: bool
    known: bool = True
    lone: Fraction | None = None  # the value of a single month-level row, which needs no weight
    weighed: bool = True  # False: some row has no weight


def sum_of(cells: Cells, order: list[str]) -> Part | None:
    """The month-level value of the best family, else the sum of the days of the best family."""
    for basis in ("whole", "days"):
        families = cells.at(basis)
        for family in ranked(families, order):
            values = [row["value"] for _, row in families[family]]
            known = [number(value) for value in values if value is not None]
            return Part(sum(known, ZERO), Fraction(1), len(known) < len(values), known=bool(known))
    return None


def ratio_parts(account: Account, tops: list[str], bottoms: list[str], order: list[str]) -> Part | None:
    """Numerator and denominator on one basis, of one family where some family gives both (RULES 8)."""
    names = {name.lstrip("-") for name in tops + bottoms}
    for basis in ("whole", "days"):
        tables = {name: account[name].at(basis) if name in account else {} for name in names}
        if not all(tables.values()):
            continue
        shared = set.intersection(*(set(table) for table in tables.values()))
        chosen = {name: ranked(shared or table, order)[0] for name, table in tables.items()}
        rows = {name: dict(tables[name][family]) for name, family in chosen.items()}
        return divided_rows(rows, tops, bottoms)
    return None


def divided_rows(rows: dict[str, dict[Period | None, Plain]], tops: list[str], bottoms: list[str]) -> Part:
    """Σ numerators and Σ denominators over the days on which every part is known (RULES 9)."""
    top = bottom = ZERO
    incomplete, known = False, False
    for when in set.union(*(set(days) for days in rows.values())):
        values = {name: days[when]["value"] if when in days else "" for name, days in rows.items()}
        if None in values.values():
            incomplete = True
        elif "" not in values.values():
            known = True
            top += terms(tops, values)
            bottom += terms(bottoms, values)
    return Part(top, bottom, incomplete, known)


def terms(names: list[str], values: dict[str, str | Fraction | None]) -> Fraction:
    """Σ of signed parts."""
    total = ZERO
    for name in names:
        value = values[name.lstrip("-")]
        assert value is not None
        total += -number(value) if name.startswith("-") else number(value)
    return total


def weighed_rows(cells: Cells, order: list[str]) -> Part | None:
    """A mean (or a ratio whose parts no file gives) from rows of value and weight (RULES 10)."""
    for basis in ("whole", "days"):
        families = cells.at(basis)
        for family in ranked(families, order):
            rows = [row for _, row in families[family]]
            known = [row for row in rows if row["value"] is not None]
            weighed = [(number(row["value"]), number(row["weight"])) for row in known if row.get("weight") is not None]
            part = Part(
                top=sum((value * weight for value, weight in weighed), ZERO),
                bottom=sum((weight for _, weight in weighed), ZERO),
                incomplete=len(known) < len(rows),
                known=bool(known),
                weighed=len(weighed) == len(known),
            )
            if basis == "whole" and known:
                part.lone = number(known[0]["value"])
            return part
    return None


def part_of(account: Account, metric: str, order: list[str]) -> Part | None:
    """What the account gives to the metric."""
    if is_sum(metric):
        return sum_of(account[metric], order) if metric in account else None
    for tops, bottoms in RATIOS.get(metric, []):
        part = ratio_parts(account, tops, bottoms, order)
        if part is not None and (part.known or part.incomplete):
            return part
    return weighed_rows(account[metric], order) if metric in account else None


# ---- an agent's month


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
    if bottom == 0 or not all(part.weighed for part in known):
        return Figure(None, incomplete)
    return Figure(top / bottom, incomplete, top, bottom)


def level(rows: list[tuple[date | None, Fraction]], incomplete: bool) -> Figure:
    """First and last by date (RULES 18)."""
    ordered = [value for _, value in sorted(rows, key=lambda row: row[0] or date.min)]
    if not ordered:
        return Figure(None, incomplete)
    return Figure(ordered[-1], incomplete, first=ordered[0] if len(ordered) > 1 else None)


def marked(metric: str, marks: list[Plain], month: str) -> Figure:
    """A typed figure: values of a sum added, of a mean averaged, of a level first and last by date."""
    values = [number(mark["value"]) for mark in marks]
    if metric in LEVELS:
        return level([(day(mark.get("day")) or last_day(month), number(mark["value"])) for mark in marks], False)
    if is_sum(metric):
        return Figure(sum(values, ZERO))
    count = Fraction(len(values))
    pooled = metric in MARK_MEANS
    total = sum(values, ZERO)
    return Figure(total / count, False, total if pooled else None, count if pooled else None)


def with_marks(figures: dict[str, Figure], marks: list[Plain], month: str, same_family: set[str]) -> None:
    """A mark of a metric that a sheet gives too is the highest-ranked family, of the whole month.

    ``same_family`` are the ratios of which one family of sheets gives both parts.
    """
    by_metric: dict[str, list[Plain]] = defaultdict(list)
    for mark in marks:
        if not mark["item"].startswith("item:"):
            by_metric[mark["item"]].append(mark)
    for metric, found in by_metric.items():
        figures[metric] = marked(metric, found, month)
    for ratio, ways in RATIOS.items():
        for tops, bottoms in ways:
            names = {name.lstrip("-") for name in tops + bottoms}
            typed = names & set(by_metric)
            if ratio in by_metric or not typed or (typed != names and ratio in same_family):
                continue
            parts = {name: figures[name].value if name in figures else None for name in names}
            if None not in parts.values():
                top, bottom = terms(tops, parts), terms(bottoms, parts)
                unsure = any(figures[name].incomplete for name in names)
                figures[ratio] = Figure(top / bottom, unsure, top, bottom) if bottom else Figure(None, unsure)
                break


@dataclass
class Held:
    """An account as an agent holds it in the month."""

    shop: str
    name: str
    first: date
    last: date
    contested: bool = False


def held_accounts(world: World, agent: Plain, month: str) -> list[Held]:
    """The accounts of an agent, a company's with those of its members (the 外包成员 of its 小组)."""
    terms_now = as_of(agent["terms"], month)
    owners = [agent]
    if agent.get("kind") == "team":
        owners += [
            other
            for other in world["agents"]
            if as_of(other["terms"], month).get("position") == MEMBER
            and as_of(other["terms"], month).get("team") == terms_now.get("team")
            and employed(other, month)
        ]
    found = []
    for owner in owners:
        for account in owner["accounts"]:
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
    conflict: bool


def rows_by_account(world: World, month: str) -> dict[tuple[str, str], list[Plain]]:
    """The month's observations by shop and account."""
    table: dict[tuple[str, str], list[Plain]] = defaultdict(list)
    for row in world["observations"]:
        if row["first"][:7] == month:
            table[row["shop"], row["account"]].append(row)
    return table


def owners_of(world: World, month: str) -> dict[tuple[str, str], int]:
    """How many people own each account in the month."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for agent in world["agents"]:
        for held in held_accounts(world, agent | {"kind": "person"}, month) if employed(agent, month) else []:
            count[held.shop, held.name] += 1
    return count


def agent_month(world: World, agent: Plain, month: str, table: dict[tuple[str, str], list[Plain]], owners: dict[tuple[str, str], int]) -> AgentMonth:  # fmt: skip
    """All figures of an agent: of its accounts, of its shops (DSR), of its marks."""
    order: list[str] = world["families"]
    parts: dict[str, list[Part]] = defaultdict(list)
    levels: dict[str, list[tuple[date | None, Fraction]]] = defaultdict(list)
    received: dict[str, Fraction] = defaultdict(lambda: ZERO)
    row_days: set[date] = set()
    same_family: set[str] = set()
    conflict = False
    for held in held_accounts(world, agent, month):
        rows = table.get((held.shop, held.name), [])
        over = [row for row in rows if not (held.first <= period_of(row)[0] and period_of(row)[1] <= held.last)]
        over = [row for row in over if period_of(row)[0] <= held.last and held.first <= period_of(row)[1]]
        shared = owners[held.shop, held.name] > 1
        shared = owners[held.shop, held.name] > 1
        by_day = {row["metric"] for row in rows if row["first"] == row["last"]}
        conflict |= shared and any(row["metric"] not in by_day for row in over)
        account = cells_of(rows, month, (held.first, held.last), shared=shared)
        given = {row["metric"] for row in rows}
        with_trio(account, given)
        with_stand_ins(account, given)
        row_days |= {date.fromisoformat(row["first"]) for row in rows if row["first"] == row["last"] and held.first <= date.fromisoformat(row["first"]) <= held.last}  # fmt: skip
        for metric in {*account, *RATIOS}:
            if metric in LEVELS:
                levels[metric] += level_rows(account[metric], order)
            elif (part := part_of(account, metric, order)) is not None:
                parts[metric].append(part)
                if metric in RATIOS and part.lone is None:
                    same_family.add(metric)
                if metric == "received_users":
                    received[held.shop] += part.top
    figures = {metric: figure for metric, found in parts.items() if (figure := added(metric, found)) is not None}
    figures |= {metric: level(found, False) for metric, found in levels.items() if found}
    for metric in LEVELS - set(figures):
        shop_level = level_of_shops(agent["shops"], metric, received, table)
        if shop_level is not None:
            figures[metric] = shop_level
    own = [mark for mark in world["marks"] if mark["number"] == agent["number"] and mark["month"] == month]
    with_marks(figures, own, month, same_family)
    return AgentMonth(figures, received, row_days, conflict)


def level_rows(cells: Cells, order: list[str]) -> list[tuple[date | None, Fraction]]:
    """The dated values of a level: days before a month-level value (which has no date)."""
    for basis in ("days", "whole"):
        families = cells.at(basis)
        for family in ranked(families, order):
            return [
                (when and when[1], number(row["value"])) for when, row in families[family] if row["value"] is not None
            ]
    return []


def level_of_shops(shops: list[str], metric: str, received: dict[str, Fraction], table: dict[tuple[str, str], list[Plain]]) -> Figure | None:  # fmt: skip
    """A shop-level DSR belongs to each of the shop's agents, of two shops weighted by received_users (RULES 18)."""
    found: list[tuple[Figure, Fraction]] = []
    for shop in shops:
        rows = [row for row in table.get((shop, ""), []) if row["metric"] == metric and row["value"] is not None]
        if rows:
            dated = [(day(row["first"]), number(row["value"])) for row in rows]
            found.append((level(dated, False), received.get(shop, ZERO)))
    if not found:
        return None
    if len(found) == 1:
        return found[0][0]
    weight = sum((weight for _, weight in found), ZERO)
    if weight == 0:
        return None
    last = sum((figure.value * w for figure, w in found if figure.value is not None), ZERO) / weight
    firsts = [figure.first for figure, _ in found]
    first = None if None in firsts else sum((f * w for f, (_, w) in zip(firsts, found, strict=True) if f is not None), ZERO) / weight  # fmt: skip
    return Figure(last, False, first=first)


def printed_level(value: Fraction) -> Fraction:
    """A level as compared by a trend: 2 decimals."""
    return half_up(value, 2)


POOLED = {*RATIOS, *MEANS}
