"""What a sheet says twice: its ratios against their parts, its summary rows against the sum of the people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter

from app.domain.accounts import normal_name, split_account
from app.domain.metrics import kind_of, metric_of, unit_of
from app.domain.money import decimal_text
from app.domain.problem import Problem, error, warning
from app.domain.rows import TRIO
from app.importing.figures import People, PersonRow, ways_given
from app.importing.formats import PART, SUM
from app.importing.grid import where
from app.importing.layouts import Recognised
from app.importing.percents import Ratio
from app.importing.plan import SummaryCheck
from app.importing.rows import DataRow, SheetRows
from app.importing.values import header_key

_RATIO_TOLERANCE = 200
"""A ratio may be off by its two hundredth part."""
_FEN = Fraction(1, 100)
_LEAST_SECONDS = Fraction(1, 20)
"""Nobody answers faster on the mean; as a part of a day it would be an hour and more."""
_AT_MOST_INQUIRIES = ("ordered_users", "inquiry_paid_users")


def row_checks(people: People, sheet: Recognised) -> list[Problem]:
    """Warnings on figures of one row that do not go together, row by row."""
    headers = {column.metric: column.header for column in sheet.columns if column.metric}
    found = [*_ratios(people, headers), *_inquiries(people, headers), *_net_sales(people)]
    return [problem for _, problem in sorted(found, key=itemgetter(0))]


def column_checks(people: People, sheet: Recognised) -> Iterator[Problem]:
    """What is to be said of whole columns: stand-ins, and headers that stand twice."""
    yield from _stand_ins(people, sheet)
    yield from _ratios_alone(people, sheet)
    yield from _net_gaps(people, sheet)
    yield from _day_fractions(people, sheet)
    yield from _headers_twice(people.rows, sheet)
    yield from _accounts_twice(people.rows, sheet)


def _stand_ins(people: People, sheet: Recognised) -> Iterator[Problem]:
    """A warning for each column that nearly means its metric and is used for want of a better one."""
    for column in sheet.columns if sheet.near else ():
        used = column.index in sheet.near and column.metric
        first = next((at for at in range(len(people.rows)) if used and people.is_given(column.metric, at)), None)
        if first is not None:
            place = people.cell(column.metric, first)
            yield warning("column_stands_in", cell=place, header=column.header, metric=column.metric)


def _ratios_alone(people: People, sheet: Recognised) -> Iterator[Problem]:
    """A warning for each ratio that is not used: it cannot be added up, and its parts are not in the file."""
    for column in sheet.columns:
        if not column.metric or kind_of(column.metric) != "ratio":
            continue
        metric = metric_of(column.metric)
        first = next((at for at in range(len(people.rows)) if people.is_given(column.metric, at)), None)
        if metric.weights or not metric.parts or ways_given(metric, people.columns) or first is None:
            continue
        upper, lower = (terms[0][1] for terms in (metric.parts[0].numerator, metric.parts[0].denominator))
        params = {"header": column.header, "metric": metric.id, "numerator": upper, "denominator": lower}
        yield warning("ratio_without_parts", cell=people.cell(metric.id, first), **params)


def _net_gaps(people: People, sheet: Recognised) -> Iterator[Problem]:
    """A warning where rows have sales, but neither refunds nor net: net lacks them, since no figure is not 0."""
    sales, *others = TRIO
    others = [name for name in others if name in people.readings]
    if sales not in people.readings or not others:
        return
    whole = range(len(people.rows))
    bare = [at for at in whole if people.value(sales, at) and not any(people.is_given(name, at) for name in others)]
    if bare and len(bare) < len(whole):
        headers = "、".join(column.header for column in sheet.columns if column.metric in others)
        params = {"account": people.rows[bare[0]].data.spelling, "header": headers, "count": str(len(bare))}
        yield warning("net_lacks_rows", cell=people.cell(sales, bare[0]), **params)


def _day_fractions(people: People, sheet: Recognised) -> Iterator[Problem]:
    """An error for a column of seconds that are all but nothing: parts of a day, whose format got lost."""
    for column in sheet.columns:
        if not column.metric or unit_of(column.metric) != "s":
            continue
        values = [reading.value or 0 for reading in people.readings[column.metric]]
        if any(value >= _LEAST_SECONDS for value in values):  # mostly the first is
            continue
        longest, at = max(zip(values, range(len(values)), strict=True), default=(0, 0))
        if longest > 0:
            cell, text = people.cell(column.metric, at), sheet.grid.text(people.rows[at].data.row, column.index)
            yield error("seconds_unclear", cell=cell, header=column.header, metric=column.metric, value=text)


def _headers_twice(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """An error for each header that stands over two columns which differ: which one is meant cannot be told."""
    used = {header_key(column.header): column for column in sheet.columns if column.metric}
    for twin in sheet.columns:
        column = used.get(header_key(twin.header)) if twin.role == "twin" else None
        if column is None:
            continue
        texts = ((row.data.row, sheet.grid.text(row.data.row, twin.index)) for row in rows)
        other = next((row for row, text in texts if text not in ("", sheet.grid.text(row, column.index))), None)
        if other is not None:
            place = where(other, twin.index)
            yield error("header_twice", cell=place, header=column.header, used=where(other, column.index))


def _accounts_twice(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """An error where a header of accounts stands again over other accounts: two tables side by side, whose rows would
    be taken for one."""
    places = {header_key(sheet.columns[index].header): index for index in sheet.accounts}
    for again in sheet.columns:
        first = places.get(header_key(again.header), again.index)
        for row in rows if first != again.index else ():
            one, other = (normal_name(sheet.grid.text(row.data.row, index)) for index in (first, again.index))
            if other and other != one:
                used = where(row.data.row, first)
                yield error(
                    "tables_side_by_side", cell=where(row.data.row, again.index), header=again.header, used=used
                )
                break


def _ratios(people: People, headers: Mapping[str, str]) -> Iterator[tuple[int, Problem]]:
    """The rows, with a warning, in which a ratio is not that of its parts."""
    for metric, own in people.own.items():
        readings, unit = people.readings[metric], unit_of(metric)
        places = max((reading.places for reading in readings), default=0)  # a bare 1 among 0.9971 is 1.0000
        for at, (reading, ratio) in enumerate(zip(readings, own, strict=True)):
            if ratio and reading.value is not None and _differs(reading.value.as_integer_ratio(), ratio, places):
                yield (
                    at,
                    warning(
                        "ratio_differs",
                        cell=people.cell(metric, at),
                        header=headers[metric],
                        account=people.rows[at].data.spelling,
                        stated=_shown(reading.value, unit),
                        ours=_shown(Fraction(*ratio), unit),
                    ),
                )


def _differs(stated: Ratio, ours: Ratio, places: int) -> bool:
    """More than 0.5 % of our ratio, beyond half of the last decimal that is shown; in whole numbers."""
    shared = abs(stated[1] * ours[1])
    apart = abs(stated[0] * ours[1] - ours[0] * stated[1])
    return 200 * 10**places * apart > 10**places * abs(ours[0] * stated[1]) + 100 * shared


def _shown(value: Fraction, unit: str) -> str:
    return decimal_text(value * 100, 2) + " %" if unit == "ratio" else decimal_text(value, 4)


def _inquiries(people: People, headers: Mapping[str, str]) -> Iterator[tuple[int, Problem]]:
    """The rows, with a warning, in which more buyers ordered or paid than asked."""
    asked = people.readings.get("inquiry_users", ())
    for metric in people.readings:
        for at, inquiries in enumerate(asked if metric in _AT_MOST_INQUIRIES else ()):
            value = people.value(metric, at)
            if inquiries.value is not None and value is not None and value > inquiries.value:
                yield (
                    at,
                    warning(
                        "more_than_inquiries",
                        cell=people.cell(metric, at),
                        account=people.rows[at].data.spelling,
                        header=headers[metric],
                        value=decimal_text(value),
                        inquiries=decimal_text(inquiries.value),
                    ),
                )


def _net_sales(people: People) -> Iterator[tuple[int, Problem]]:
    """The rows, with a warning, in which net sales are not what is left of sales after refunds."""
    for at, row in enumerate(people.rows if all(metric in people.readings for metric in TRIO) else ()):
        sales, refunds, net = (
            people.value(metric, at) for metric in ("sales_amount", "refund_amount", "net_sales_amount")
        )
        if sales is None or refunds is None or net is None or abs(sales - refunds - net) <= _FEN:
            continue
        yield (
            at,
            warning(
                "net_differs",
                cell=people.cell("net_sales_amount", at),
                account=row.data.spelling,
                stated=decimal_text(net),
                ours=decimal_text(sales - refunds),
            ),
        )


def summary_checks(
    rows: SheetRows, people: People, places: Sequence[int], sheet: Recognised
) -> tuple[SummaryCheck, ...]:
    """Each figure of the summary rows that are sums, beside the sum of the rows of people that it speaks of.

    ``places`` are the rows of people that count.
    """
    return tuple(_checks(rows, people, places, sheet)) if places else ()


def _checks(rows: SheetRows, people: People, places: Sequence[int], sheet: Recognised) -> Iterator[SummaryCheck]:
    since = -1
    for number, row in enumerate(rows.summaries):
        meant = places
        if row.kind == PART:
            meant = [at for at in places if since < people.rows[at].data.row < row.row]
            since = row.row
        elif own := _of_account(row.spelling, people, places):
            meant = own
        if row.kind in (SUM, PART):
            stated = {metric: rows.stated[column][number].value for metric, column in people.columns.items()}
            yield from _row_checks(row, stated, people, meant, sheet)


def _of_account(spelling: str, people: People, places: Iterable[int]) -> list[int]:
    """The rows of the account that a sum row names itself, where only its date is 合计."""
    prefix, name = split_account(spelling)
    wanted = prefix, normal_name(name)
    rows = ((at, people.rows[at].data) for at in places if wanted[1])
    return [at for at, row in rows if (row.prefix, row.account) == wanted]


def _row_checks(
    row: DataRow, stated: Mapping[str, Fraction | None], people: People, places: Sequence[int], sheet: Recognised
) -> Iterator[SummaryCheck]:
    naming = (*sheet.accounts, *(() if sheet.day is None else (sheet.day,)))
    label = next((name for index in naming if (name := sheet.grid.text(row.row, index))), row.spelling)
    several_days = len({people.rows[at].period for at in places}) > 1
    for metric, value in stated.items():
        figures = [people.value(metric, at) for at in places if people.is_given(metric, at)]
        known = [figure for figure in figures if figure is not None]
        if kind_of(metric) != "additive" or value is None or len(known) < len(figures):
            continue
        if several_days and unit_of(metric) == "people":
            continue  # the platform counts a buyer of two days once
        ours = sum(known, Fraction(0))
        yield SummaryCheck(
            label=label, metric=metric, cell=where(row.row, people.columns[metric]), stated=value, ours=ours
        )


def summary_problems(checks: Iterable[SummaryCheck], sheet: Recognised) -> Iterator[Problem]:
    """A warning with both sums for each summary figure that does not agree."""
    headers = {column.metric: column.header for column in sheet.columns if column.metric}
    for check in checks:
        if not check.agrees:
            yield warning(
                "summary_differs",
                cell=check.cell,
                label=check.label,
                header=headers[check.metric],
                stated=decimal_text(check.stated),
                ours=decimal_text(check.ours),
            )
