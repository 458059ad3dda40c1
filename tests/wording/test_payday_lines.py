"""Lines after what was earned, in words: complete sentences in three languages, for paper and for the tree."""

import re
from typing import Any

import pytest

from app.domain.inputs import Waiver
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.payline import PayRun
from app.domain.payrun import compute
from app.domain.people import Agent, Shop, Since, TaxOpening, TaxTerms
from app.texts import LANGUAGES, Texts
from app.wording.payslip import payslip_facts
from app.wording.pending import flag_text, pending_text
from app.wording.traces import Outline, outline
from tests.domain.build import SHOP, agent, incident, line, month, scheme
from tests.domain.pay.payday import BASE, boxes, sealed, sheet

ATTENDANCE = {"type": "attendance", "divisor": "21.75", "late_price": "20", "sick_rate": "0.6"}
PAY = (
    BASE,
    *(line(per, {"type": "allowance", "amount": "50", "per": per}) for per in ("month", "day", "night_shift", "year_of_service")),
    line("full", {"type": "full_attendance", "amount": "200"}),
    line("incident", {"type": "incident_money"}),
    line("overtime", {"type": "overtime", "base": "base", "rates": {"weekday": "1.5", "rest": "2", "holiday": "3"}}),
    line("most", {"type": "guarantee", "of": ["month"], "at_most": "49"}),
    line("least", {"type": "guarantee", "of": ["base", "incident:fine"], "at_least": "12000"}),
    line("larger", {"type": "guarantee", "larger_of": [["day"], ["year_of_service"]]}),
    line("insurance", {"type": "insurance"}),
    line("tax", {"type": "income_tax"}),
    line("loss", {"type": "loss", "kinds": ["赔偿"]}),
    line("advance", {"type": "advance"}),
)  # fmt: skip
SETTINGS = {"tax": "on", "minimum_wage": "2590", "fund_rounding": "yuan"}
ROW = sheet(
    事假天数="2", 病假天数="1", 出勤天数="20", 迟到次数="1", 平时加班小时="2", 休息日加班小时="4", 节假日加班小时="8"
)
MONEY = (incident("赔偿", money="-3000"), incident("迟到", money="-20"))


def person(**more: Any) -> Agent:
    owed = Since(value=exact("500"), month=PayMonth(2026, 10))
    values: dict[str, Any] = {
        "base": "10000", "hired": "2024-10-01", "advance": owed, "instalment": exact("200"), "loss_carried": owed,
        "insurance": boxes(pension="800.125", medical="1", unemployment="2", other_insurance="3", fund="500.5"),
    }  # fmt: skip
    return agent(**(values | more))


def taxed(mode: str, **opening: str) -> TaxTerms:
    sums = {key: exact(value) for key, value in opening.items()}
    since = TaxOpening(month=PayMonth(2026, 9), **sums) if sums else None
    return TaxTerms(mode=mode, additional=exact("1000"), other=exact("9"), opening=since)


def run(*pay: dict[str, Any], settings: dict[str, str] | None = None, who: Agent | None = None, **more: Any) -> PayRun:
    shops = (Shop(name=SHOP, settings=SETTINGS if settings is None else settings),)
    plan = scheme(pay=(*PAY, *pay))
    values: dict[str, Any] = {"marks": ROW, "incidents": MONEY} | more
    return compute(month(plan=plan, agents=(who or person(),), shops=shops, **values))


RUNS = [
    run(line("attendance", {**ATTENDANCE, "method": "deduct"}), line("off", {"type": "rounding_off", "to": "yuan"})),
    run(
        line("attendance", {**ATTENDANCE, "method": "attended"}), line("off", {"type": "rounding_off", "to": "jiao"}),
        who=person(tax=taxed("first", income="200000", special="9", additional="8", other="7", withheld="6"), loss_carried=None),
        history=(sealed("2026-09", gross="9000", exempt="5", loss_left="70"),),
    ),
    run(
        line("attendance", {**ATTENDANCE, "method": "deduct"}), settings={"tax": "on"}, marks=sheet(旷工天数="30"),
        who=person(tax=taxed("prior60k"), insurance=boxes(fund="5")),
    ),
    run(who=person(kind="team"), marks=()),
    run(who=person(hired="2026-10-02", tax=taxed("ordinary", income="60000", withheld="9000")), waivers=(
        Waiver(number="A-小美", code="loss:limit", reason="本人要求"), Waiver(number="A-小美", code="day", reason="试岗"))),
]  # fmt: skip


def rows(tree: Outline) -> list[Outline]:
    return [tree, *(row for child in tree.children for row in rows(child))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", RUNS)
def test_every_figure_has_a_name_and_no_code_shows(found: PayRun, language: str) -> None:
    texts = Texts(language)
    slip = found.payslips[0]
    assert slip.computed, slip.pending
    facts = payslip_facts(slip, found, {}, texts)
    printed = [
        text
        for section in (facts.earnings, facts.deductions)
        if section
        for one in section.lines
        for text in one.reasons
    ]
    said = [*printed, *facts.notes, *(flag_text(flag, texts) for flag in slip.flags)]
    for one in slip.lines:
        for row in rows(outline(one.trace, {}, texts)):
            assert row.label
            said += [row.label, row.text]
    assert all(printed)
    assert not [text for text in said if re.search(r"[{}]|\b[a-z]+_[a-z_]+\b", text)]


def test_the_runs_say_everything_that_these_rules_say() -> None:
    told = {row.rule for found in RUNS for one in found.payslips[0].lines for row in traces(one.trace)}
    assert told >= {
        "absence", "absence_capped", "attended_days", "sick_unpaid", "sick_paid", "lateness", "overtime_weekday",
        "guarantee_least", "guarantee_most", "guarantee_larger", "housing_fund", "housing_fund_yuan", "social_insurance",
        "income_tax", "income_tax_less", "income_tax_none", "tax_allowance", "tax_allowance_first",
        "tax_allowance_prior60k", "tax_before", "tax_exempt", "loss", "loss_company", "loss_no_minimum_wage",
        "loss_limit_waived", "loss_carried", "loss_carried_said", "advance", "rounding_off_jiao", "rounding_off_yuan",
    }  # fmt: skip


def traces(trace: Any) -> list[Any]:
    return [trace, *(row for part in trace.inputs for row in traces(part))]


def printed(code: str) -> tuple[str, ...]:
    facts = payslip_facts(RUNS[0].payslips[0], RUNS[0], {}, Texts())
    sections = [section for section in (facts.earnings, facts.deductions) if section]
    return next(one.reasons for section in sections for one in section.lines if one.code == code)


def test_paper_says_how_days_and_lateness_came_to_the_amount() -> None:
    assert printed("attendance") == (
        "缺勤 2.4 天 × 10,000.00 ÷ 21.75；迟到 1 次 × 20.00 = −1,123.448276…，四舍五入到分",
    )


def test_paper_names_the_boxes_and_the_lines_of_a_guarantee() -> None:
    assert printed("social_insurance") == ("养老 800.13；医疗 1.00；失业 2.00；大病及其他 3.00",)
    assert printed("least") == ("合计 9,980.00，补到 12,000.00", "行base 10,000.00；罚扣 −20.00")


def test_a_waived_limit_is_said_once_below_its_line() -> None:
    notes = payslip_facts(RUNS[-1].payslips[0], RUNS[-1], {}, Texts()).notes
    assert "已豁免「行day」：试岗" in notes
    assert not [note for note in notes if "本人要求" in note]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_has_words(language: str) -> None:
    required = [{**one, "missing": "required"} for one in PAY if one["code"] != "incident"]
    workdays = line("attendance", {**ATTENDANCE, "method": "deduct", "divisor": "workdays"}, missing="required")
    shops = (Shop(name=SHOP),)
    texts = Texts(language)
    for marks in ((), sheet(事假天数="1")):
        plan = scheme(pay=(*required, workdays))
        slip = compute(month(plan=plan, agents=(agent(base="1"),), shops=shops, marks=marks)).payslips[0]
        assert len(slip.pending) >= 5
        assert all(pending_text(one, texts) for one in slip.pending)
        assert all(flag_text(flag, texts) for flag in slip.flags)
