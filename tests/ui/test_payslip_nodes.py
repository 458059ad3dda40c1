"""The rows of the payslip pane: what was waived or had no input is named."""

from app.domain.inputs import Waiver
from app.domain.payrun import compute
from app.services.compute_month import RunState
from app.services.month_view import MonthView
from app.texts import Texts
from app.ui.i18n import Words
from app.ui.models.payslip_nodes import NOTE, payslip_nodes
from tests.domain.build import OCTOBER, line, month, scheme


def test_lines_that_are_not_there_say_which_and_why(qapp) -> None:
    rule = {"type": "commission", "amount": "sales_amount", "rate": "0.01"}
    ladder = {"type": "piece", "metric": "followup_sales", "steps": [["0", "1"]]}
    plan = scheme(pay=[line("commission", rule), line("followup", ladder)])
    run = compute(month(plan=plan, waivers=(Waiver(number="A-小美", code="commission", reason="试岗"),)))
    state = RunState("draft", False)
    view = MonthView(month=OCTOBER, state=state, run=run, files={}, sealed_on="", before={})
    nodes = payslip_nodes(run.payslips[0], view, Words(Texts()))
    notes = [node.label for node in nodes if node.kind == NOTE]
    assert notes == ["已豁免「行commission」：试岗", "行followup：没有数据，这一行不算"]
