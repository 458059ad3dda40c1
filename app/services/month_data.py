"""What a month is computed from: of an open month the book as it stands, of a sealed one what it was sealed with."""

from datetime import date
from fractions import Fraction

import msgspec

from app.domain.history import PastMonth
from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.month import PayMonth
from app.domain.observations import AgentMetrics, month_metrics
from app.domain.people import Agent
from app.domain.problem import JixinError, error
from app.domain.scheme import Trend, given
from app.domain.sealing import left_behind
from app.importing.formats import families
from app.storage import month_inputs, people, runs
from app.storage.book import Book


def inputs_of(book: Book, month: PayMonth, *, pay_date: date | None = None) -> MonthInputs:
    """The month's inputs, with what the months sealed before it leave."""
    frozen = runs.frozen_inputs(book.db, month)
    if frozen is not None:
        return msgspec.structs.replace(frozen, history=_history(book, month, frozen.sealed_before))
    inputs = _open_inputs(book, month, pay_date)
    return msgspec.structs.replace(inputs, history=_history(book, month), levels_before=_levels_before(book, inputs))


def with_scheme(book: Book, inputs: MonthInputs, scheme: SchemeInForce) -> MonthInputs:
    """The inputs as if that scheme were in force for its position, shop and team; nothing is stored."""
    place = (scheme.position, scheme.shop, scheme.team)
    others = [one for one in inputs.schemes if (one.position, one.shop, one.team) != place]
    changed = msgspec.structs.replace(inputs, schemes=(*others, scheme))
    return msgspec.structs.replace(changed, levels_before=_levels_before(book, changed))


def _open_inputs(book: Book, month: PayMonth, pay_date: date | None = None) -> MonthInputs:
    return month_inputs.load(book.db, month, families=families(), pay_date=pay_date)


def _history(book: Book, month: PayMonth, wanted: tuple[PayMonth, ...] | None = None) -> tuple[PastMonth, ...]:
    """What the sealed months leave (``wanted``: only these); of one that did not keep it, worked out anew."""
    kept = runs.history(book.db, month)
    chosen = kept if wanted is None else [past for past in kept if past in wanted]
    return tuple(kept[past] or _left_behind(book, past) for past in chosen)


def past_month(book: Book, month: PayMonth) -> PastMonth | None:
    """What a month leaves to later ones; None if it is not sealed."""
    return next(iter(_history(book, month.shift(1), (month,))), None)


def _left_behind(book: Book, month: PayMonth) -> PastMonth:
    run = runs.load(book.db, month)
    if run is None:
        raise LookupError(month)
    return left_behind(inputs_of(book, month), run)


def _levels_before(book: Book, inputs: MonthInputs) -> dict[str, dict[str, Fraction]]:
    """The last levels of the month before, sealed or not, where a scheme compares with them (RULES 18)."""
    items = (item for one in inputs.schemes for item in one.scheme.every_item)
    compared = {given(item.metric, "") for item in items if isinstance(item.rule, Trend)}
    if not compared:
        return {}
    before = inputs.month.shift(-1)
    found = month_metrics(runs.frozen_inputs(book.db, before) or _open_inputs(book, before))
    return {one.agent.number: levels for one in found.agents if (levels := _levels(one, compared))}


def _levels(found: AgentMetrics, compared: set[str]) -> dict[str, Fraction]:
    measured = ((metric, found.metrics.get(metric)) for metric in sorted(compared))
    return {metric: one.value for metric, one in measured if one is not None and one.value is not None}


def agent_of(book: Book, number: str, month: PayMonth | None = None) -> Agent:
    """The agent of that number; JixinError if there is none."""
    text = None if month is None else str(month)
    found = {agent.number: agent for agent in people.load(book.db, text)}
    if number not in found:
        raise JixinError(error("agent_unknown", number=number))
    return found[number]
