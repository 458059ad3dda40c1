"""``estimate profit``, ``estimate uplift`` and ``estimate outsourcing``: what-if figures without a book."""

from fractions import Fraction
from typing import Any

from app.cli.answers import value_json
from app.cli.parser import Call, Menu, Parser
from app.cli.words import decimal_word
from app.domain.estimates import TeamCost, profit_estimate, team_cost, uplift
from app.domain.problem import JixinError, error
from app.wording.numbers import money, number

_PROFIT = ("inquiry_sales", "profit", "now", "then", "rate_now", "rate_then")
_OWN = ("wage", "board", "transport", "insurance")


def add(menu: Menu) -> None:
    """Add the commands of this group."""
    profit = menu.command("estimate profit", _profit)
    _asked(profit, *_PROFIT)
    profit.option("--reward", type=decimal_word(menu.texts), default=Fraction(0))
    profit.switch("--json")
    more = menu.command("estimate uplift", _uplift)
    _asked(more, "receptions", "gain", "order_value", "agents")
    more.switch("--json")
    teams = menu.command("estimate outsourcing", _outsourcing)
    _asked(teams, *_OWN, "agents", "conversion", "fee", "fee_conversion", "receptions", "order_value")
    teams.switch("--json")


def _asked(parser: Parser, *names: str) -> None:
    for name in names:
        parser.option(f"--{name.replace('_', '-')}", name=name, type=decimal_word(parser.texts), required=True)


def _profit(call: Call) -> int:
    words = call.words
    if words.now <= 0:
        raise JixinError(error("estimate_not_above_zero", value=number(words.now)))
    given = {name: getattr(words, name) for name in _PROFIT}
    found = profit_estimate(**given, reward=words.reward)
    _answer(call, {name: getattr(found, name) for name in found.__struct_fields__})
    return 0


def _uplift(call: Call) -> int:
    words = call.words
    found = uplift(receptions=words.receptions, gain=words.gain, order_value=words.order_value, agents=words.agents)
    _answer(call, {"per_day": found.per_day, "per_year": found.per_year})
    return 0


def _outsourcing(call: Call) -> int:
    """Wage, board, transport and insurance are an agent's; the receptions are those of the month."""
    words = call.words
    cost = sum((getattr(words, name) for name in _OWN), Fraction(0)) * words.agents
    shared = {"receptions": words.receptions, "order_value": words.order_value}
    own = team_cost(cost=cost, conversion=words.conversion, **shared)
    fee = team_cost(cost=words.fee, conversion=words.fee_conversion, **shared)
    _answer(call, {**_named("own", own), **_named("outsourced", fee)})
    return 0


def _named(whose: str, cost: TeamCost) -> dict[str, Fraction | None]:
    return {f"{whose}_{name}": getattr(cost, name) for name in cost.__struct_fields__}


def _answer(call: Call, figures: dict[str, Fraction | None]) -> None:
    if call.as_json:
        plain: dict[str, Any] = {name: value_json(value) for name, value in figures.items()}
        call.console.json(plain)
        return
    for name, value in figures.items():
        shown = call.texts("cli.estimate_none")
        if value is not None:
            shown = number(value) if name.endswith("_orders") else money(value)
        call.console.say(call.texts("cli.estimate_line", name=call.texts(f"cli.estimate_{name}"), value=shown))
