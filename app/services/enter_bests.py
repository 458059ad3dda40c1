"""Typing the best figures of the month before the book's first: what awards for a record are compared with."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from app.domain.history import OpeningBest
from app.domain.metrics import METRICS, known, unit_of
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.domain.problem import JixinError, Problem, error
from app.domain.scheme import SCORE, Award, PeerKey, given
from app.services.typed_figure import typed_figure
from app.storage import month_inputs, names, opening_bests, people, shops
from app.storage.book import Book, sealed_months

_USUAL: tuple[PeerKey, ...] = ("shop", "position")


class BestKey(msgspec.Struct, frozen=True, order=True):
    """Whose best figure: of a position in a shop, "" for all of them."""

    metric: str
    shop: str = ""
    position: str = ""


def asked_bests(book: Book, month: PayMonth) -> dict[BestKey, Fraction | None]:
    """What the month's awards for a record ask of the month before, with what is known of it (None: nothing yet).

    Nothing where the month before is sealed: then the book knows it by itself.
    """
    before = month.shift(-1)
    if before in sealed_months(book.db):
        return {}
    typed = {
        BestKey(one.metric, one.shop, one.position): one.value
        for one in opening_bests.before(book.db, month)
        if one.month == before
    }
    return {key: typed.pop(key, None) for key in _asked(book, month)} | typed


def _asked(book: Book, month: PayMonth) -> list[BestKey]:
    """A group of the schemes' awards each: every position that has the scheme, in every shop that it works for."""
    agents = [agent for agent in people.load(book.db, str(month)) if agent.days_employed(month)]
    found: dict[BestKey, None] = {}
    for one in month_inputs.schemes_in_force(book.db, month):
        rules = [item.rule for item in one.scheme.pay if isinstance(item.rule, Award) and item.rule.kind == "record"]
        of_scheme = [agent for agent in agents if agent.position == one.position]
        places = [(shop, agent.position) for agent in of_scheme for shop in _shops_of(agent)]
        for rule in rules:
            by = given(rule.by, _USUAL)
            if rule.metric == SCORE or not set(_USUAL).issuperset(by):
                continue
            for shop, position in places:
                key = BestKey(rule.metric, shop if "shop" in by else "", position if "position" in by else "")
                if not one.shop or one.shop == shop:
                    found[key] = None
    return list(found)


def _shops_of(agent: Agent) -> tuple[str, ...]:
    return agent.shops or tuple(dict.fromkeys(account.shop for account in agent.accounts))


def put_bests(book: Book, before: PayMonth, typed: Sequence[tuple[BestKey, str]]) -> int:
    """Keep texts as the best figures of a month ("" takes one away); how many.

    JixinError lists every unknown metric or shop and every text that is no figure, or if that month or a later one is
    sealed; then nothing is kept.
    """
    problems: list[Problem] = []
    values = [(key, _value(book, key, text, problems)) for key, text in typed]
    if problems:
        raise JixinError(*problems)
    with book.edit(month=before, from_month=before.shift(1)) as db:
        for key, value in values:
            if value is None:
                opening_bests.remove(db, before, key.metric, key.shop, key.position)
            else:
                best = OpeningBest(month=before, metric=key.metric, shop=key.shop, position=key.position, value=value)
                opening_bests.put(db, best)
    return len(values)


def _value(book: Book, key: BestKey, text: str, problems: list[Problem]) -> Fraction | None:
    if not known(key.metric):
        problems.append(error("metric_unknown", metric=key.metric, known=", ".join(METRICS)))
        return None
    present, positions = shops.names(book.db), names.load(book.db, "position")
    if key.shop and key.shop not in present:
        problems.append(error("shop_unknown", shop=key.shop, known="、".join(present)))
    if key.position and key.position not in positions:
        problems.append(error("position_unknown", position=key.position, known="、".join(positions)))
    try:
        return typed_figure(text, ratio=unit_of(key.metric) == "ratio") if text.strip() else None
    except JixinError as refusal:
        problems.extend(refusal.problems)
        return None
