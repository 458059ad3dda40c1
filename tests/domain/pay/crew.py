"""Short ways to write a month of teams, and to read what everybody gets on one line."""

from collections.abc import Mapping
from typing import Any

from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.money import fen_text
from app.domain.payline import PayLine, Payslip
from app.domain.payrun import compute
from app.domain.people import Account, Agent
from app.domain.scheme import Scheme
from tests.domain.build import SHOP, agent, month, seen


def person(name: str, team: str = "一组", **more: Any) -> Agent:
    """One of a team."""
    return agent(name, team=team, **more)


def crew(figures: Mapping[str, Mapping[str, str | None]], plan: Scheme, **more: Any) -> MonthInputs:
    """People by name with their month figures, numbers A1, A2, …; ``team/name`` says the team, else 一组."""
    people: list[Agent] = []
    rows: list[Any] = []
    for index, (key, values) in enumerate(figures.items(), start=1):
        team, _, name = key.rpartition("/")
        people.append(person(name, team or "一组", number=f"A{index}"))
        rows += [seen(metric, value, account=name) for metric, value in values.items()]
    return month(*rows, plan=plan, agents=tuple(people), **more)


def slips(inputs: MonthInputs) -> dict[str, Payslip]:
    """The payslips by name."""
    return {slip.name: slip for slip in compute(inputs).payslips}


def line_of(slip: Payslip, code: str) -> PayLine | None:
    return next((one for one in slip.lines if one.code == code), None)


def paid(inputs: MonthInputs, code: str) -> dict[str, str]:
    """What everybody has on the line; who has no such line is left out. Nobody is blocked."""
    found = slips(inputs)
    assert all(slip.computed for slip in found.values()), {name: slip.pending for name, slip in found.items()}
    lines = {name: line_of(slip, code) for name, slip in found.items()}
    return {name: fen_text(line.amount) for name, line in lines.items() if line is not None}


def waits(inputs: MonthInputs) -> dict[str, list[str]]:
    """The codes that everybody waits for."""
    return {name: [one.code for one in slip.pending] for name, slip in slips(inputs).items()}


def not_given(inputs: MonthInputs) -> dict[str, list[str]]:
    """Why everybody has no line."""
    return {name: [one.rule for one in slip.not_given] for name, slip in slips(inputs).items()}


def in_force(scheme: Scheme, position: str = "售前", **more: Any) -> SchemeInForce:
    return SchemeInForce(scheme=scheme, version=1, position=position, **more)


def company(name: str = "甲公司", team: str = "外包一组", **more: Any) -> Agent:
    """A company that is one payee."""
    values: dict[str, Any] = {"kind": "team", "position": "外包", "team": team, "accounts": ()} | more
    return agent(name, **values)


def hand(name: str, team: str = "外包一组", **more: Any) -> Agent:
    """One of a company's people."""
    return agent(name, position="外包成员", team=team, **more)


def account(name: str, shop: str = SHOP) -> Account:
    return Account(shop=shop, name=name)
