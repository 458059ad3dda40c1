"""What the owner sets by hand: targets, waivers, adjustments."""

from fractions import Fraction

from app.domain.in_force import InForce
from app.domain.inputs import Adjustment, MonthInputs, Target, Waiver
from app.domain.metrics import METRICS, known
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.payrun import compute
from app.domain.people import Agent
from app.domain.problem import JixinError, error
from app.domain.scheme import given
from app.services.month_data import agent_of, inputs_of
from app.storage import adjustments, names, shops, targets, waivers
from app.storage.book import Book, refuse_sealed

LEVELS = ("agent", "grade", "shop", "position", "everyone")


def set_target(book: Book, metric: str, value: str, *, level: str, key: str, from_month: PayMonth) -> None:
    """A dated target; ``level`` is agent, grade, shop, position or everyone, ``key`` which one.

    JixinError for an unknown metric, agent or shop, or a value that is not an exact decimal of at least 0.
    """
    key = key.strip()
    if not known(metric):
        raise JixinError(error("metric_unknown", metric=metric, known=", ".join(METRICS)))
    target = Target(metric=metric, value=_not_negative(value), level=level, key=key)
    _check_level(book, level, key)
    with book.edit(from_month=from_month) as db:
        if level in ("grade", "position"):
            names.add(db, level, key)
        targets.put(db, target, from_month)


def _check_level(book: Book, level: str, key: str) -> None:
    if level not in LEVELS:
        raise ValueError(level)
    if level == "agent":
        agent_of(book, key)
    elif level == "shop":
        present = shops.names(book.db)
        if key not in present:
            raise JixinError(error("shop_unknown", shop=key, known="、".join(present)))
    elif not key and level != "everyone":
        raise JixinError(error("target_key_blank"))


def _not_negative(text: str) -> Fraction:
    value = number_of(text)
    if value < 0:
        raise JixinError(error("number_negative", value=text))
    return value


def number_of(text: str) -> Fraction:
    """The exact value of typed text; JixinError says what is expected."""
    try:
        return exact(text.strip())
    except ValueError:
        raise JixinError(error("number_bad", value=text)) from None


def waive(book: Book, month: PayMonth, number: str, code: str, reason: str) -> None:
    """Let a score item, a pay line or a pending question of an agent go, with a reason that is printed.

    JixinError if the month is sealed, the agent is not paid in it, or has nothing of that code.
    """
    refuse_sealed(book.db, month=month, from_month=None)
    inputs = inputs_of(book, month)
    agent = _agent_in(inputs, number)
    reason = _reason(reason)
    known_codes = _codes(inputs, agent)
    if code not in known_codes:
        known_codes = tuple(dict.fromkeys((*known_codes, *_pending_ids(inputs, number))))
    if code not in known_codes:
        raise JixinError(error("waive_code_unknown", wanted=code, number=number, known=", ".join(known_codes) or "-"))
    with book.edit(month=month) as db:
        waivers.put(db, month, Waiver(number=number, code=code, reason=reason))


def _codes(inputs: MonthInputs, agent: Agent) -> tuple[str, ...]:
    """The ids of the score items and bonuses and the codes of the pay lines of the agent's scheme."""
    found = InForce(inputs).of(agent)
    if found is None:
        return ()
    items = [item.id for item in found.scheme.every_item]
    bonuses = [bonus.id for bonus in given(found.scheme.bonuses, ())]
    return (*items, *bonuses, *(item.code for item in found.scheme.pay))


def _pending_ids(inputs: MonthInputs, number: str) -> tuple[str, ...]:
    return tuple(
        pending.id
        for slip in compute(inputs).payslips
        if slip.number == number
        for pending in slip.pending
        if pending.code not in ("no_scheme", "nothing_left")
    )


def adjust(
    book: Book,
    month: PayMonth,
    number: str,
    amount: str,
    reason: str,
    for_month: PayMonth | None = None,
) -> None:
    """A typed pay line: CNY as decimal text with at most two decimals, negative for a deduction.

    JixinError if the month is sealed, the agent is not paid in it, or the amount is finer than a fen.
    """
    value = number_of(amount)
    if (value * 100).denominator != 1:
        raise JixinError(error("amount_too_fine", value=amount))
    refuse_sealed(book.db, month=month, from_month=None)
    _agent_in(inputs_of(book, month), number)
    adjustment = Adjustment(number=number, amount=value, reason=_reason(reason), for_month=for_month)
    with book.edit(month=month) as db:
        adjustments.add(db, month, adjustment)


def _agent_in(inputs: MonthInputs, number: str) -> Agent:
    for agent in inputs.agents:
        if agent.number == number:
            if agent.days_employed(inputs.month) is None:
                raise JixinError(error("agent_not_in_month", number=number, month=str(inputs.month)))
            return agent
    raise JixinError(error("agent_unknown", number=number))


def _reason(text: str) -> str:
    clean = " ".join(text.split())
    if not clean:
        raise JixinError(error("reason_blank"))
    return clean
