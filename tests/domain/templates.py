"""The built-in templates as schemes in force, and short ways to look at their payslips."""

import json

from app.domain.inputs import MonthInputs, Observation, SchemeInForce
from app.domain.money import fen_text
from app.domain.payline import ItemResult, Payslip
from app.domain.payrun import compute
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.resources import resource_path
from tests.domain.build import seen

INDEX = json.loads(resource_path("schemes", "index.json").read_text("utf-8"))
POSITIONS = {entry["id"]: entry["position"] for entry in INDEX}


def template(name: str) -> Scheme:
    found, problems = read_scheme(resource_path("schemes", f"{name}.json").read_bytes(), name)
    assert found is not None and not problems, problems
    return found


def in_force(*names: str) -> tuple[SchemeInForce, ...]:
    """Each template for the position that it is made for."""
    return tuple(SchemeInForce(scheme=template(name), version=1, position=POSITIONS[name]) for name in names)


def slips(inputs: MonthInputs) -> dict[str, Payslip]:
    return {found.name: found for found in compute(inputs).payslips}


def slip(inputs: MonthInputs, name: str = "小美") -> Payslip:
    return slips(inputs)[name]


def paid(found: Payslip) -> dict[str, str]:
    assert found.computed, found.pending
    return {one.code: fen_text(one.amount) for one in found.lines if one.kind != "info"}


def net(found: Payslip) -> str:
    return fen_text(found.net or 0)


def item(found: Payslip, name: str) -> ItemResult:
    return next(one for one in found.items if one.id == name)


def rows(account: str = "小美", **figures: str) -> tuple[Observation, ...]:
    """The figures of one account in October; times weigh as much as the people received in the same row."""
    people = figures.get("received_users", "")
    return tuple(
        seen(metric, value, account=account, weight=people, weighed_by="received_users" if people else "")
        if metric.endswith("_seconds")
        else seen(metric, value, account=account)
        for metric, value in figures.items()
    )


def inquiries(paid_users: int, asked: int, sales: str = "100000", account: str = "小美") -> tuple[Observation, ...]:
    figures = {"inquiry_paid_users": str(paid_users), "inquiry_users": str(asked), "inquiry_sales_amount": sales}
    return rows(account, **figures)
