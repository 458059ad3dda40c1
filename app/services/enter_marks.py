"""Typing a month's marks, checks and attendance: who needs which figure, and keeping what was typed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from app.domain.in_force import InForce
from app.domain.inputs import Mark, MonthInputs
from app.domain.metrics import METRICS, unit_of
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.observations import month_metrics
from app.domain.people import COMPANY_MEMBER, Agent
from app.domain.problem import JixinError, Problem, error
from app.domain.scheme import Manual, Scheme, given
from app.services.missing_marks import missing_of
from app.services.month_data import inputs_of
from app.services.typed_figure import typed_figure
from app.storage import marks
from app.storage.book import Book, refuse_sealed
from app.storage.codec import number_text

_ITEM = "item:"


class MarkColumn(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed below each other. ``item`` is the key of the mark; ``name`` is that of a score item ("" for a
    metric, which has words of its own), ``full`` its full marks ("" for none)."""

    item: str
    name: str = ""
    full: str = ""


class MarkRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent: the values typed so far by item (several are averaged or added), and the items that are waited for."""

    number: str
    name: str
    position: str
    values: dict[str, tuple[Fraction, ...]] = {}
    wanted: frozenset[str] = frozenset()


class MarkGrid(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet of a month to type into."""

    month: PayMonth
    columns: tuple[MarkColumn, ...]
    rows: tuple[MarkRow, ...]


Typed = tuple[str, str, str]
"""Number of the agent, key of the item, and the text that was typed ("" takes the mark away)."""


def mark_grid(book: Book, month: PayMonth) -> MarkGrid:
    """Everybody paid in the month with what only people can give: manual items, figures that no sheet has."""
    inputs = inputs_of(book, month)
    metrics = month_metrics(inputs)
    in_force = InForce(inputs, metrics)
    missing = [(one.number, one.item if one.metric else f"{_ITEM}{one.item}") for one in missing_of(inputs, metrics)]
    typed: dict[str, dict[str, tuple[Fraction, ...]]] = {}
    for mark in inputs.marks:
        of_agent = typed.setdefault(mark.number, {})
        of_agent[mark.item] = (*of_agent.get(mark.item, ()), mark.value)
    rows = tuple(
        MarkRow(
            number=one.agent.number,
            name=one.agent.name,
            position=one.agent.position,
            values=typed.get(one.agent.number, {}),
            wanted=frozenset({item for number, item in missing if number == one.agent.number})
            | frozenset(_manual(in_force, one.agent)),
        )
        for one in metrics.agents
        if one.agent.position != COMPANY_MEMBER
    )
    used = dict.fromkeys(item for row in rows for item in (*sorted(row.wanted), *row.values))
    known = _columns(inputs)
    return MarkGrid(
        month=month, columns=tuple(known.get(item, MarkColumn(item=item)) for item in _ordered(used, known)), rows=rows
    )


def _ordered(used: dict[str, None], known: dict[str, MarkColumn]) -> list[str]:
    """Score items in the order of the schemes, metrics in that of the catalogue, then attendance: always the same, so
    that no column moves while it is typed into."""
    places = {metric: at for at, metric in enumerate(METRICS)}
    others = sorted(
        (item for item in used if item not in known), key=lambda item: (places.get(item, len(places)), item)
    )
    return [*(item for item in known if item in used), *others]


def _manual(in_force: InForce, agent: Agent) -> Iterator[str]:
    found = in_force.of(agent)
    if found is not None:
        yield from (column.item for column in _of_scheme(found.scheme))


def _columns(inputs: MonthInputs) -> dict[str, MarkColumn]:
    found: dict[str, MarkColumn] = {}
    for one in inputs.schemes:
        for column in _of_scheme(one.scheme):
            found.setdefault(column.item, column)
    return found


def _of_scheme(scheme: Scheme) -> Iterator[MarkColumn]:
    for item in scheme.every_item:
        if isinstance(item.rule, Manual):
            parts = given(item.rule.criteria, ())
            for part in parts:
                yield MarkColumn(item=f"{_ITEM}{item.id}/{part.name}", name=part.name, full=part.full.text)
            if not parts:
                yield MarkColumn(item=f"{_ITEM}{item.id}", name=item.name, full=item.full.text)


def put_marks(book: Book, month: PayMonth, typed: Sequence[Typed]) -> int:
    """Keep what was typed instead of what was there; how many cells.

    Several values of one cell are separated by ``;``. JixinError lists every text that is no number, more than the full
    marks, or a percentage that is not told apart from a ratio; then nothing is kept.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    columns, problems = _columns(inputs_of(book, month)), list[Problem]()
    wanted = [
        (number, item, tuple(_values(text, columns.get(item, MarkColumn(item=item)), problems)))
        for number, item, text in typed
    ]
    if problems:
        raise JixinError(*problems)
    with book.edit(month=month) as db:
        marks.remove(db, month, [(number, item) for number, item, _ in wanted])
        marks.replace(
            db,
            month,
            [Mark(number=number, item=item, value=value) for number, item, values in wanted for value in values],
        )
    return len(wanted)


def _values(text: str, column: MarkColumn, problems: list[Problem]) -> Iterator[Fraction]:
    for part in filter(None, (one.strip() for one in text.replace("；", ";").split(";"))):
        value = _value(part, column, problems)
        if value is not None:
            yield value


def _value(text: str, column: MarkColumn, problems: list[Problem]) -> Fraction | None:
    try:
        value = typed_figure(text, ratio=not column.name and unit_of(column.item) == "ratio")
    except JixinError as refusal:
        problems.extend(refusal.problems)
        return None
    if column.full and not 0 <= value <= exact(column.full):
        problems.append(error("mark_above_full", value=text, item=column.name, full=column.full))
        return None
    return value


def values_text(values: tuple[Fraction, ...], item: str = "") -> str:
    """What stands in a cell of an item: the values as they may be typed again, ratios as ``40%``."""
    if unit_of(item) == "ratio":
        return "; ".join(f"{number_text(100 * value)}%" for value in values)
    return "; ".join(number_text(value) for value in values)
