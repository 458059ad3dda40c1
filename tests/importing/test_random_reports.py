"""Reports that nobody designed, against the truth that they were made from: every sum exact, nobody invented.

A few hundred here; ``RANDOM_REPORTS=20000`` (and ``RANDOM_SEED``) tries more.
"""

import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.inputs import MonthInputs
from app.domain.metrics import METRICS
from app.domain.observations import month_metrics
from app.importing.formats import families
from app.importing.importer import plan
from app.importing.plan import ImportPlan
from tests.importing.dressed import NAMES, Case, case, known
from tests.importing.reports import REPORTS, Report
from tests.importing.sheets import MONTH, SHOP

COUNT, SEED = int(os.environ.get("RANDOM_REPORTS", "240")), int(os.environ.get("RANDOM_SEED", "1"))
PARTS = 8


def _measured(planned: ImportPlan) -> dict[tuple[str, str], Fraction | None]:
    agents = known().agents
    inputs = MonthInputs(
        month=MONTH,
        pay_date=date(2026, 11, 15),
        business="",
        agents=agents,
        observations=tuple(each for file in planned.files for each in file.observations),
        families=families(),
    )
    found = month_metrics(inputs)
    owner = {agent.number: agent.accounts[0].name for agent in agents}
    return {
        (owner[one.agent.number], name): measured.value
        for one in found.agents
        for name, measured in one.metrics.items()
        if not measured.taken_from
    }


def _check(about: Case) -> None:
    planned = plan(about.files, MONTH, known(), SHOP)
    refused = [
        f"{problem.code} {problem.cell} {problem.params}"
        for problem in planned.problems
        if problem.severity.value != "warning"
    ]
    assert not refused
    assert {file.layout for file in planned.files} == {about.layout}
    assert set(planned.unmatched) == {f"{SHOP}:{name}" for name in about.strangers}
    met = {row.account for file in planned.files for row in file.accounts}
    assert met <= {name.casefold() for name in (*NAMES, *about.strangers)}
    found = _measured(planned)
    for key, value in about.sums.items():
        assert found.get(key) == value, key
    for key, value in about.ratios.items():
        assert found.get(key) == value, key
    for key, value in about.means.items():
        if METRICS[key[1]].kind == "mean" and key in found:
            assert found[key] == value, key
    for key, value in found.items():
        if METRICS[key[1]].kind == "additive":
            assert key in about.sums or value == _implied(key, about), key


def _implied(key: tuple[str, str], about: Case) -> Fraction | None:
    """Of sales, refunds and net any two give the third."""
    name, metric = key
    sales, refund, net = (
        about.sums.get((name, each)) for each in ("sales_amount", "refund_amount", "net_sales_amount")
    )
    return {
        "sales_amount": None if refund is None or net is None else refund + net,
        "refund_amount": None if sales is None or net is None else sales - net,
        "net_sales_amount": None if sales is None or refund is None else sales - refund,
    }.get(metric)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.layout}-{report.fields[0].metric}")
def test_every_report_as_it_is(tmp_path: Path, report: Report) -> None:
    _check(case(tmp_path, 1, report, plain=True))


@pytest.mark.parametrize("part", range(PARTS))
def test_reports_in_any_clothes(tmp_path: Path, part: int) -> None:
    for seed in range(SEED * 1_000_000 + part, SEED * 1_000_000 + COUNT, PARTS):
        (folder := tmp_path / str(seed)).mkdir()
        try:
            _check(case(folder, seed))
        except AssertionError as fault:
            fault.add_note(f"seed {seed}: {[path.name for path in folder.iterdir()]}")
            raise
