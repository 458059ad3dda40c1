"""What a sheet says twice: its ratios against their parts, its summary rows against the sum of the people."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from app.domain.accounts import normal_name, split_account
from app.domain.metrics import Kind, Metric, Parts, kind_of, metric_of, unit_of
from app.domain.money import decimal_text
from app.domain.problem import Problem, error, warning
from app.domain.rows import TRIO
from app.importing.figures import Figure, PersonRow, columns_by_metric, parts_of, ways_given
from app.importing.formats import PART, SUM
from app.importing.grid import where
from app.importing.layouts import Recognised
from app.importing.plan import SummaryCheck
from app.importing.rows import DataRow
from app.importing.values import header_key

_RATIO_TOLERANCE = Fraction(5, 1000)
_FEN = Fraction(1, 100)
_AT_MOST_INQUIRIES = ("ordered_users", "inquiry_paid_users")


def row_checks(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """Warnings on figures of one row that do not go together."""
    headers = {column.metric: column.header for column in sheet.columns if column.metric}
    ratios = [(about, ways) for about in map(metric_of, headers) if (ways := ways_given(about, headers))]
    places = {metric.id: _places(metric.id, rows) for metric, _ in ratios}
    bounded = [metric for metric in headers if metric in _AT_MOST_INQUIRIES and "inquiry_users" in headers]
    has_net = all(metric in headers for metric in TRIO)
    for row in rows:
        for metric, ways in ratios:
            yield from _ratio_check(row, metric, ways, headers, places)
        for metric in bounded:
            yield from _inquiry_check(row, metric, headers)
        if has_net:
            yield from _net_check(row)


def column_checks(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """What is to be said of whole columns: stand-ins, and headers that stand twice."""
    yield from _stand_ins(rows, sheet)
    yield from _headers_twice(rows, sheet)
    yield from _accounts_twice(rows, sheet)


def _stand_ins(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """A warning for each column that nearly means its metric and is used for want of a better one."""
    for column in sheet.columns:
        used = next((row.figures[column.metric] for row in rows if column.metric in row.figures), None)
        if column.index in sheet.near and used:
            yield warning("column_stands_in", cell=used.cell, header=column.header, metric=column.metric)


def _headers_twice(rows: Sequence[PersonRow], sheet: Recognised) -> Iterator[Problem]:
    """A warning for each header that stands over two columns which differ; the left one is used."""
    used = {header_key(column.header): column for column in sheet.columns if column.metric}
    for twin in sheet.columns:
        column = used.get(header_key(twin.header)) if twin.role == "twin" else None
        if column is None:
            continue
        texts = ((row.data.row, sheet.grid.text(row.data.row, twin.index)) for row in rows)
        other = next((row for row, text in texts if text not in ("", sheet.grid.text(row, column.index))), None)
        if other is not None:
            place = where(other, twin.index)
            yield warning("header_twice", cell=place, header=column.header, used=where(other, column.index))


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


def _places(metric: str, rows: Iterable[PersonRow]) -> int:
    """How many decimals the metric's column shows at most: a bare 1 among 0.9971 is 1.0000."""
    return max((row.figures[metric].places for row in rows if metric in row.figures), default=0)


def _ratio_check(
    row: PersonRow, metric: Metric, ways: tuple[Parts, ...], headers: dict[str, str], places: dict[str, int]
) -> Iterator[Problem]:
    figure = row.figures.get(metric.id)
    if figure is None or figure.value is None:
        return
    own = parts_of(ways, {name: row.value(name) for parts in ways for name in parts.names})
    if own is None or not _differs(figure.value, *own, places[metric.id]):
        return
    yield warning(
        "ratio_differs",
        cell=figure.cell,
        header=headers[metric.id],
        account=row.data.spelling,
        stated=_shown(figure.value, metric.unit),
        ours=_shown(own[0] / own[1], metric.unit),
    )


def _differs(stated: Fraction, numerator: Fraction, denominator: Fraction, places: int) -> bool:
    """More than 0.5 % of the recomputed ratio, beyond what the last shown decimal may hide."""
    hidden = Fraction(1, 2 * 10**places)
    near = abs(float(stated) - float(numerator) / float(denominator)) < 0.9 * float(hidden)
    if near:  # nearly all are, and need no exact look
        return False
    ours = numerator / denominator
    return abs(stated - ours) > _RATIO_TOLERANCE * abs(ours) + hidden


def _shown(value: Fraction, unit: str) -> str:
    return decimal_text(value * 100, 2) + " %" if unit == "ratio" else decimal_text(value, 4)


def _inquiry_check(row: PersonRow, metric: str, headers: dict[str, str]) -> Iterator[Problem]:
    inquiries, value = row.value("inquiry_users"), row.value(metric)
    if inquiries is None or value is None or value <= inquiries:
        return
    yield warning(
        "more_than_inquiries",
        cell=row.figures[metric].cell,
        account=row.data.spelling,
        header=headers[metric],
        value=decimal_text(value),
        inquiries=decimal_text(inquiries),
    )


def _net_check(row: PersonRow) -> Iterator[Problem]:
    sales, refunds, net = (row.value(name) for name in ("sales_amount", "refund_amount", "net_sales_amount"))
    if sales is None or refunds is None or net is None or abs(sales - refunds - net) <= _FEN:
        return
    yield warning(
        "net_differs",
        cell=row.figures["net_sales_amount"].cell,
        account=row.data.spelling,
        stated=decimal_text(net),
        ours=decimal_text(sales - refunds),
    )


def summary_checks(
    people: Sequence[PersonRow], summaries: Sequence[DataRow], sheet: Recognised
) -> tuple[SummaryCheck, ...]:
    """Each figure of the summary rows that are sums, beside the sum of the rows it speaks of."""
    return tuple(_checks(people, summaries, sheet))


def _checks(people: Sequence[PersonRow], summaries: Sequence[DataRow], sheet: Recognised) -> Iterator[SummaryCheck]:
    since = -1
    for row in summaries:
        if row.kind not in (SUM, PART):
            continue
        meant = people
        if row.kind == PART:
            meant = [person for person in people if since < person.data.row < row.row]
            since = row.row
        elif own := _of_account(row.spelling, people):
            meant = own
        yield from _row_checks(row, meant, sheet)


def _of_account(spelling: str, people: Sequence[PersonRow]) -> list[PersonRow]:
    """The rows of the account that a sum row names itself, where only its date is 合计."""
    prefix, name = split_account(spelling)
    account = normal_name(name)
    return [row for row in people if account and row.data.account == account and row.data.prefix == prefix]


def _row_checks(row: DataRow, people: Sequence[PersonRow], sheet: Recognised) -> Iterator[SummaryCheck]:
    naming = (*sheet.accounts, *(() if sheet.day is None else (sheet.day,)))
    label = next((name for index in naming if (name := sheet.grid.text(row.row, index))), row.spelling)
    several_days = len({person.period for person in people}) > 1
    for metric, column in columns_by_metric(sheet).items():
        stated = row.readings[column].value
        figures = [person.figures[metric] for person in people if metric in person.figures]
        if kind_of(metric) is not Kind.ADDITIVE or stated is None or not _all_known(figures):
            continue
        if several_days and unit_of(metric) == "people":
            continue  # the platform counts a buyer of two days once
        ours = sum((figure.value or Fraction(0) for figure in figures), Fraction(0))
        yield SummaryCheck(label=label, metric=metric, cell=where(row.row, column), stated=stated, ours=ours)


def _all_known(figures: Iterable[Figure]) -> bool:
    return all(figure.value is not None for figure in figures)


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
