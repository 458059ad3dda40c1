"""The cells of one account in a month, and what they give to each metric (RULES 5, 7, 8, 9, 10)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from tests.oracle.catalogue import STAND_INS, is_sum, ways_of
from tests.oracle.exact import number
from tests.oracle.world import Plain, day, first_day, last_day

ZERO = Fraction(0)


@dataclass
class Figure:
    """One metric of an agent in a month: ``value`` None is nothing known; ``top``/``bottom`` pool it with others."""

    value: Fraction | None
    incomplete: bool = False
    top: Fraction | None = None
    bottom: Fraction | None = None
    unweighed: bool = False  # no value, as a row of several has no weight
    first: Fraction | None = None  # of a level: its first known value, or None where there is one value only


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

    Of an account that two people had in the month the days answer, and ranges that change over just where it does;
    a row of both of them, where no day answers, is not yet known to either (RULES 13).
    """
    account: Account = defaultdict(Cells)
    ranges: dict[tuple[str, str], list[Plain]] = defaultdict(list)
    by_day = {row["metric"] for row in rows if row["first"] == row["last"]}
    for row in rows:
        first, last = period_of(row)
        if (first, last) == (first_day(month), last_day(month)):
            if not shared or row["metric"] not in by_day:
                account[row["metric"]].whole[row["family"]] = row | {"value": None} if shared else row
        elif first != last:
            ranges[row["metric"], row["family"]].append(row)
        elif owned[0] <= first <= owned[1]:
            account[row["metric"]].days[row["family"]][first, last] = row
    for (metric, family), found in ranges.items():
        if not tile(found, month):
            continue
        for row in found:
            first, last = period_of(row)
            mine = owned[0] <= first and last <= owned[1]
            touched = owned[0] <= last and first <= owned[1]
            if mine or (touched and not shared):
                account[metric].days[family][first, last] = row
            elif touched and metric not in by_day:
                account[metric].days[family][first, last] = row | {"value": None}
    return account


def period_of(row: Plain) -> Period:
    """First and last day of a row."""
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def fill_trio(account: Account) -> None:
    """An empty cell of a day of sales, refunds or net in a report that has the column: the two others give it."""
    sales, refunds, net = "sales_amount", "refund_amount", "net_sales_amount"
    made: list[tuple[str, str, Period, Plain]] = []
    for missing, left, sign, right in [(net, sales, -1, refunds), (sales, net, 1, refunds), (refunds, sales, -1, net)]:
        if not {missing, left, right} <= set(account):
            continue
        for family, rows in account[missing].days.items():
            ones, others = account[left].days.get(family, {}), account[right].days.get(family, {})
            for period in set(ones) & set(others) - set(rows):
                made.append((missing, family, period, combined(ones[period], sign, others[period])))
    for missing, family, period, row in made:
        account[missing].days[family][period] = row


def with_trio(account: Account, given: set[str], order: list[str]) -> None:
    """Any two of sales, refunds, net give the third that no file gives (RULES 7): row by row of one family, else the
    best family of each, where both have the same periods (of a day that one of them lacks nothing is known)."""
    sales, refunds, net = "sales_amount", "refund_amount", "net_sales_amount"
    for missing, left, sign, right in [(net, sales, -1, refunds), (sales, net, 1, refunds), (refunds, sales, -1, net)]:
        if missing in given or not {left, right} <= given:
            continue
        made: list[tuple[str, Period | None, Plain]] = []
        for basis in ("whole", "days"):
            ones, others = account[left].at(basis), account[right].at(basis)
            for family in set(ones) & set(others):
                here, there = dict(ones[family]), dict(others[family])
                made += [(family, at, combined(here[at], sign, there[at])) for at in here if at in there]
            if ones and others and not set(ones) & set(others):
                family = ranked(ones, order)[0]
                here, there = dict(ones[family]), dict(others[ranked(others, order)[0]])
                if set(here) == set(there):
                    made += [(family, at, combined(here[at], sign, there[at])) for at in here]
        for family, period, row in made:
            if period is None:
                account[missing].whole[family] = row
            else:
                account[missing].days[family][period] = row
        if made:
            given.add(missing)
        return


def combined(left: Plain, sign: int, right: Plain) -> Plain:
    """left ± right of one row; unknown where either is."""
    known = left["value"] is not None and right["value"] is not None
    return left | {"value": number(left["value"]) + sign * number(right["value"]) if known else None}


def with_stand_ins(account: Account, given: set[str]) -> None:
    """Where no file gives one of a pair, the other's figures stand in for it (RULES 7)."""
    made: set[str] = set()
    for one, other in STAND_INS:
        if one not in given and other in given:
            account[one] = account[other]
            made.add(one)
        elif other not in given and one in given:
            account[other] = account[one]
            made.add(other)
    given |= made


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
    for tops, bottoms in ways_of(metric):
        part = ratio_parts(account, tops, bottoms, order)
        if part is not None and (part.known or part.incomplete):
            return part
    return weighed_rows(account[metric], order) if metric in account else None
